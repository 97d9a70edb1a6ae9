import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, openCluster, SUPERUSER } from '../postgres/cluster.ts';
import type { PostgresPrograms } from '../postgres/programs.ts';
import { runProgram } from '../postgres/run-program.ts';
import { type EndOfCopy, readRecord } from './end-of-copy.ts';

const SLOT = 'reference';

/** PostgreSQL's own copy of the source, which can be brought to any later instant, once. */
export interface Reference {
  readonly cluster: Cluster;
  /**
   * Replays the source's log up to the end of a copy and stays there: a read-only server that answers as the source
   * did at that instant, from indexes of the same bytes. Throws when the two logs are not the same there.
   */
  replayTo(end: EndOfCopy): Promise<void>;
}

/**
 * Prepares a physical standby of the running source, by none of branch-prod's means: pg_basebackup, and a slot that
 * keeps the log that it will stream.
 */
export async function prepareReference(
  source: Cluster,
  { programs, folder, signal }: { programs: PostgresPrograms; folder: string; signal: AbortSignal },
): Promise<Reference> {
  const { account } = programs;
  const cluster = await openCluster(programs, folder);
  await source.query('postgres', `SELECT pg_create_physical_replication_slot('${SLOT}', true)`);
  await runProgram(
    join(programs.folder, 'pg_basebackup'),
    [...source.options, '-D', cluster.dataDirectory, '-X', 'none', '-c', 'fast', '--no-sync'],
    { account, signal },
  );

  async function replayTo({ record, description }: EndOfCopy): Promise<void> {
    const original = await readRecord(programs, source.dataDirectory, record, signal);
    if (description !== undefined && original.description !== description) {
      throw new Error(`the copy's log is not the source's at ${record}`);
    }
    await writeFile(join(cluster.dataDirectory, 'standby.signal'), '');
    await cluster.start({
      hot_standby: 'on',
      primary_conninfo: `host=${source.socketDirectory} user=${SUPERUSER}`,
      primary_slot_name: SLOT,
      recovery_target_lsn: record,
      recovery_target_inclusive: 'on',
      recovery_target_action: 'pause',
      recovery_target_timeline: 'current',
    });
    while (!(await isPaused(cluster))) {
      signal.throwIfAborted();
      await sleep(50);
    }
  }

  return { cluster, replayTo };
}

async function isPaused(cluster: Cluster): Promise<boolean> {
  const rows = await cluster.query<{ paused: boolean }>(
    'postgres',
    'SELECT pg_is_wal_replay_paused() AS paused',
  );
  return rows[0]?.paused === true;
}
