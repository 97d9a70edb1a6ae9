import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrivateCopy } from '../../src/engines/engine.ts';
import type { PostgresPrograms } from '../postgres/programs.ts';
import { runProgram } from '../postgres/run-program.ts';

/** The last record of the source's write-ahead log that a copy has replayed: its instant. */
export interface EndOfCopy {
  /** Where the record starts, as PostgreSQL writes positions: `0/16B3740`. */
  readonly record: string;
  /** All that pg_waldump says of it; `undefined` when the copy has removed that segment after its recovery. */
  readonly description: string | undefined;
}

/**
 * Finds the end of the log that a raw copy was recovered from. To be called first of all in the preparation: a server
 * that recovers ends with a shutdown checkpoint (PerformRecoveryXLogAction in PostgreSQL's
 * src/backend/access/transam/xlog.c), its first own record but for one that replaces the torn half of a record
 * (OVERWRITE_CONTRECORD, in the page of the checkpoint). What stands before it came from the source. Throws when the
 * log says anything else.
 */
export async function findEndOfCopy(
  copy: PrivateCopy,
  programs: PostgresPrograms,
  signal: AbortSignal,
): Promise<EndOfCopy> {
  const client = await copy.connect();
  try {
    const { rows } = await client.query<{ checkpoint: string; directory: string }>(
      `SELECT checkpoint_lsn::text AS checkpoint, current_setting('data_directory') AS directory
       FROM pg_control_checkpoint()`,
    );
    const { checkpoint = '', directory = '' } = rows[0] ?? {};
    const own = await readRecord(programs, directory, checkpoint, signal);
    if (!own.description.includes('CHECKPOINT_SHUTDOWN')) {
      throw new Error('the copy did not end its recovery with a checkpoint');
    }
    const last = await readKept(own.previous);
    if (!last?.description.includes('OVERWRITE_CONTRECORD')) {
      return { record: own.previous, description: last?.description };
    }
    const torn = await readKept(last.previous);
    return { record: last.previous, description: torn?.description };

    async function readKept(position: string) {
      const found = await client.query<{ present: boolean }>(
        `SELECT (pg_stat_file('pg_wal/' || pg_walfile_name($1), true)).size IS NOT NULL AS present`,
        [position],
      );
      return found.rows[0]?.present ? readRecord(programs, directory, position, signal) : undefined;
    }
  } finally {
    await client.end();
  }
}

/** Reads one record of a data directory's log; it may be in use. */
export async function readRecord(
  programs: PostgresPrograms,
  dataDirectory: string,
  position: string,
  signal: AbortSignal,
): Promise<{ description: string; previous: string }> {
  // The source's files and the copy's belong to different users, and none but the owner may read them.
  const { uid, gid } = await stat(dataDirectory);
  const account = programs.account && { uid, gid };
  const args = ['-p', join(dataDirectory, 'pg_wal'), '-s', position, '-n', '1'];
  const output = await runProgram(join(programs.folder, 'pg_waldump'), args, { account, signal });
  const description =
    output
      .split('\n')
      .find((line) => line.startsWith('rmgr:'))
      ?.trim() ?? '';
  const previous = /\bprev ([0-9A-F]+\/[0-9A-F]+)/.exec(description)?.[1];
  if (previous === undefined) throw new Error(`there is no record at ${position}`);
  return { description, previous };
}
