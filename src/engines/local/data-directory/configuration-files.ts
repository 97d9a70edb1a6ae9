import { chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Account } from '../servers/account.ts';

/** Settings that decide what a query answers, how it is planned, and what recovery needs; none can hold a secret. */
const SETTINGS = [
  'bytea_output',
  'DateStyle',
  'default_statistics_target',
  'default_text_search_config',
  'extra_float_digits',
  'hash_mem_multiplier',
  'IntervalStyle',
  'lc_monetary',
  'lc_numeric',
  'lc_time',
  'max_active_replication_origins',
  'max_locks_per_transaction',
  'max_parallel_workers_per_gather',
  'max_prepared_transactions',
  'max_replication_slots',
  'standard_conforming_strings',
  'TimeZone',
  'work_mem',
];

/** A server does not start without any entry in pg_hba.conf. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['postgresql.conf', ''],
  ['postgresql.auto.conf', ''],
  ['pg_hba.conf', 'local all all reject\nhost all all all reject\n'],
  ['pg_ident.conf', ''],
]);

/** Whether a file, by its path below the data directory, is one that {@link writeConfigurationFiles} writes. */
export function isConfigurationFile(path: string): boolean {
  return FILES.has(path);
}

/**
 * The content of a `postgresql.conf` that answers and plans queries as this server does. Nothing else of its
 * configuration is taken: it may hold passwords (`primary_conninfo`) and commands (`archive_command`).
 */
export async function readConfiguration(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT name, reset_val AS value FROM pg_settings
     WHERE source <> 'default' AND (name = ANY($1) OR name ~ '^(hnsw|ivfflat)[.][a-z_]+$'
       OR vartype <> 'string' AND (category LIKE 'Query Tuning%' OR name ~ '^jit(_|$)')) ORDER BY name`,
    [SETTINGS],
  );
  return rows.map(({ name, value }) => settingLine(name, value)).join('');
}

/** What a server needs in order to accept the tablespaces of a copy: they are folders. */
export const ACCEPT_TABLESPACE_FOLDERS = 'allow_in_place_tablespaces = on\n';

/** Writes the configuration of a copy, whose access rules let nobody in. */
export async function writeConfigurationFiles(
  dataDirectory: string,
  configuration: string,
  owner: Account | undefined,
): Promise<void> {
  for (const [name, fixed] of FILES) {
    const content = name === 'postgresql.conf' ? configuration : fixed;
    await writeFile(join(dataDirectory, name), content, { mode: 0o600 });
    if (owner) await chown(join(dataDirectory, name), owner.uid, owner.gid);
  }
}

/** A line as src/backend/utils/misc/guc-file.l reads it; a value with a line break is none of our settings'. */
export function settingLine(name: string, value: string): string {
  const quoted = value
    .replaceAll(/[\r\n]/g, '')
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "''");
  return `${name} = '${quoted}'\n`;
}
