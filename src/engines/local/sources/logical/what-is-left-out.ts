import type { Client } from 'pg';

/** What the dump leaves out, each with the query that counts it. */
const COUNTS: readonly { readonly what: string; readonly count: string }[] = [
  { what: 'publications', count: 'SELECT count(*)::int AS found FROM pg_publication' },
  {
    what: 'subscriptions',
    count: `SELECT count(*)::int AS found FROM pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  },
  { what: 'security labels', count: 'SELECT count(*)::int AS found FROM pg_seclabel' },
  {
    what: 'assignments to tablespaces',
    count:
      'SELECT count(*)::int AS found FROM pg_class WHERE reltablespace <> 0 AND relisshared = false',
  },
  {
    what: 'rows of unlogged tables, which a replica has not',
    count: `SELECT count(*)::int AS found FROM pg_class
      WHERE pg_is_in_recovery() AND relkind = 'r' AND relpersistence = 'u'`,
  },
];

/** What of the source's database a dump leaves out, in sentences for the report. To be called in a transaction. */
export async function whatIsLeftOut(client: Client): Promise<string[]> {
  const notes: string[] = [];
  for (const { what, count } of COUNTS) {
    const { rows } = await client.query<{ found: number }>(count);
    const found = rows[0]?.found ?? 0;
    if (found > 0) notes.push(`Left out of the copy: ${what} (${found}).`);
  }
  return notes;
}
