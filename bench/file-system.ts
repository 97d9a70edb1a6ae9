import { constants, copyFile, readFile, realpath, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How to come by a file system with reflinks on a machine that has none. */
export const HOW_TO_REFLINK = `This folder's file system copies files byte by byte. For one that shares blocks, as root:
  truncate -s 60G xfs.img && mkfs.xfs xfs.img && mkdir -p xfs && mount -o loop xfs.img xfs
then run it again with --folder xfs. (XFS and btrfs share blocks, ext4 doesn't.)`;

/** Whether files in this folder can share their blocks with copies: tried out. */
export async function canReflink(folder: string): Promise<boolean> {
  const original = join(folder, '.reflink-original');
  const copy = join(folder, '.reflink-copy');
  try {
    await writeFile(original, 'blocks of a file');
    await copyFile(original, copy, constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  } finally {
    await rm(original, { force: true });
    await rm(copy, { force: true });
  }
}

/** What an ordinary user may still write to the file system of this folder, in bytes. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** The type of a folder's file system as the mount table says it, such as `xfs`; `unknown` without such a table. */
export async function fileSystemType(folder: string): Promise<string> {
  const path = await realpath(folder);
  const table = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const mounts = table.split('\n').flatMap((line) => {
    // proc_pid_mountinfo(5): the mount point is the fifth field, the type stands behind a lone dash.
    const point = unescaped(line.split(' ')[4] ?? '');
    const type = line.split(' - ')[1]?.split(' ')[0];
    return type !== undefined && holds(point, path) ? [{ point, type }] : [];
  });
  // Of two mounts at one place the later one is seen.
  return mounts.reduce((best, mount) => (mount.point.length >= best.point.length ? mount : best), {
    point: '',
    type: 'unknown',
  }).type;
}

function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 8)),
  );
}

function holds(point: string, path: string): boolean {
  return path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
}
