import { quote } from '../../config/quote.ts';
import { BranchProdError } from '../../errors.ts';
import { git, gitFailure } from '../../git.ts';

/** A clone, and the environment in which git may fetch into it. */
export interface Clone {
  /** Its folder. */
  readonly repository: string;
  readonly credentials: NodeJS.ProcessEnv;
}

/**
 * Fetches the newest commit of the default branch, and says that it is the default branch: actions/checkout leaves
 * neither. No tag and no submodule comes with it, and nothing is checked out. Any name is harmless.
 *
 * @throws {BranchProdError} `checkout-failed`
 */
export async function fetchDefaultBranch(clone: Clone, branch: string): Promise<void> {
  const tracking = `refs/remotes/origin/${branch}`;
  const what = `the default branch ${quote(branch)}`;
  await fetch(clone, `+refs/heads/${branch}:${tracking}`, what);
  await git(clone.repository, ['symbolic-ref', 'refs/remotes/origin/HEAD', tracking]);
}

/**
 * Fetches one commit by its full id, unless the clone has it.
 *
 * @throws {BranchProdError} `checkout-failed`
 */
export async function fetchCommit(clone: Clone, commit: string): Promise<void> {
  if (await hasCommit(clone.repository, commit)) return;
  await fetch(clone, commit, `commit ${quote(commit)}`);
  if (await hasCommit(clone.repository, commit)) return;
  throw new BranchProdError('checkout-failed', `${quote(commit)} is no commit.`, {
    nextStep: 'Name a commit of the repository.',
  });
}

async function fetch(
  { repository, credentials }: Clone,
  refspec: string,
  what: string,
): Promise<void> {
  try {
    const shallow = await git(repository, ['rev-parse', '--is-shallow-repository']);
    await git(
      repository,
      [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        '--no-auto-maintenance',
        '--recurse-submodules=no',
        // In a clone that has its history, this would throw it away.
        ...(shallow.trim() === 'true' ? ['--depth=1'] : []),
        '--end-of-options',
        'origin',
        refspec,
      ],
      { environment: credentials },
    );
  } catch (cause) {
    throw new BranchProdError('checkout-failed', `${what} can't be fetched: ${gitFailure(cause)}`, {
      nextStep:
        'Make sure that actions/checkout is a step before this one, and that the job has `contents: read`.',
      cause,
    });
  }
}

async function hasCommit(repository: string, commit: string): Promise<boolean> {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`];
    return (await git(repository, args)).trim() === commit;
  } catch {
    return false;
  }
}
