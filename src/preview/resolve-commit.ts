import { BranchProdError } from '../errors.ts';
import { git, gitFailure } from '../git.ts';
import { isCommitId } from './checkout.ts';

/** Where the default branch is: what the remote says, or in a repository without one the usual names. */
const defaultBranch = ['refs/remotes/origin/HEAD', 'refs/heads/main', 'refs/heads/master'];

/**
 * The full id of the commit that `ref` names. `deployed`, on a terminal, is the tip of the default branch: what
 * production really runs is told by GitHub's deployments, which come with the App. Any text is harmless as a ref.
 * Throws `not-found` when the repository has no such commit.
 */
export async function resolveCommit(repository: string, ref: string): Promise<string> {
  let cause: unknown;
  for (const candidate of ref === 'deployed' ? defaultBranch : [ref]) {
    try {
      const args = ['rev-parse', '--verify', '--end-of-options', `${candidate}^{commit}`];
      const commit = (await git(repository, args)).trim();
      // `^main` is answered with `^` and the commit: it excludes one instead of naming one.
      if (isCommitId(commit)) return commit;
    } catch (error) {
      cause = error;
    }
  }
  const named = JSON.stringify(ref.slice(0, 200));
  const reason = cause === undefined ? '' : ` (${gitFailure(cause)})`;
  throw new BranchProdError('not-found', `there is no commit ${named}${reason}`, {
    nextStep: 'Fetch it first, or name a branch, tag or commit that `git rev-parse` finds.',
    cause,
  });
}
