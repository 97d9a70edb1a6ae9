import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../errors.ts';
import { isRunning, type ProcessIdentity } from '../../process-identity.ts';
import { endServer } from './end-server.ts';
import { removeDeadTickets } from './file-lock.ts';
import type { StateFolder } from './state-folder.ts';
import { idsOf, readBranch, readCopy, readSnapshot, removeItem } from './store.ts';
import { usedParents } from './used-parents.ts';

/** Ends the preview that keeps its things in this directory, if there is one. */
export type EndPreview = (directory: string) => Promise<void>;

/**
 * Ends and removes what no running process owns, and snapshots that expired and have no branch. What belongs to a
 * running process, or can't be read, stays. To be called under the state's lock.
 */
export async function cleanUp(state: StateFolder, endPreview: EndPreview): Promise<void> {
  for (const lock of await readdir(state.locks)) await removeDeadTickets(join(state.locks, lock));
  for (const id of await idsOf(state, 'copy')) {
    const copy = await orSkip(readCopy(state, id));
    if (copy !== undefined && (await isRunning(copy.owner))) continue;
    await endServer(copy?.server);
    await removeItem(state, 'copy', id);
  }
  for (const id of await idsOf(state, 'branch')) {
    const branch = await orSkip(readBranch(state, id));
    if (branch !== undefined && !(await isRunning(branch.owner))) {
      // One that can't be ended stays in the list as ownerless, and keeps no other from being removed.
      await orSkip(removeBranch(state, branch, endPreview));
    }
  }
  const used = await usedParents(state);
  for (const id of await idsOf(state, 'snapshot')) {
    const snapshot = await orSkip(readSnapshot(state, id));
    if (snapshot === undefined || used.has(id)) continue;
    if (Date.parse(snapshot.expiresAt) <= Date.now()) await removeItem(state, 'snapshot', id);
  }
}

/** Ends all that runs on a branch, then removes it. To be called under the state's lock. */
export async function removeBranch(
  state: StateFolder,
  branch: { readonly id: string; readonly server?: ProcessIdentity | undefined },
  endPreview: EndPreview,
): Promise<void> {
  await endPreview(join(state.branches, branch.id, 'preview'));
  await endServer(branch.server);
  await removeItem(state, 'branch', branch.id);
}

/** What is damaged is for `list` to show and for `destroy` to remove. */
function orSkip<T>(action: Promise<T>): Promise<T | undefined> {
  return action.catch((error) => {
    if (error instanceof BranchProdError) return undefined;
    throw error;
  });
}
