import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceSettings } from '../../../../src/engines/engine.ts';
import { createStandbyKeeper } from '../../../../src/engines/local/standby/create-standby-keeper.ts';
import { readSourceAddress } from '../../../../src/engines/local/standby/source-address.ts';
import {
  type StandbyFolder,
  standbyFolder,
} from '../../../../src/engines/local/standby/standby-folder.ts';
import type { Limits } from '../../../../src/engines/local/state/limits.ts';
import {
  openStateFolder,
  type StateFolder,
} from '../../../../src/engines/local/state/state-folder.ts';
import type { StandbyKeeper, StandbyStatus } from '../../../../src/engines/standby-keeper.ts';

export interface StandbyTest extends AsyncDisposable {
  readonly state: StateFolder;
  readonly source: SourceSettings;
  readonly keeper: StandbyKeeper;
  readonly folder: StandbyFolder;
  /** What was said meanwhile. */
  readonly progress: string[];
  start(): Promise<StandbyStatus>;
  stop(remove?: boolean): Promise<StandbyStatus>;
}

/** A state folder and a keeper for the standby of a source; disposing removes all of it. */
export async function standbyTest(
  postgres: SourceSettings['postgres'],
  { programs = [], limits = {} }: { programs?: readonly string[]; limits?: Limits } = {},
): Promise<StandbyTest> {
  const path = await mkdtemp(join(tmpdir(), 'branch-prod-standby-'));
  // As root PostgreSQL runs as another user, who has to pass.
  await chmod(path, 0o711);
  const state = await openStateFolder(path);
  const keeper = createStandbyKeeper({ open: async () => ({ state, programs, limits }) });
  const source: SourceSettings = { postgres, copy: 'standby' };
  const progress: string[] = [];
  const work = {
    signal: new AbortController().signal,
    onProgress: (message: string) => progress.push(message),
  };
  return {
    state,
    source,
    keeper,
    folder: standbyFolder(state, readSourceAddress(postgres)),
    progress,
    start: () => keeper.start(source, work),
    stop: (remove = false) => keeper.stop(source, { ...work, remove }),
    async [Symbol.asyncDispose]() {
      await keeper.stop(source, { ...work, remove: true });
      await rm(path, { recursive: true });
    },
  };
}
