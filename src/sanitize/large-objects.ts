import type { Client } from 'pg';

/**
 * Empties every large object: they have no column that a policy could name, so that all of their contents go. Each
 * stays as an empty one with its number, which rows hold and code opens. Returns a line for the report.
 */
export async function emptyLargeObjects(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ count: string }>(
    'SELECT count(*) FROM pg_catalog.pg_largeobject_metadata',
  );
  await client.query('SET allow_system_table_mods = on');
  await client.query('TRUNCATE pg_catalog.pg_largeobject');
  await client.query('RESET allow_system_table_mods');
  const count = rows[0]?.count ?? '0';
  return count === '0' ? [] : [`large objects emptied: ${count}`];
}
