import type { Engine } from '../engine.ts';
import { branchSnapshot } from './branch-snapshot.ts';
import { cleanUp, type EndPreview } from './clean-up.ts';
import { destroyItem } from './destroy-item.ts';
import { forkBranch } from './fork-branch.ts';
import { listItems } from './list-items.ts';
import type { DatabaseServer } from './servers/server.ts';
import { openStateFolder, type StateFolder } from './state-folder.ts';
import { withStateLock } from './store.ts';
import { takeSnapshot } from './take-snapshot.ts';

export interface LocalEngineOptions {
  /** Path of the folder that keeps everything; made when it is missing. */
  readonly state: string;
  readonly server: DatabaseServer;
  /**
   * Ends the preview whose folder is `preview` in a branch's folder, before the branch is removed. Without it nothing
   * but the branch itself is ended.
   */
  readonly endPreview?: EndPreview | undefined;
}

/** What every call of the engine works with. */
export interface LocalContext {
  readonly state: StateFolder;
  readonly server: DatabaseServer;
  readonly endPreview: EndPreview;
}

/**
 * The engine for this machine: snapshots and branches are data directories in a state folder, copied with shared
 * blocks where the file system can. Throws nothing; its methods throw as {@link Engine} says.
 */
export function createLocalEngine(options: LocalEngineOptions): Engine {
  const { server, endPreview = async () => {} } = options;

  async function open(): Promise<LocalContext> {
    const state = await openStateFolder(options.state);
    await withStateLock(state, () => cleanUp(state, endPreview));
    return { state, server, endPreview };
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
    list: async () => listItems((await open()).state),
    destroy: async (id) => destroyItem(await open(), id),
  };
}
