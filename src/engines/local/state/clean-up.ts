import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import { isRunning, type ProcessIdentity } from '../../../process-identity.ts';
import { removeDeadTickets } from './file-lock.ts';
import { isExpired, readInventory, usedParents } from './inventory.ts';
import { bury, retire } from './removal.ts';
import type { StateFolder } from './state-folder.ts';
import { withStateLock } from './store.ts';

/** Ends the preview that keeps its things in this directory, if there is one. */
export type EndPreview = (directory: string) => Promise<void>;

/**
 * Ends and removes what no running process owns, branches that expired whoever owns them, and snapshots that expired
 * and have no branch. Anything else that can't be read stays. Without the state's lock, which it takes only when there
 * is something to remove.
 */
export async function cleanUp(state: StateFolder, endPreview: EndPreview): Promise<void> {
  const locks = await readdir(state.locks);
  await Promise.all(locks.map((lock) => removeDeadTickets(join(state.locks, lock))));
  const { copies, branches, snapshots } = await findOver(state);
  if (copies.length + branches.length + snapshots.length === 0) return;
  // One that can't be ended stays in the list, and keeps no other from being removed.
  await Promise.all(branches.map((id) => orSkip(removeBranch(state, id, endPreview))));
  const remains = await withStateLock(state, async () => {
    const over = await findOver(state);
    const retired = over.snapshots.map((id) => retire(state, 'snapshot', id));
    return [...over.copies, ...(await Promise.all(retired))];
  });
  await Promise.all(remains.map((id) => id && bury(state, id)));
}

/**
 * Ends all that runs on a branch, then removes it. To be called without the state's lock. `id` must be that of a
 * branch; nothing happens when there is none. Throws what `endPreview` throws.
 */
export async function removeBranch(
  state: StateFolder,
  id: string,
  endPreview: EndPreview,
): Promise<void> {
  // Before the folder is moved: git knows the checkout in it by its path.
  await endPreview(join(state.branches, id, 'preview'));
  const remains = await withStateLock(state, () => retire(state, 'branch', id));
  if (remains !== undefined) await bury(state, remains);
}

/** The ids of what is to be removed. Only under the state's lock a copy without a description is nobody's. */
async function findOver(state: StateFolder) {
  const inventory = await readInventory(state);
  const known = new Map<string, Promise<boolean>>();
  const isAlive = (owner: ProcessIdentity) => {
    const key = `${owner.pid} ${owner.startedAt}`;
    const alive = known.get(key) ?? isRunning(owner);
    known.set(key, alive);
    return alive;
  };
  const copies: string[] = [];
  for (const [id, copy] of inventory.copies) {
    if (copy === undefined || !(await isAlive(copy.owner))) copies.push(id);
  }
  const branches: string[] = [];
  for (const [id, branch] of inventory.branches) {
    if (branch && (isExpired(branch) || !(await isAlive(branch.owner)))) branches.push(id);
  }
  const used = usedParents(inventory);
  const snapshots: string[] = [];
  for (const [id, snapshot] of inventory.snapshots) {
    if (snapshot && isExpired(snapshot) && !used.has(id)) snapshots.push(id);
  }
  return { copies, branches, snapshots };
}

/** What is damaged, or can't be ended, is for `list` to show and for `destroy` to remove. */
export function orSkip<T>(action: Promise<T>): Promise<T | undefined> {
  return action.catch((error) => {
    if (error instanceof BranchProdError) return undefined;
    throw error;
  });
}
