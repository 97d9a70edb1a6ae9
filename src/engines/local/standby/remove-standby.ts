import { rename } from 'node:fs/promises';
import { newId } from '../state/item-id.ts';
import { bury } from '../state/removal.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { itemFolder, withStateLock } from '../state/store.ts';
import type { StandbyFolder } from './standby-folder.ts';

/** Removes the files of a standby that doesn't run; what is left after a crash goes with the next clean-up. */
export async function removeStandby(state: StateFolder, { path }: StandbyFolder): Promise<void> {
  const remains = newId('copy');
  try {
    await withStateLock(state, () => rename(path, itemFolder(state, 'copy', remains)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await bury(state, remains);
}
