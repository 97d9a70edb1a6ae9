import { Client } from 'pg';
import type { DatabaseAddress } from '../../src/engines/database-address.ts';

/** Runs `statements` one after another in one connection and returns the rows of the last. */
export async function query(
  { host, port, user, password, database }: DatabaseAddress,
  ...statements: string[]
): Promise<Record<string, unknown>[]> {
  const client = new Client({ host, port, user, database, password: password?.reveal() });
  // A server that ends breaks the connection; the query says so.
  client.on('error', () => {});
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
