import type { Client } from 'pg';

/** Runs `work` in a read-only transaction. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN READ ONLY');
  const result = await work();
  await client.query('COMMIT');
  return result;
}
