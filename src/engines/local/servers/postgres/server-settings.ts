import type { Access } from '../server.ts';

/** A setting's name and value; later ones win. */
export type Settings = Readonly<Record<string, string>>;

/** Tells what PostgreSQL says from what a restore command writes to the same place, which may hold a secret. */
export const LOG_PREFIX = 'branch-prod ';

/** Nothing of a copy may act by itself, speak to others, or write values to a log. */
const HARMLESS: Settings = {
  archive_mode: 'off',
  autovacuum: 'off',
  listen_addresses: '',
  local_preload_libraries: '',
  max_logical_replication_workers: '0',
  max_wal_senders: '0',
  session_preload_libraries: '',
  shared_preload_libraries: '',
  ssl: 'off',
  unix_socket_permissions: '0700',
  // Messages below FATAL may quote values; nobody reads them.
  lc_messages: 'C',
  log_checkpoints: 'off',
  log_destination: 'stderr',
  log_line_prefix: LOG_PREFIX,
  logging_collector: 'off',
  log_min_error_statement: 'panic',
  log_min_messages: 'fatal',
  // In the data directory, so that it is removed with it after kill -9.
  dynamic_shared_memory_type: 'mmap',
  huge_pages: 'off',
};

/** The raw copy: has a log to replay and every row to rewrite, and its files have to survive. */
const PRIVATE: Settings = {
  checkpoint_timeout: '1h',
  hot_standby: 'off',
  maintenance_work_mem: '256MB',
  max_connections: '20',
  max_wal_size: '8GB',
  shared_buffers: '256MB',
  // A table that is emptied and filled in one transaction isn't logged.
  wal_level: 'minimal',
};

/** A branch: small, quick to start, and worth nothing after a crash. */
const BRANCH: Settings = {
  bgwriter_lru_maxpages: '0',
  checkpoint_timeout: '1d',
  fsync: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  max_connections: '100',
  max_worker_processes: '8',
  shared_buffers: '32MB',
  synchronous_commit: 'off',
  wal_init_zero: 'off',
  wal_recycle: 'off',
};

/** Settings of one major version and later ones. */
const SINCE: readonly { readonly major: number; readonly settings: Settings }[] = [
  // Login triggers would run for our own connections; a server that summarizes its log can't do with a minimal one.
  { major: 17, settings: { event_triggers: 'off', summarize_wal: 'off' } },
  // Saves the three processes that read ahead for everybody.
  { major: 18, settings: { io_method: 'sync' } },
];

/** What the server of a copy runs with, over what its `postgresql.conf` says. */
export function serverSettings(major: number, kind: Access['kind']): Settings {
  return { ...harmlessSettings(major), ...(kind === 'private' ? PRIVATE : BRANCH) };
}

/** With these a server on files of the source does nothing by itself, and tells nobody of values. */
export function harmlessSettings(major: number): Settings {
  const since = SINCE.filter((entry) => major >= entry.major).map(({ settings }) => settings);
  return Object.assign({}, HARMLESS, ...since);
}
