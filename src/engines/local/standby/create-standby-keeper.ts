import { join } from 'node:path';
import type { SourceSettings } from '../../engine.ts';
import type { StandbyKeeper, StandbyWork } from '../../standby-keeper.ts';
import type { LocalContext } from '../local-engine.ts';
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
  readonly open: () => Promise<StandbyContext>;
}

/** What a standby is kept with. */
export type StandbyContext = Pick<LocalContext, 'state' | 'programs' | 'limits'>;

/** The standbys of a state folder: PostgreSQL's own hot standbys, made with pg_basebackup. */
export function createStandbyKeeper({ open }: StandbyKeeperOptions): StandbyKeeper {
  return {
    start: (source, work) =>
      alone(source, work, ({ context }) => startStandby({ ...work, ...context, source })),
    status: async (source) => readStandbyStatus(folderOf((await open()).state, source)),
    stop: (source, { remove, ...work }) =>
      alone(source, work, async ({ context, folder }) => {
        await stopStandbyServer(folder);
        if (remove) await removeStandby(context.state, folder);
        return readStandbyStatus(folder);
      }),
  };

  async function alone<T>(
    source: SourceSettings,
    { signal, onProgress }: StandbyWork,
    work: (at: { context: StandbyContext; folder: StandbyFolder }) => Promise<T>,
  ): Promise<T> {
    const context = await open();
    const folder = folderOf(context.state, source);
    const onWait = () => onProgress('waiting for another command on this standby');
    return withFileLock(join(context.state.locks, folder.id), () => work({ context, folder }), {
      signal,
      onWait,
    });
  }
}

function folderOf(state: StateFolder, source: SourceSettings): StandbyFolder {
  return standbyFolder(state, readSourceAddress(source.postgres));
}
