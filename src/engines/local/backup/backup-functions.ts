import type { Client } from 'pg';

/** The low-level backup API of a version, as SQL. */
export interface BackupFunctions {
  /** Takes a label, checkpoints at once, and returns where the copy's recovery begins: `lsn`. */
  readonly start: string;
  /** Returns `lsn`, up to where the copy needs the log, and `labelfile`; doesn't wait for an archive. */
  readonly stop: string;
  /** What a role that is no superuser needs the right to execute. */
  readonly signatures: readonly string[];
}

/**
 * PostgreSQL 15 renamed the functions and dropped their exclusive form:
 * https://www.postgresql.org/docs/14/functions-admin.html#FUNCTIONS-ADMIN-BACKUP
 */
export function backupFunctions(version: number): BackupFunctions {
  return version >= 150000
    ? {
        start: 'SELECT pg_backup_start($1, true)::text AS lsn',
        stop: 'SELECT lsn::text, labelfile FROM pg_backup_stop(false)',
        signatures: ['pg_backup_start(text, boolean)', 'pg_backup_stop(boolean)'],
      }
    : {
        start: 'SELECT pg_start_backup($1, true, false)::text AS lsn',
        stop: 'SELECT lsn::text, labelfile FROM pg_stop_backup(false, false)',
        signatures: ['pg_start_backup(text, boolean, boolean)', 'pg_stop_backup(boolean, boolean)'],
      };
}

/** For example 150018 for PostgreSQL 15.18. */
export async function serverVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  return Number(rows[0]?.server_version_num);
}
