import { ApiError, type ApiRequest, found, type Handlers, page } from './api.ts';
import { type ChangedFile, changedFiles, gitText, listBranches, resolveCommit } from './git.ts';
import { repositoryPage, repositoryUrl } from './repositories.ts';
import type { RepositoryState } from './state.ts';
import { nodeId } from './users.ts';
import { findRepository, type World } from './world.ts';

/** The empty tree, which a commit without parents is compared with. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Commits, and comparisons of two. */
export const commitHandlers = {
  'GET /repos/{owner}/{repo}/commits/{ref}': async (request) => {
    const { world, repository, path, accept } = request;
    const sha = await commitOf(repository, path.ref ?? '');
    if (accept.includes('sha')) return { status: 200, bytes: Buffer.from(sha) };
    const commit = await readCommit(repository.gitDirectory, sha);
    const before = commit.parents[0] ?? emptyTree;
    const files = await changedFiles(repository.gitDirectory, before, sha);
    const sum = (name: 'additions' | 'deletions') =>
      files.reduce((total, file) => total + file[name], 0);
    return {
      status: 200,
      json: {
        ...presentCommit(world, repository, commit),
        stats: {
          additions: sum('additions'),
          deletions: sum('deletions'),
          total: sum('additions') + sum('deletions'),
        },
        files: files.slice(0, 300).map((file) => presentChange(world, repository, file, sha)),
      },
    };
  },

  'GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head': async (request) => {
    const { world, repository, path } = request;
    const branches = await listBranches(repository.gitDirectory);
    const json = branches
      .filter(({ sha }) => sha === path.commit_sha)
      .map(({ name, sha }) => ({
        name,
        commit: { sha, url: `${repositoryUrl(world, repository)}/commits/${sha}` },
        protected: false,
      }));
    return { status: 200, json };
  },

  'GET /repos/{owner}/{repo}/compare/{basehead}': async (request) => {
    const { world, repository, path } = request;
    const [base = '', head = ''] = (path.basehead ?? '').split('...', 2);
    const baseSha = await comparedCommit(request, base);
    const headSha = await comparedCommit(request, head);
    const git = (...args: string[]) => gitText(repository.gitDirectory, args);
    const start = await git('merge-base', baseSha, headSha).catch(() => {
      throw new ApiError(404, `No common ancestor between ${base} and ${head}.`);
    });
    const ahead = (await git('rev-list', '--reverse', `${baseSha}..${headSha}`)).split('\n');
    const shas = ahead.filter((sha) => sha !== '');
    const behind = Number(await git('rev-list', '--count', `${headSha}..${baseSha}`));
    const present = async (sha: string) =>
      presentCommit(world, repository, await readCommit(repository.gitDirectory, sha));
    const commits = await page(request, shas, present);
    const files = await changedFiles(repository.gitDirectory, start, headSha);
    const html = `${repositoryPage(repository)}/compare/${base}...${head}`;
    const status =
      shas.length > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
    return {
      ...commits,
      json: {
        url: `${repositoryUrl(world, repository)}/compare/${encodeURIComponent(path.basehead ?? '')}`,
        html_url: encodeURI(html),
        permalink_url: encodeURI(html),
        diff_url: encodeURI(`${html}.diff`),
        patch_url: encodeURI(`${html}.patch`),
        base_commit: await present(baseSha),
        merge_base_commit: await present(start),
        status,
        ahead_by: shas.length,
        behind_by: behind,
        total_commits: shas.length,
        commits: commits.json,
        files: files.slice(0, 300).map((file) => presentChange(world, repository, file, headSha)),
      },
    };
  },
} satisfies Handlers;

/** A commit as git has it. */
export interface GitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly committer: { readonly name: string; readonly email: string; readonly date: string };
  readonly message: string;
}

/** Reads a commit by its full id; rejects if there is none. */
export async function readCommit(gitDirectory: string, sha: string): Promise<GitCommit> {
  const fields = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'];
  const format = `--format=${fields.join('%x00')}`;
  const text = await gitText(gitDirectory, ['show', '--no-patch', format, sha]);
  const [id = '', tree = '', parents = '', ...rest] = text.split('\0');
  const [an = '', ae = '', ad = '', cn = '', ce = '', cd = '', message = ''] = rest;
  return {
    sha: id,
    tree,
    parents: parents.split(' ').filter((parent) => parent !== ''),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message: message.trimEnd(),
  };
}

/** GitHub's `commit`; files and stats only come with a single one. */
export function presentCommit(
  world: World,
  repository: RepositoryState,
  commit: GitCommit,
): Record<string, unknown> {
  const { sha, node_id, html_url, parents, url, ...content } = presentGitCommit(
    world,
    repository,
    commit,
  );
  const own = `${repositoryUrl(world, repository)}/commits/${commit.sha}`;
  return {
    sha,
    node_id,
    url: own,
    html_url,
    comments_url: `${own}/comments`,
    commit: { url, ...content, comment_count: 0 },
    author: null,
    committer: null,
    parents,
  };
}

/** What git knows of a commit, as GitHub's `git-commit`. */
export function presentGitCommit(
  world: World,
  repository: RepositoryState,
  commit: GitCommit,
): Record<string, unknown> {
  const api = repositoryUrl(world, repository);
  const html = `${repositoryPage(repository)}/commit`;
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${html}/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${html}/${sha}`,
    })),
    verification: {
      verified: false,
      reason: 'unsigned',
      signature: null,
      payload: null,
      verified_at: null,
    },
  };
}

/** GitHub's `simple-commit`. */
export function presentSimpleCommit(commit: GitCommit): Record<string, unknown> {
  const { sha, tree, message, author, committer } = commit;
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: author.date,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}

/** GitHub's `diff-entry`, without the text of the change. */
export function presentChange(
  world: World,
  repository: RepositoryState,
  file: ChangedFile,
  sha: string,
): Record<string, unknown> {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.blob,
    filename: file.path,
    ...(file.previousPath !== undefined && { previous_filename: file.previousPath }),
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repositoryPage(repository)}/blob/${sha}/${path}`,
    raw_url: `${repositoryPage(repository)}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${sha}`,
  };
}

/** The commit that a ref means, or GitHub's answer for one that means none. */
export async function commitOf(repository: RepositoryState, ref: string): Promise<string> {
  const sha = await resolveCommit(repository.gitDirectory, ref);
  if (sha === undefined) throw new ApiError(422, `No commit found for SHA: ${ref}`);
  return sha;
}

/** One side of a comparison: a ref, or `owner:ref` for a fork whose commits are here through a pull request. */
async function comparedCommit(request: ApiRequest, side: string): Promise<string> {
  const [owner, ref] = side.includes(':') ? side.split(':', 2) : [undefined, side];
  const repository =
    owner === undefined
      ? request.repository
      : found(findRepository(request.world, owner, request.repository.repo));
  const sha = found(await resolveCommit(repository.gitDirectory, ref ?? ''));
  return found(await resolveCommit(request.repository.gitDirectory, sha));
}

function utc(date: string): string {
  return `${new Date(date).toISOString().slice(0, 19)}Z`;
}
