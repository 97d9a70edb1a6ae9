import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFolder } from '../../remove-folder.ts';
import {
  type BranchDescription,
  branchDescriptionSchema,
  type CopyDescription,
  copyDescriptionSchema,
  readDescription,
  type SnapshotDescription,
  snapshotDescriptionSchema,
  writeDescription,
} from './descriptions.ts';
import { withFileLock } from './file-lock.ts';
import { type IdKind, isId, newId } from './item-id.ts';
import type { StateFolder } from './state-folder.ts';
import { stateUnusable } from './state-unusable.ts';

/** The folder of an item. The id has been checked. */
export function itemFolder(state: StateFolder, kind: IdKind, id: string): string {
  const parents = { snapshot: state.snapshots, branch: state.branches, copy: state.copies };
  return join(parents[kind], id);
}

/** The ids of everything of a kind that lies in the state folder, described or not. */
export async function idsOf(state: StateFolder, kind: IdKind): Promise<string[]> {
  const names = await readdir(itemFolder(state, kind, ''));
  return names.filter((name) => isId(kind, name)).sort();
}

/** `undefined` when there is none; throws `state-unusable` when it is damaged. So do the two below. */
export function readSnapshot(
  state: StateFolder,
  id: string,
): Promise<SnapshotDescription | undefined> {
  return readDescription(descriptionPath(state, 'snapshot', id), snapshotDescriptionSchema);
}

export function readBranch(state: StateFolder, id: string): Promise<BranchDescription | undefined> {
  return readDescription(descriptionPath(state, 'branch', id), branchDescriptionSchema);
}

export function readCopy(state: StateFolder, id: string): Promise<CopyDescription | undefined> {
  return readDescription(descriptionPath(state, 'copy', id), copyDescriptionSchema);
}

/** Where an item's description is. */
export function descriptionPath(state: StateFolder, kind: IdKind, id: string): string {
  return join(itemFolder(state, kind, id), `${kind}.json`);
}

/** Says that a snapshot is used, so that it lives on. */
export async function touchSnapshot(
  state: StateFolder,
  snapshot: SnapshotDescription,
  lifetime: number,
): Promise<void> {
  const expiresAt = new Date(Date.now() + lifetime).toISOString();
  await writeDescription(descriptionPath(state, 'snapshot', snapshot.id), {
    ...snapshot,
    expiresAt,
  });
}

/** Runs `work` while no other process adds to the state folder or removes from it. */
export function withStateLock<T>(state: StateFolder, work: () => Promise<T>): Promise<T> {
  return withFileLock(join(state.locks, 'state'), work);
}

/**
 * Moves a finished copy to its place in one step, so that it is there as a whole or not at all. To be called without
 * the state's lock. Throws `state-unusable`.
 */
export async function placeItem(
  state: StateFolder,
  copyFolder: string,
  kind: 'snapshot' | 'branch',
  id: string,
): Promise<void> {
  const folder = itemFolder(state, kind, id);
  await withStateLock(state, async () => {
    await rename(copyFolder, folder).catch((error) => {
      throw stateUnusable(folder, error);
    });
    await rm(join(folder, 'copy.json'));
    await rm(join(folder, 'socket'), { recursive: true, force: true });
  });
}

/**
 * Removes an item's folder so that it is there as a whole or not at all: what is left after a crash lies among the
 * copies, without a description, and goes with the next clean-up. To be called under the state's lock.
 */
export async function removeItem(state: StateFolder, kind: IdKind, id: string): Promise<void> {
  const doomed = itemFolder(state, 'copy', newId('copy'));
  try {
    await rename(itemFolder(state, kind, id), doomed);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await removeFolder(doomed);
}
