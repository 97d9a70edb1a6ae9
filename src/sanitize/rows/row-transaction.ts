import type { Client } from 'pg';
import { identifier } from '../sql.ts';

/**
 * Text goes out and comes in alike whatever the database has set, floating-point numbers lose nothing, masks see ISO
 * dates, and the rows of a table come in its order.
 */
const SETTINGS = {
  bytea_output: 'hex',
  datestyle: 'ISO, YMD',
  extra_float_digits: '1',
  intervalstyle: 'postgres',
  max_parallel_workers_per_gather: '0',
  synchronize_seqscans: 'off',
  timezone: 'UTC',
  xmloption: 'content',
} as const;

/**
 * Runs `work` in a transaction in which rows are read or written. Names mean what they mean where production works with
 * the table, since the policy's expressions and the schema's constraints are written so; it has to be a connection
 * without the rights of a superuser.
 */
export async function inRowTransaction<T>(
  client: Client,
  schema: string,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('BEGIN');
  try {
    const settings = { ...SETTINGS, search_path: `${identifier(schema)}, public, pg_temp` };
    for (const [name, value] of Object.entries(settings)) {
      await client.query('SELECT pg_catalog.set_config($1, $2, true)', [name, value]);
    }
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // The connection may be gone.
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
