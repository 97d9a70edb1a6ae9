import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { BranchProdError } from '../errors.ts';

/** A file of the default branch: its text, and its name as git writes it (`main:.github/branch-prod.yml`). */
export type CommittedFile = { name: string; text: string };

const nextStep = 'Run in a clone that has the default branch.';

/**
 * Reads a file as it is committed on the repository's default branch, whatever is checked out: where `origin/HEAD`
 * points to, without a remote the local branch `main` or `master`. `undefined` if that branch has no such file.
 * Throws `config-missing` if there is no repository, no such branch, or git can't be run.
 */
export async function readFromDefaultBranch(
  repository: string,
  path: string,
): Promise<CommittedFile | undefined> {
  const branch = await defaultBranch(repository);
  const name = `${branch.replace(/^refs\/(heads|remotes)\//, '')}:${path}`;
  const blob = await git(repository, 'rev-parse', '--verify', '--quiet', `${branch}:${path}`);
  if (blob === undefined) return undefined;
  // Not `git show`, which would run a textconv filter.
  const text = await git(repository, 'cat-file', 'blob', blob.trim());
  if (text !== undefined) return { name, text };
  throw new BranchProdError('config-missing', `git can't read ${name}.`, { nextStep });
}

async function defaultBranch(repository: string): Promise<string> {
  if ((await git(repository, 'rev-parse', '--git-dir')) === undefined) {
    throw new BranchProdError('config-missing', 'This folder is no git repository.', { nextStep });
  }
  const remote = await git(repository, 'symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD');
  const candidates = remote ? [remote.trim()] : ['refs/heads/main', 'refs/heads/master'];
  for (const branch of candidates) {
    if ((await git(repository, 'rev-parse', '--verify', '--quiet', branch)) !== undefined) {
      return branch;
    }
  }
  const missing = candidates.join(' and no ');
  const message = `The default branch is unknown: there is no ${missing}.`;
  throw new BranchProdError('config-missing', message, { nextStep });
}

/** What git prints, or `undefined` if it ends with an error. */
async function git(repository: string, ...args: string[]): Promise<string | undefined> {
  try {
    // Set where a git hook runs us, and stronger than -C.
    const env = { ...process.env, GIT_DIR: undefined, GIT_WORK_TREE: undefined };
    const { stdout } = await promisify(execFile)('git', ['-C', repository, ...args], { env });
    return stdout;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) return undefined;
    throw new BranchProdError('config-missing', 'git is not installed.', { nextStep, cause });
  }
}
