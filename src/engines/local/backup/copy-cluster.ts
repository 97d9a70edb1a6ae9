import { readFileSync } from 'node:fs';
import { chown, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import { copyEntries } from '../data-directory/copy-files.ts';
import { type Entry, readTree } from '../data-directory/directory-tree.ts';
import { openOriginal } from '../data-directory/open-original.ts';
import {
  isLogSegment,
  isPostgresFile,
  isPostgresFolder,
  POSTGRES_FOLDERS,
  withoutUnlogged,
} from '../data-directory/postgres-files.ts';
import type { BackupOptions } from './backup.ts';
import { withFileSystemSnapshot } from './file-system-snapshot.ts';
import { isNeededLog, requireLog } from './log-segments.ts';
import { type BackupEnd, withBackupMode } from './online-backup.ts';
import { readStorage, type SourceStorage } from './source-storage.ts';
import { sourceUnsupported } from './source-unsupported.ts';
import { createsTablespace } from './tablespace-creation.ts';

export interface ClusterOptions extends BackupOptions {
  readonly storage: SourceStorage;
}

type CopyKind = 'reflink' | 'copy';

/**
 * Copies all of a cluster's files into one folder, in a way that makes them recover one instant: from a snapshot of
 * the file system if there can be one, otherwise in backup mode. Throws as `backUp`.
 */
export async function copyCluster(options: ClusterOptions): Promise<CopyKind> {
  const kinds: CopyKind[] = [];
  const fromSnapshot = async (snapshot: string) => {
    kinds.push(await copyAtRest(options, snapshot));
  };
  const { client, from, to, storage } = options;
  const isAtRest =
    storage.tablespaces.length === 0 &&
    (await survivesPowerLoss(client)) &&
    (await withFileSystemSnapshot(from, join(dirname(to), 'source'), fromSnapshot));
  if (!isAtRest) {
    await withBackupMode(
      options,
      async () => void kinds.push(...(await copyData(options))),
      async (end) => void kinds.push(await copyLog(options, end)),
    );
  }
  return kinds.includes('copy') ? 'copy' : 'reflink';
}

/** A snapshot is to PostgreSQL what a power failure is, and a standby doesn't start as anything else after one. */
async function survivesPowerLoss(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ safe: boolean }>(
    `SELECT NOT pg_is_in_recovery() AND current_setting('fsync')::bool
       AND current_setting('full_page_writes')::bool AS safe`,
  );
  return rows[0]?.safe === true;
}

async function copyAtRest(options: ClusterOptions, snapshot: string): Promise<CopyKind> {
  const entries = await readPostgresFiles(snapshot, '', () => true);
  return copyEntries({
    ...options,
    from: snapshot,
    entries: [...folders(POSTGRES_FOLDERS), ...withoutUnlogged(entries)],
    live: false,
  });
}

async function copyData(options: ClusterOptions): Promise<CopyKind[]> {
  const { from, to, storage } = options;
  const tablespaceFolders = storage.tablespaces.flatMap(({ to }) => [dirname(to), to]);
  const elsewhere = ['pg_wal', 'pg_tblspc', 'global/pg_control'];
  const inside = await readPostgresFiles(from, '', (path) => !elsewhere.includes(path));
  const entries = [
    ...folders([...POSTGRES_FOLDERS, ...tablespaceFolders]),
    ...withoutUnlogged(inside),
  ];
  const kinds = [await copyEntries({ ...options, entries, live: true })];
  for (const tablespace of storage.tablespaces) {
    const { from } = tablespace;
    const entries = withoutUnlogged(await readPostgresFiles(from, tablespace.to, () => true));
    kinds.push(
      await copyEntries({ ...options, from, to: join(to, tablespace.to), entries, live: true }),
    );
  }
  // It must not be older than any of the files; on a standby recovery stops by it.
  await write(options, 'global/pg_control', readControl(join(from, 'global/pg_control')));
  return kinds;
}

/** The log that was written while the data were copied makes them consistent. */
async function copyLog(options: ClusterOptions, { label, log }: BackupEnd): Promise<CopyKind> {
  const from = options.storage.log;
  const to = join(options.to, 'pg_wal');
  const entries = (await readPostgresFiles(from, 'pg_wal', () => true)).filter(({ path }) =>
    isNeededLog(path, log),
  );
  const kind = await copyEntries({ ...options, from, to, entries, live: true });
  await requireLog(from, to, log);
  await refuseNewTablespaces(options, to);
  await write(options, 'backup_label', label);
  return kind;
}

/**
 * PostgreSQL's files in a folder that stands, or will stand, at `place` below the data directory. Throws
 * `source-unsupported` for a link, or anything else that is not what its name promises.
 */
async function readPostgresFiles(
  folder: string,
  place: string,
  select: (path: string) => boolean,
): Promise<Entry[]> {
  const full = (path: string) => (place === '' ? path : `${place}/${path}`);
  const isWanted = (path: string) =>
    select(path) && (isPostgresFolder(full(path)) || isPostgresFile(full(path)));
  const entries = await readTree(folder, isWanted).catch((error) => {
    throw sourceUnsupported(`${folder} is unreadable`, undefined, error);
  });
  for (const { path, kind } of entries) {
    if (kind === (isPostgresFolder(full(path)) ? 'folder' : 'file')) continue;
    throw sourceUnsupported(`${full(path)} is a link or another special file`);
  }
  return entries;
}

function folders(paths: readonly string[]): Entry[] {
  return paths.map((path) => ({ path, kind: 'folder' }));
}

async function refuseNewTablespaces(options: ClusterOptions, log: string): Promise<void> {
  // Those that are there now, and were made since the beginning.
  const { tablespaces } = await readStorage(options.client, options.from);
  const locations = tablespaces.flatMap(({ location }) => location ?? []);
  if (locations.length === 0) return;
  const segments = (await readdir(log)).filter(isLogSegment).sort();
  if (!(await createsTablespace(log, segments, locations))) return;
  throw sourceUnsupported(
    'a tablespace was made while they were copied, or shortly before',
    'Wait for a checkpoint, or order one with CHECKPOINT on the primary, and run it again.',
  );
}

async function write(
  { to, owner }: ClusterOptions,
  path: string,
  content: string | Buffer,
): Promise<void> {
  await writeFile(join(to, path), content, { mode: 0o600 });
  if (owner) await chown(join(to, path), owner.uid, owner.gid);
}

/** The server overwrites it in place: only what is read twice alike is whole. As get_controlfile, controldata_utils.c. */
function readControl(path: string): Buffer {
  const read = () => {
    using original = openOriginal(path);
    return readFileSync(original.path);
  };
  for (let before = read(); ; ) {
    const content = read();
    if (content.equals(before)) return content;
    before = content;
  }
}
