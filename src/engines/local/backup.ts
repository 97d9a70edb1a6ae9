import { copyFile, lstat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { BranchProdError } from '../../errors.ts';
import { readConfiguration, writeConfigurationFiles } from './configuration-files.ts';
import { copyFiles } from './copy-files.ts';
import { type Entry, readTree } from './directory-tree.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { isPostgresFile, isPostgresFolder, POSTGRES_FOLDERS } from './postgres-files.ts';

export interface BackupOptions {
  /** To the running server of `from`; all of the backup happens in this one session. */
  readonly client: Client;
  readonly from: string;
  readonly to: string;
  readonly signal: AbortSignal;
}

/**
 * Copies the files of a running server so that a server started on the copy recovers the state of the end of this
 * call, down to the bytes of its indexes. This is PostgreSQL's low-level backup API:
 * https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 * Throws `source-unsupported` for files that can't be copied, `state-unusable`, `interrupted`, and errors of the
 * connection as they are.
 */
export async function backUp(options: BackupOptions): Promise<'reflink' | 'copy'> {
  const { client, from, to, signal } = options;
  await refuseForeignStorage(from);
  const configuration = await readConfiguration(client);
  await client.query("SELECT pg_backup_start('branch-prod', true)");
  let started = true;
  try {
    const kind = await copyFiles({ from, to, entries: await copied(from), live: true, signal });
    throwIfInterrupted(signal);
    // A backup's control file must not be older than any of its files; on a replica recovery stops by it.
    await copyFile(join(from, 'global/pg_control'), join(to, 'global/pg_control'));
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop()',
    );
    started = false;
    // The log that was written meanwhile makes the files consistent.
    const log = (await copied(from)).filter(({ path }) => path.startsWith('pg_wal/'));
    await copyFiles({ from, to, entries: log, live: true, signal });
    await writeFile(join(to, 'backup_label'), rows[0]?.labelfile ?? '', { mode: 0o600 });
    await writeConfigurationFiles(to, configuration);
    return kind;
  } finally {
    if (started) await client.query('SELECT pg_backup_stop()').catch(() => {});
  }
}

async function copied(from: string): Promise<Entry[]> {
  const entries = await readTree(from, (path) => isPostgresFolder(path) || isPostgresFile(path));
  const odd = entries.find(
    ({ path, kind }) => kind !== (isPostgresFolder(path) ? 'folder' : 'file'),
  );
  if (odd !== undefined) throw unsupported(`${odd.path} is a link or another special file`);
  const folders = POSTGRES_FOLDERS.map((path): Entry => ({ path, kind: 'folder', bytes: 0 }));
  return [...folders, ...entries];
}

async function refuseForeignStorage(from: string): Promise<void> {
  if (!(await lstat(join(from, 'PG_VERSION')).catch(() => undefined))?.isFile()) {
    throw unsupported('there is no readable data directory of PostgreSQL');
  }
  if ((await lstat(join(from, 'pg_wal')).catch(() => undefined))?.isSymbolicLink()) {
    throw unsupported('pg_wal is a link to another place');
  }
  const tablespaces = await readTree(join(from, 'pg_tblspc'));
  if (tablespaces.length > 0) throw unsupported('it has tablespaces outside of the directory');
}

function unsupported(reason: string): BranchProdError {
  return new BranchProdError(
    'source-unsupported',
    `The source's files can't be copied: ${reason}`,
    {
      nextStep: 'Point `source.dataDirectory` at a data directory that holds all of its files.',
    },
  );
}
