import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';
import { FIRST_OF_USERS } from './catalog/user-schema.ts';

/**
 * Refuses tables that somebody made in a schema of PostgreSQL's own: no policy can name them, so nothing would be masked
 * there. Throws `mask-failed`, naming them.
 */
export async function refuseHiddenTables(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid >= ${FIRST_OF_USERS} AND c.relkind IN ('r', 'm', 'p') AND n.nspname IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name).join(', ');
  throw new BranchProdError(
    'mask-failed',
    `tables are hidden in a schema of PostgreSQL: ${names}`,
    {
      nextStep:
        'Move them to a schema of yours (ALTER TABLE … SET SCHEMA …), where the policy can name them.',
    },
  );
}
