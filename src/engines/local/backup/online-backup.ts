import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { throwIfInterrupted } from '../interrupted.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { backupFunctions, serverVersion } from './backup-functions.ts';
import type { LogRange } from './log-segments.ts';
import { sourceUnsupported } from './source-unsupported.ts';

/** What makes the files that were copied meanwhile consistent. */
export interface BackupEnd {
  /** The content of the copy's `backup_label`. */
  readonly label: string;
  /** The part of the write-ahead log that the copy needs. */
  readonly log: LogRange;
}

/**
 * Runs `copy` in backup mode, then `copyLog`, while the log is still kept if the role may have that. When it throws,
 * the session may still be in backup mode: its end is the end of that too. This is PostgreSQL's low-level backup API:
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 * Throws `source-unsupported`, `interrupted`, errors of the connection, and what `copy` and `copyLog` throw.
 */
export async function withBackupMode(
  { client, signal }: { readonly client: Client; readonly signal: AbortSignal },
  copy: () => Promise<void>,
  copyLog: (end: BackupEnd) => Promise<void>,
): Promise<void> {
  const functions = backupFunctions(await serverVersion(client));
  const segmentBytes = await readSegmentBytes(client);
  const slot = await keepLog(client);
  throwIfInterrupted(signal);
  const start = await ask<{ lsn: string }>(functions.start, ['branch-prod']);
  await copy();
  const stop = await ask<{ lsn: string; labelfile: string }>(functions.stop, []);
  await copyLog({
    label: stop.labelfile,
    log: { start: parseLsn(start.lsn), stop: parseLsn(stop.lsn), segmentBytes },
  });
  if (slot !== undefined) await client.query('SELECT pg_drop_replication_slot($1)', [slot]);

  /** A checkpoint may take minutes; whoever interrupts it doesn't wait. */
  async function ask<T extends object>(statement: string, values: string[]): Promise<T> {
    throwIfInterrupted(signal);
    try {
      const { rows } = await untilInterrupted(signal, client.query<T>(statement, values));
      return rows[0] as T;
    } catch (error) {
      throw (error as { code?: string }).code === '55000' ? refused(error) : error;
    }
  }
}

async function readSegmentBytes(client: Client): Promise<number> {
  const { rows } = await client.query<{ setting: string }>(
    "SELECT setting FROM pg_settings WHERE name = 'wal_segment_size'",
  );
  return Number(rows[0]?.setting);
}

/**
 * As pg_basebackup does: a replication slot that ends with the session keeps the log that checkpoints would recycle
 * meanwhile. Without the right to have one, or a free one, {@link requireLog} finds out if anything is missing.
 * PGlite's only session never ends, and its slots wouldn't either.
 */
async function keepLog(client: Client): Promise<string | undefined> {
  const slot = `branch_prod_${randomBytes(8).toString('hex')}`;
  try {
    const { rowCount } = await client.query(
      `SELECT pg_create_physical_replication_slot($1, true, true) FROM pg_roles
       WHERE rolname = current_user AND (rolsuper OR rolreplication)
         AND version() NOT LIKE '%(PGlite%'`,
      [slot],
    );
    return rowCount === 1 ? slot : undefined;
  } catch (error) {
    // configuration_limit_exceeded, object_not_in_prerequisite_state
    const { code } = error as { code?: string };
    if (code === '53400' || code === '55000') return undefined;
    throw error;
  }
}

/** The form of pg_lsn: two halves in hexadecimal. */
function parseLsn(text: string): bigint {
  const [high = '', low = ''] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

function refused(cause: unknown) {
  return sourceUnsupported(
    'its server refuses a backup in its present state',
    'Set `wal_level` to replica and `full_page_writes` to on, and run it again if a standby was promoted meanwhile.',
    cause,
  );
}
