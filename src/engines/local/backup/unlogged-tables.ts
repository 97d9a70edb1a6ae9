import type { Client } from 'pg';

/** How many tables are named. */
const LONGEST_LIST = 10;

/**
 * Sentences for the report about the tables whose rows a copy can't have: they are not in the write-ahead log. Only
 * those of the connected database are known.
 */
export async function describeUnlogged(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; database: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name, current_database() AS database
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relpersistence = 'u' AND relkind = 'r' ORDER BY 1`,
  );
  const [first] = rows;
  if (first === undefined) return [];
  const names = rows.slice(0, LONGEST_LIST).map(({ name }) => name);
  const more = rows.length - names.length;
  const list = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [`Unlogged tables of the database ${first.database} are empty on the copy: ${list}.`];
}
