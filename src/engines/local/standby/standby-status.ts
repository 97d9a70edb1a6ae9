import type { StandbyStatus } from '../../standby-keeper.ts';
import { directoryBytes } from '../data-directory/directory-tree.ts';
import { findServer } from '../servers/find-server.ts';
import { readReplication } from './read-replication.ts';
import { withStandby } from './standby-connection.ts';
import { readStandby, type StandbyFolder } from './standby-folder.ts';
import { readTrouble } from './standby-log.ts';

/** The standby as it is now; its source is not asked. Throws `state-unusable` for a damaged description. */
export async function readStandbyStatus(folder: StandbyFolder): Promise<StandbyStatus> {
  const { id, source } = folder;
  const description = await readStandby(folder);
  if (description === undefined) {
    const nextStep = 'Run `branch-prod standby start`, which copies the source once.';
    const problem = { message: 'There is no standby.', nextStep };
    return { id, source, state: 'missing', streaming: false, problem };
  }
  const known = {
    id,
    source,
    createdAt: new Date(description.createdAt),
    bytes: await directoryBytes(folder.path),
  };
  if ((await findServer(folder.data)) === undefined) {
    const trouble = await readTrouble(folder);
    const problem = trouble.isLost
      ? { message: `It does not run. It is ${trouble.message}.`, nextStep: trouble.nextStep }
      : { message: 'It does not run.', nextStep: 'Run `branch-prod standby start`.' };
    return { ...known, state: 'stopped', streaming: false, problem };
  }
  try {
    const read = await withStandby(folder, description, 'template1', readReplication);
    const { since, streaming, timeline, receivedLsn, replayedLsn, lagBytes, at, ageMs } = read;
    return {
      ...known,
      state: 'running',
      streaming,
      since,
      timeline,
      ...(receivedLsn === undefined ? {} : { receivedLsn }),
      replayedLsn,
      ...(lagBytes === undefined ? {} : { lagBytes }),
      at,
      ageSeconds: Math.round(ageMs / 100) / 10,
      ...(await problemOf(folder, read)),
    };
  } catch (cause) {
    const nextStep = 'Wait until it has replayed its log, or run `branch-prod standby start`.';
    const message = cause instanceof Error ? `${cause.message}.` : 'It does not answer.';
    return { ...known, state: 'running', streaming: false, problem: { message, nextStep } };
  }
}

async function problemOf(
  folder: StandbyFolder,
  { streaming, paused }: { readonly streaming: boolean; readonly paused: boolean },
): Promise<Pick<StandbyStatus, 'problem'>> {
  if (paused) {
    const message = 'paused: the source has got larger settings than the standby.';
    return { problem: { message, nextStep: 'Run `branch-prod standby start`.' } };
  }
  if (streaming) return {};
  const { message, nextStep } = await readTrouble(folder);
  return { problem: { message: `${message}.`, nextStep } };
}
