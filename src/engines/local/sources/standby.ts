import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import type { SourceSettings } from '../../engine.ts';
import { backUp } from '../backup/backup.ts';
import type { LocalContext } from '../local-engine.ts';
import { findServer } from '../servers/find-server.ts';
import { type Replication, readReplication } from '../standby/read-replication.ts';
import { readSourceAddress } from '../standby/source-address.ts';
import { withStandby } from '../standby/standby-connection.ts';
import { readStandby, type StandbyFolder, standbyFolder } from '../standby/standby-folder.ts';
import { readTrouble } from '../standby/standby-log.ts';
import { readSourceState } from './read-source-state.ts';
import type { SourceCopy, SourceState } from './source-copy.ts';

/** How long a standby whose connection to the source broke may take for a new one, in milliseconds. */
const RECONNECTION = 15_000;
/** How long it may take to replay what has arrived, in milliseconds; after that it is copied as it is. */
const REPLAY = 10_000;
const POLL = 50;

/**
 * The files of the standby that is kept on this machine: the source itself is not asked. It must run, since making it
 * may take hours. Throws `source-unsupported` when there is none, `source-unreachable` when it doesn't run.
 */
export async function standbyOfSource(
  source: SourceSettings,
  { state }: Pick<LocalContext, 'state'>,
): Promise<SourceCopy> {
  const address = readSourceAddress(source.postgres);
  const folder = standbyFolder(state, address);
  const standby = await readStandby(folder);
  if (standby === undefined) {
    throw new BranchProdError(
      'source-unsupported',
      `There is no standby of ${folder.source} on this machine`,
      {
        nextStep:
          'Run `branch-prod standby start` once (it copies all of the source), or set `source.copy: logical`.',
      },
    );
  }
  if ((await findServer(folder.data)) === undefined) {
    throw new BranchProdError(
      'source-unreachable',
      `The standby of ${folder.source} does not run`,
      { nextStep: 'Run `branch-prod standby start`.' },
    );
  }
  return {
    identity: ['standby', folder.id],
    readState: () =>
      withStandby(folder, standby, address.database, async (client) => {
        await awaitReplay(client, folder);
        return (await readState(client)).state;
      }),
    copyTo: ({ to, owner, signal, onProgress }) =>
      withStandby(folder, standby, address.database, async (client) => {
        const from = folder.data;
        const { copy, notes } = await backUp({ client, from, to, owner, signal, onProgress });
        const { state, replication } = await readState(client);
        return { copy, state, notes: [describeAge(replication), ...notes] };
      }),
  };
}

/** Throws `source-unreachable` when no changes arrive: what is there may be of any age. */
async function awaitReplay(client: Client, folder: StandbyFolder): Promise<void> {
  const began = performance.now();
  for (;;) {
    const { streaming, caughtUp } = await readReplication(client);
    const waited = performance.now() - began;
    if (streaming && (caughtUp || waited > REPLAY)) return;
    if (!streaming && waited > RECONNECTION) break;
    await sleep(POLL);
  }
  const { message, nextStep } = await readTrouble(folder);
  throw new BranchProdError(
    'source-unreachable',
    `The standby of ${folder.source} doesn't follow it (${message})`,
    { nextStep },
  );
}

/**
 * The content is that of the source's transaction ids only if all that has arrived is replayed: a copy's own recovery
 * replays the rest.
 */
async function readState(
  client: Client,
): Promise<{ readonly state: SourceState; readonly replication: Replication }> {
  const state = await readSourceState(client);
  const replication = await readReplication(client);
  const fingerprint = replication.caughtUp ? state.fingerprint : undefined;
  return { state: { ...state, fingerprint, at: replication.at }, replication };
}

function describeAge({ ageMs }: Replication): string {
  const seconds = Math.round(ageMs / 1000);
  const age =
    seconds < 1
      ? 'less than a second'
      : seconds < 120
        ? `${seconds} s`
        : `${Math.round(seconds / 60)} min`;
  return `The data were ${age} old when they were copied, from a standby of the source.`;
}
