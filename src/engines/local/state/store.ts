import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
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
import { type IdKind, isId } from './item-id.ts';
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

/** How long a snapshot lives after its last use, in milliseconds. */
export const SNAPSHOT_LIFETIME = 7 * 24 * 60 * 60 * 1000;

/** Says that a snapshot is used, so that it lives on. */
export async function touchSnapshot(
  state: StateFolder,
  snapshot: SnapshotDescription,
): Promise<void> {
  const expiresAt = new Date(Date.now() + SNAPSHOT_LIFETIME).toISOString();
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
 * the state's lock. Throws `state-unusable`, or what `before` throws, which runs under that lock.
 */
export async function placeItem(
  state: StateFolder,
  copyFolder: string,
  kind: 'snapshot' | 'branch',
  id: string,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const folder = itemFolder(state, kind, id);
  await withStateLock(state, async () => {
    await before();
    await rename(copyFolder, folder).catch((error) => {
      throw stateUnusable(folder, error);
    });
    await rm(join(folder, 'copy.json'));
    await rm(join(folder, 'socket'), { recursive: true, force: true });
  });
}
