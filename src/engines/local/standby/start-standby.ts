import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceSettings } from '../../engine.ts';
import type { StandbyStatus, StandbyWork } from '../../standby-keeper.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { serverAccount } from '../servers/account.ts';
import { findProgramFolder } from '../servers/postgres/find-program-folder.ts';
import { withSource } from '../sources/source-connection.ts';
import { writeDescription } from '../state/descriptions.ts';
import type { StateFolder } from '../state/state-folder.ts';
import { makeStandby } from './make-standby.ts';
import { readReplication } from './read-replication.ts';
import { readSourceFacts } from './read-source-facts.ts';
import { removeStandby } from './remove-standby.ts';
import { readSourceAddress } from './source-address.ts';
import { writeStandbyConfiguration } from './standby-configuration.ts';
import { withStandby } from './standby-connection.ts';
import { readStandby, type StandbyFolder, standbyFolder } from './standby-folder.ts';
import { readTrouble } from './standby-log.ts';
import { startStandbyServer, stopStandbyServer } from './standby-server.ts';
import { readStandbyStatus } from './standby-status.ts';

/** How long a new connection to the source may take until changes arrive or it says why not, in milliseconds. */
const PATIENCE = 20_000;
const POLL = 200;

export interface StartStandbyOptions extends StandbyWork {
  readonly state: StateFolder;
  readonly programs: readonly string[];
  readonly source: SourceSettings;
}

/**
 * Makes the standby run and follow its source, whatever was there before. To be called under the standby's lock.
 * Throws as {@link StandbyKeeper.start}.
 */
export async function startStandby(options: StartStandbyOptions): Promise<StandbyStatus> {
  const { state, source, onProgress } = options;
  const address = readSourceAddress(source.postgres);
  const folder = standbyFolder(state, address);
  const found = await readStandbyStatus(folder);
  if (found.streaming && found.problem === undefined) return found;

  const facts = await withSource(source.postgres, readSourceFacts);
  const programs = await findProgramFolder(facts.major, options.programs);
  const account = await serverAccount();
  const start = async () => {
    await writeStandbyConfiguration(folder, facts, account);
    await startStandbyServer({ ...options, address, folder, programs, account });
  };

  // One that runs but doesn't follow gets the source's present settings and password.
  await stopStandbyServer(folder);
  const existing = await readStandby(folder);
  if (existing?.major === facts.major) {
    // The one that was may be gone.
    await writeDescription(folder.description, { ...existing, superuser: facts.superuser });
    await start();
    if ((await outcome(folder, options.signal)) !== 'lost') return readStandbyStatus(folder);
    onProgress('the standby has lost its source: it is made anew');
    await stopStandbyServer(folder);
  }
  // What is lost is of no use to anybody, and there may be no room for both.
  await removeStandby(state, folder);
  onProgress(`copying the source at ${folder.source}, which takes long if it is large`);
  await makeStandby({ ...options, address, folder, facts, programs, account });
  await start();
  await outcome(folder, options.signal);
  return readStandbyStatus(folder);
}

/** What becomes of a standby that has just started: `waiting` when its source doesn't say. */
async function outcome(
  folder: StandbyFolder,
  signal: AbortSignal,
): Promise<'streaming' | 'lost' | 'waiting'> {
  const standby = await readStandby(folder);
  if (standby === undefined) return 'lost';
  for (const end = performance.now() + PATIENCE; performance.now() < end; await sleep(POLL)) {
    throwIfInterrupted(signal);
    const { streaming } = await withStandby(folder, standby, 'template1', readReplication);
    if (streaming) return 'streaming';
    if ((await readTrouble(folder)).isLost) return 'lost';
  }
  return 'waiting';
}
