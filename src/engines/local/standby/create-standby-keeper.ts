import { join } from 'node:path';
import type { SourceSettings } from '../../engine.ts';
import type { StandbyKeeper, StandbyWork } from '../../standby-keeper.ts';
import { withFileLock } from '../state/file-lock.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { removeStandby } from './remove-standby.ts';
import { readSourceAddress } from './source-address.ts';
import { type StandbyFolder, standbyFolder } from './standby-folder.ts';
import { stopStandbyServer } from './standby-server.ts';
import { readStandbyStatus } from './standby-status.ts';
import { startStandby } from './start-standby.ts';

export interface StandbyKeeperOptions {
  /** Opens the state folder, cleaned up. */
  readonly open: () => Promise<StateFolder>;
  /** Folders with the programs of PostgreSQL, looked at before the usual places. */
  readonly programs: readonly string[];
}

/** The standbys of a state folder: PostgreSQL's own hot standbys, made with pg_basebackup. */
export function createStandbyKeeper({ open, programs }: StandbyKeeperOptions): StandbyKeeper {
  return {
    start: (source, work) =>
      alone(source, work, ({ state }) => startStandby({ ...work, state, programs, source })),
    status: async (source) => readStandbyStatus(folderOf(await open(), source)),
    stop: (source, { remove, ...work }) =>
      alone(source, work, async ({ state, folder }) => {
        await stopStandbyServer(folder);
        if (remove) await removeStandby(state, folder);
        return readStandbyStatus(folder);
      }),
  };

  async function alone<T>(
    source: SourceSettings,
    { signal, onProgress }: StandbyWork,
    work: (at: { state: StateFolder; folder: StandbyFolder }) => Promise<T>,
  ): Promise<T> {
    const state = await open();
    const folder = folderOf(state, source);
    const onWait = () => onProgress('waiting for another command on this standby');
    return withFileLock(join(state.locks, folder.id), () => work({ state, folder }), {
      signal,
      onWait,
    });
  }
}

function folderOf(state: StateFolder, source: SourceSettings): StandbyFolder {
  return standbyFolder(state, readSourceAddress(source.postgres));
}
