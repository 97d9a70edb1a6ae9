import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setFolderMode } from '../data-directory/set-folder-mode.ts';
import { newId } from '../state/item-id.ts';
import { bury } from '../state/removal.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { itemFolder, withStateLock } from '../state/store.ts';
import type { StandbyFolder } from './standby-folder.ts';

/** Removes the files of a standby that doesn't run; what is left after a crash goes with the next clean-up. */
export async function removeStandby(
  state: StateFolder,
  { path, data }: StandbyFolder,
): Promise<void> {
  // Its server must not write there, see standby-server.ts. If that can't be undone, the removal says why.
  await setFolderMode(join(data, 'pg_tblspc'), 0o700).catch(() => {});
  const remains = newId('copy');
  try {
    await withStateLock(state, () => rename(path, itemFolder(state, 'copy', remains)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await bury(state, remains);
}
