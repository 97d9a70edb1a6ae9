import type { Client } from 'pg';

/**
 * Rewrites all system catalogs, those that databases share too: what was deleted from them or replaced (passwords,
 * connection strings, sources of functions) stays in their files as dead rows until then. No transaction may be open.
 */
export async function rewriteCatalogs(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', 'pg_catalog', relname) AS name FROM pg_catalog.pg_class
      WHERE relkind = 'r' AND relnamespace = 'pg_catalog'::regnamespace ORDER BY oid`,
  );
  for (const { name } of rows) await client.query(`VACUUM (FULL) ${name}`);
}
