import type { Engine } from '../engine.ts';
import { branchSnapshot } from './branch/branch-snapshot.ts';
import { forkBranch } from './branch/fork-branch.ts';
import { createServers, type Servers } from './servers/choose-server.ts';
import { takeSnapshot } from './snapshot/take-snapshot.ts';
import { createStandbyKeeper } from './standby/create-standby-keeper.ts';
import { cleanUp, type EndPreview } from './state/clean-up.ts';
import { destroyItem } from './state/destroy-item.ts';
import type { Limits } from './state/limits.ts';
import { listItems } from './state/list-items.ts';
import { openStateFolder, type StateFolder } from './state/state-folder.ts';

export interface LocalEngineOptions {
  /** Path of the folder that keeps everything; made when it is missing. */
  readonly state: string;
  /** Folders with the programs of PostgreSQL, looked at before the usual places. */
  readonly programs?: readonly string[] | undefined;
  /**
   * Ends the preview whose folder is `preview` in a branch's folder, before the branch is removed. Without it nothing
   * but the branch itself is ended.
   */
  readonly endPreview?: EndPreview | undefined;
  readonly limits?: Limits | undefined;
}

/** What every call of the engine works with. */
export interface LocalContext {
  readonly state: StateFolder;
  readonly servers: Servers;
  /** Folders with the programs of PostgreSQL, looked at before the usual places. */
  readonly programs: readonly string[];
  readonly endPreview: EndPreview;
  readonly limits: Limits;
}

/**
 * The engine for this machine: snapshots and branches are data directories in a state folder, copied with shared
 * blocks where the file system can. Throws nothing; its methods throw as {@link Engine} says.
 */
export function createLocalEngine(options: LocalEngineOptions): Engine {
  const { programs = [], endPreview = async () => {}, limits = {} } = options;
  const servers = createServers({ programs });

  async function open(): Promise<LocalContext> {
    const state = await openStateFolder(options.state);
    await cleanUp(state, endPreview);
    return { state, servers, programs, endPreview, limits };
  }

  return {
    name: 'local',
    snapshot: async (snapshot) => takeSnapshot(await open(), snapshot),
    async branch(snapshot, branch) {
      const calledAt = performance.now();
      return branchSnapshot(await open(), snapshot, { ...branch, calledAt });
    },
    async fork(parent, branch) {
      const calledAt = performance.now();
      return forkBranch(await open(), parent, { ...branch, calledAt });
    },
    standby: createStandbyKeeper({ open }),
    list: async () => listItems((await open()).state),
    destroy: async (id) => destroyItem(await open(), id),
  };
}
