import type { Entry } from './directory-tree.ts';

/**
 * What of a data directory belongs to a copy: an allow-list of PostgreSQL's own files, so that keys, logs,
 * configuration, process files, temporary files and whatever else lies there stay where they are.
 * Sources: https://www.postgresql.org/docs/18/storage-file-layout.html and the exclusions of
 * src/backend/backup/basebackup.c, which also empties the folders below.
 */

/** Folders that every data directory has, in an order in which they can be made. */
export const POSTGRES_FOLDERS: readonly string[] = [
  'base',
  'global',
  'pg_commit_ts',
  'pg_dynshmem',
  'pg_logical',
  'pg_logical/mappings',
  'pg_logical/snapshots',
  'pg_multixact',
  'pg_multixact/members',
  'pg_multixact/offsets',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
  'pg_wal',
  'pg_wal/archive_status',
  'pg_wal/summaries',
  'pg_xact',
];

/** A tablespace is a folder in copies, not a link; then the folder of the version's files, then one a database. */
const FOLDERS: readonly RegExp[] = [
  /^base\/\d+$/,
  /^pg_tblspc\/\d+$/,
  /^pg_tblspc\/\d+\/PG_\d+_\d+$/,
  /^pg_tblspc\/\d+\/PG_\d+_\d+\/\d+$/,
];

const FILES: readonly RegExp[] = [
  /^PG_VERSION$/,
  /^global\/pg_control$/,
  /^(global|base\/\d+|pg_tblspc\/\d+\/PG_\d+_\d+\/\d+)\/(\d+(_(fsm|vm|init))?(\.\d+)?|PG_VERSION|pg_filenode\.map)$/,
  /^(pg_xact|pg_commit_ts|pg_multixact\/members|pg_multixact\/offsets)\/[0-9A-F]{4,16}$/,
  /^pg_twophase\/[0-9A-F]{8,16}$/,
  /^pg_logical\/replorigin_checkpoint$/,
  /^pg_wal\/([0-9A-F]{24}|[0-9A-F]{8}\.history)$/,
];

/** Whether a folder, by its path below the data directory, is one to look into. */
export function isPostgresFolder(path: string): boolean {
  return POSTGRES_FOLDERS.includes(path) || FOLDERS.some((pattern) => pattern.test(path));
}

/** Whether a file, by its path below the data directory, belongs to a copy. */
export function isPostgresFile(path: string): boolean {
  return FILES.some((pattern) => pattern.test(path));
}

/** Whether the file is a segment of the write-ahead log, by its name in `pg_wal`. */
export function isLogSegment(name: string): boolean {
  return /^[0-9A-F]{24}$/.test(name);
}

/**
 * The entries without the rows of unlogged relations, which no recovery can make consistent; it empties these
 * relations by their `_init` file.
 */
export function withoutUnlogged(entries: readonly Entry[]): Entry[] {
  const unlogged = new Set<string>();
  for (const { path } of entries) {
    if (path.endsWith('_init')) unlogged.add(path.slice(0, -'_init'.length));
  }
  return entries.filter(({ path }) => {
    const [, relation] = /^(.*\/\d+)(?:_fsm|_vm)?(?:\.\d+)?$/.exec(path) ?? [];
    return relation === undefined || !unlogged.has(relation);
  });
}
