import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BranchProdError } from '../errors.ts';
import { git, gitFailure } from './git.ts';
import { removeFolder } from './remove-folder.ts';

/**
 * Checks out one commit into `checkout`, a path that doesn't exist yet, as a detached worktree of the repository.
 * The repository's hooks don't run. Throws `checkout-failed`, and then leaves nothing behind.
 */
export async function addCheckout(options: {
  repository: string;
  /** The full id of the commit. */
  commit: string;
  checkout: string;
  signal: AbortSignal;
}): Promise<void> {
  const { repository, commit, checkout, signal } = options;
  if (!isCommitId(commit)) {
    throw new BranchProdError('checkout-failed', 'the commit to preview is not a full commit id', {
      nextStep: 'Resolve the ref to a commit first.',
    });
  }
  try {
    await git(repository, ['worktree', 'add', '--detach', checkout, commit], signal);
  } catch (error) {
    await removeCheckout(repository, checkout).catch(() => {});
    throw new BranchProdError(
      'checkout-failed',
      `commit ${commit} can't be checked out: ${gitFailure(error)}`,
      {
        nextStep: `Make sure that \`git -C ${repository} cat-file -e ${commit}\` succeeds; in a shallow clone fetch the commit first.`,
        cause: error,
      },
    );
  }
}

/**
 * Removes a checkout and its entry in the repository, whatever the application did to the folder; nothing happens
 * when it is gone already. There is no `git worktree prune`: it would also forget people's own worktrees on disks
 * that are not mounted now. Throws `checkout-failed` if the entry can't be removed.
 */
export async function removeCheckout(repository: string, checkout: string): Promise<void> {
  // The folder first: git refuses a worktree whose .git file was changed, but not one whose folder is missing.
  await removeFolder(checkout);
  try {
    // Twice forced also removes a locked one; git locks a worktree while it makes it.
    await git(repository, ['worktree', 'remove', '--force', '--force', checkout]);
  } catch (error) {
    if (!(await isRegistered(repository, checkout))) return;
    throw new BranchProdError(
      'checkout-failed',
      `the worktree ${checkout} can't be removed from ${repository}: ${gitFailure(error)}`,
      { nextStep: `Run \`git -C ${repository} worktree prune\`.`, cause: error },
    );
  }
}

/** Whether a text is the full id of a commit, SHA-1 or SHA-256. */
export function isCommitId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

async function isRegistered(repository: string, checkout: string): Promise<boolean> {
  try {
    const worktrees = await git(repository, ['worktree', 'list', '--porcelain']);
    const path = join(await realpath(dirname(checkout)), basename(checkout));
    return worktrees.split('\n').includes(`worktree ${path}`);
  } catch {
    // Without the repository there is no entry to remove.
    return false;
  }
}
