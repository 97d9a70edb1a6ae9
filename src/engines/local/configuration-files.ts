import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';

/** Settings that decide what a query answers; none can hold a secret, a path or a command. */
const SETTINGS = [
  'bytea_output',
  'DateStyle',
  'default_text_search_config',
  'extra_float_digits',
  'IntervalStyle',
  'lc_monetary',
  'lc_numeric',
  'lc_time',
  'max_prepared_transactions',
  'standard_conforming_strings',
  'TimeZone',
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
 * The content of a `postgresql.conf` that answers queries as this server does. Nothing else of its configuration is
 * taken: it may hold passwords (`primary_conninfo`) and commands (`archive_command`).
 */
export async function readConfiguration(client: Client): Promise<string> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `SELECT name, reset_val AS value FROM pg_settings
     WHERE source <> 'default' AND (name = ANY($1) OR name ~ '^(hnsw|ivfflat)[.][a-z_]+$') ORDER BY name`,
    [SETTINGS],
  );
  return rows.map(({ name, value }) => `${name} = '${quoted(value)}'\n`).join('');
}

/** Writes the configuration of a copy, whose access rules let nobody in. */
export async function writeConfigurationFiles(
  dataDirectory: string,
  configuration: string,
): Promise<void> {
  for (const [name, fixed] of FILES) {
    const content = name === 'postgresql.conf' ? configuration : fixed;
    await writeFile(join(dataDirectory, name), content, { mode: 0o600 });
  }
}

/** As src/backend/utils/misc/guc-file.l reads it; a value with a line break is none of these settings'. */
function quoted(value: string): string {
  return value
    .replaceAll(/[\r\n]/g, '')
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "''");
}
