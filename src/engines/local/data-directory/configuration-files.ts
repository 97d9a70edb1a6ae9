import { join } from 'node:path';
import type { Client } from 'pg';
import type { Account } from '../servers/account.ts';
import { placeFile } from './place-file.ts';

/** Settings that decide what a query answers, how it is planned, and what recovery needs; none can hold a secret. */
const SETTINGS = [
  'bytea_output',
  'constraint_exclusion',
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
  'plan_cache_mode',
  'standard_conforming_strings',
  'TimeZone',
  'work_mem',
];

/** Those of pgvector: a session that has not used it yet does not list them. */
const VECTOR_SETTINGS = [
  'hnsw.ef_search',
  'hnsw.iterative_scan',
  'hnsw.max_scan_tuples',
  'hnsw.scan_mem_multiplier',
  'ivfflat.iterative_scan',
  'ivfflat.max_probes',
  'ivfflat.probes',
];

/** What any other setting may say: a server that lies about its settings could name a command. */
const SWITCH_OR_NUMBER = /^(on|off|-?\d[\d.e+-]*)$/;

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

interface Setting {
  readonly name: string;
  readonly value: string;
}

/**
 * The content of a `postgresql.conf` that answers and plans queries as this server does, a line for each setting, in
 * the order of their names. Nothing else of its configuration is taken: it may hold passwords (`primary_conninfo`) and
 * commands (`archive_command`).
 */
export async function readConfiguration(client: Client): Promise<string> {
  const { rows } = await client.query<Setting>(
    `SELECT name, reset_val AS value FROM pg_settings
     WHERE source <> 'default' AND (name = ANY($1) OR name = ANY($2)
       OR vartype <> 'string' AND (category LIKE 'Query Tuning%' OR name ~ '^jit(_|$)'))
     UNION ALL SELECT name, current_setting(name, true) FROM unnest($2::text[]) AS name
     WHERE name NOT IN (SELECT name FROM pg_settings) AND current_setting(name, true) <> ''
     ORDER BY name`,
    [SETTINGS, VECTOR_SETTINGS],
  );
  return rows
    .filter(isHarmless)
    .map(({ name, value }) => settingLine(name, value))
    .join('');
}

function isHarmless({ name, value }: Setting): boolean {
  if (typeof value !== 'string' || !/^[A-Za-z_][\w.]*$/.test(name)) return false;
  return [...SETTINGS, ...VECTOR_SETTINGS].includes(name) || SWITCH_OR_NUMBER.test(value);
}

/** What a server needs in order to accept the tablespaces of a copy: they are folders. */
export const ACCEPT_TABLESPACE_FOLDERS = 'allow_in_place_tablespaces = on\n';

/** Writes the configuration of a copy that nobody else can enter; its access rules let nobody in. */
export async function writeConfigurationFiles(
  dataDirectory: string,
  configuration: string,
  owner: Account | undefined,
): Promise<void> {
  for (const [name, fixed] of FILES) {
    const content = name === 'postgresql.conf' ? configuration : fixed;
    await placeFile(join(dataDirectory, name), content, owner);
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
