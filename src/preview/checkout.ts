import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BranchProdError } from '../errors.ts';
import { git, gitEnvironment, gitFailure } from '../git.ts';
import type { ProcessIdentity } from '../process-identity.ts';
import { removeFolder } from '../remove-folder.ts';
import { exitWithin } from './exit-within.ts';
import { createOutput } from './output.ts';
import { startProcessGroup } from './process-group.ts';

/** A partial clone fetches while it checks out. */
const timeoutMs = 600_000;

/** The shell puts nothing together: each value is one word, whatever is in it. No hook of the repository runs. */
const command =
  'exec git -C "$repository" -c core.hooksPath=/dev/null worktree add --detach "$checkout" "$commit"';

/**
 * Checks out one commit into `checkout`, a path that doesn't exist yet, as a detached worktree of the repository.
 * git runs in a process group as the application does: it starts others, which would go on writing after an abort
 * or our death. Throws `checkout-failed`, and rejects with an AbortError when aborted; removeCheckout then removes
 * what there is of it.
 */
export async function addCheckout(options: {
  /** Absolute paths, both. */
  repository: string;
  checkout: string;
  /** The full id of the commit. */
  commit: string;
  signal: AbortSignal;
  record: (leader: ProcessIdentity) => Promise<void>;
}): Promise<void> {
  const { repository, commit, checkout, signal, record } = options;
  if (!isCommitId(commit)) {
    throw new BranchProdError('checkout-failed', 'the commit to preview is not a full commit id', {
      nextStep: 'Resolve the ref to a commit first.',
    });
  }
  const output = createOutput([]);
  const variables = { ...gitEnvironment(), repository, checkout, commit };
  const group = await startProcessGroup({ command, folder: '/', variables, output, record });
  const exit = await exitWithin(group, timeoutMs, signal);
  if (exit?.code === 0) return;
  const reason = gitFailure({ stderr: output.lines().join('\n') });
  throw new BranchProdError('checkout-failed', `commit ${commit} can't be checked out: ${reason}`, {
    nextStep: `Make sure that the disk has room and that \`git -C ${repository} cat-file -e ${commit}\` succeeds; a shallow clone has to fetch the commit first.`,
  });
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
