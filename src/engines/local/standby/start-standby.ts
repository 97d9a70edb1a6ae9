import { setTimeout as sleep } from 'node:timers/promises';
import type { SourceSettings } from '../../engine.ts';
import type { StandbyStatus, StandbyWork } from '../../standby-keeper.ts';
import { acceptedConfiguration } from '../data-directory/accepted-configuration.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { serverAccount } from '../servers/account.ts';
import { findProgramFolder } from '../servers/postgres/find-program-folder.ts';
import { requireSafeReplay } from '../servers/postgres/require-safe-replay.ts';
import { withSource } from '../sources/source-connection.ts';
import { writeDescription } from '../state/descriptions.ts';
import type { StandbyContext } from './create-standby-keeper.ts';
import { makeStandby } from './make-standby.ts';
import { readReplication } from './read-replication.ts';
import { readSourceFacts, type SourceFacts } from './read-source-facts.ts';
import { reloadConfiguration } from './reload-configuration.ts';
import { removeStandby } from './remove-standby.ts';
import { readSourceBytes, requireRoom } from './require-room.ts';
import { readSourceAddress } from './source-address.ts';
import { writeStandbyConfiguration } from './standby-configuration.ts';
import { withStandby } from './standby-connection.ts';
import { readStandby, type StandbyDescription, standbyFolder } from './standby-folder.ts';
import { readTrouble } from './standby-log.ts';
import {
  awaitStandbyServer,
  type StandbyServerOptions,
  startStandbyServer,
  stopStandbyServer,
} from './standby-server.ts';
import { readStandbyStatus } from './standby-status.ts';

/**
 * How long a new connection to the source may take until changes arrive or it says why not, and how long one that was
 * there before, in milliseconds, not counting the replay of what is here: PostgreSQL tries again after 5 s.
 */
const PATIENCE = 20_000;
const PATIENCE_WITH_RUNNING = 6000;
const POLL = 200;

export interface StartStandbyOptions extends StandbyWork, StandbyContext {
  readonly source: SourceSettings;
}

/** A server, and what it is told of its source. */
interface Standby extends StandbyServerOptions {
  readonly facts: SourceFacts;
}

/**
 * Makes the standby run and follow its source with the source's present settings, whatever was there before. To be
 * called under the standby's lock. Throws as {@link StandbyKeeper.start}.
 */
export async function startStandby(options: StartStandbyOptions): Promise<StandbyStatus> {
  const { state, source, onProgress } = options;
  const address = readSourceAddress(source.postgres);
  const folder = standbyFolder(state, address);
  const read = await withSource(source.postgres, readSourceFacts);
  const { configuration } = await acceptedConfiguration(read.configuration, {
    major: read.major,
    programs: options.programs,
  });
  const facts = { ...read, configuration };
  const programs = await findProgramFolder(facts.major, options.programs);
  await requireSafeReplay(programs);
  const account = await serverAccount('standby');
  const standby = { ...options, address, folder, facts, programs, account };

  const existing = await readStandby(folder);
  if (existing?.major === facts.major) {
    // The one that was may be gone.
    const description = { ...existing, superuser: facts.superuser };
    await writeDescription(folder.description, description);
    if (await staysRunning(standby, description)) return readStandbyStatus(folder);
    if (await comesBack(standby, description)) return readStandbyStatus(folder);
    onProgress('the standby has lost its source: it is made anew');
  }
  await stopStandbyServer(folder);
  // What is lost is of no use to anybody, and there may be no room for both.
  await removeStandby(state, folder);
  await requireRoom(options, await withSource(source.postgres, readSourceBytes));
  onProgress(`copying the source at ${folder.source}, which takes long if it is large`);
  const made = await makeStandby(standby);
  await restart(standby);
  const became = await outcome(standby, made, PATIENCE);
  const status = await readStandbyStatus(folder);
  if (became !== 'streaming' || status.streaming) return status;
  // The connection broke between the two looks, and PostgreSQL makes another.
  await outcome(standby, made, PATIENCE);
  return readStandbyStatus(folder);
}

/** Whether it runs and follows its source, without being stopped for it. */
async function staysRunning(standby: Standby, description: StandbyDescription): Promise<boolean> {
  const { folder, facts, account } = standby;
  if (!(await awaitStandbyServer(folder, standby))) return false;
  try {
    const became = await outcome(standby, description, PATIENCE_WITH_RUNNING);
    const { problem } = await readStandbyStatus(folder);
    if (became !== 'streaming' || problem !== undefined) return false;
    if (!(await writeStandbyConfiguration(folder, facts, account))) return true;
    return await withStandby(folder, description, 'template1', reloadConfiguration);
  } catch {
    // It ended meanwhile, or can't be asked: its next start says why.
    throwIfInterrupted(standby.signal);
    return false;
  }
}

/** Whether it runs with the source's present settings and password, and isn't lost. */
async function comesBack(standby: Standby, description: StandbyDescription): Promise<boolean> {
  await stopStandbyServer(standby.folder);
  try {
    await restart(standby);
    return (await outcome(standby, description, PATIENCE)) !== 'lost';
  } catch (error) {
    if ((await readTrouble(standby.folder)).isLost) return false;
    throw error;
  }
}

async function restart(standby: Standby): Promise<void> {
  await writeStandbyConfiguration(standby.folder, standby.facts, standby.account);
  await startStandbyServer(standby);
}

/** What becomes of a standby that runs: `waiting` when its source doesn't say, and it has nothing left to replay. */
async function outcome(
  { folder, signal }: Standby,
  description: StandbyDescription,
  patience: number,
): Promise<'streaming' | 'lost' | 'waiting'> {
  let replayed: string | undefined;
  for (let end = performance.now() + patience; performance.now() < end; await sleep(POLL)) {
    throwIfInterrupted(signal);
    const read = await withStandby(folder, description, 'template1', readReplication);
    if (read.streaming) return 'streaming';
    if ((await readTrouble(folder)).isLost) return 'lost';
    if (read.replayedLsn !== replayed) end = performance.now() + patience;
    replayed = read.replayedLsn;
  }
  return 'waiting';
}
