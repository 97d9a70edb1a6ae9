import type { Client } from 'pg';
import type { PrivateCopy } from '../engines/engine.ts';
import { grantTables } from './grant-tables.ts';
import { identifier } from './sql.ts';

/**
 * The role that stands in for superusers while a copy is prepared and afterwards: it reads and writes every table, owns
 * what superusers owned, and has no other power.
 */
export const ROW_ROLE = 'branch_prod_rows';

/** Makes the role. One of that name, which production had, is renamed. */
export async function makeRowRole(client: Client): Promise<void> {
  const role = identifier(ROW_ROLE);
  const { rows } = await client.query<{ rename: string }>(
    `SELECT format('ALTER ROLE %I RENAME TO %I', rolname, rolname || '_' || oid) AS rename
      FROM pg_catalog.pg_roles WHERE rolname = $1`,
    [ROW_ROLE],
  );
  for (const { rename } of rows) await client.query(rename);
  await client.query(
    `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS`,
  );
  // Triggers don't fire for its sessions; it could not ask for that itself.
  await client.query(`ALTER ROLE ${role} SET session_replication_role = replica`);
  await grantTables(client, ROW_ROLE);
}

/**
 * A connection in which the code of production's users runs that reading and writing rows sets off: constraints,
 * generated columns, casts, index expressions. It logs in as the role, since a superuser's session that has only set
 * a role can be made a superuser's again by any function.
 */
export async function connectForRows(copy: PrivateCopy): Promise<Client> {
  const client = await copy.connect(ROW_ROLE);
  // PGlite has one session only, and that is the superuser's.
  await client.query(
    `SELECT set_config('session_replication_role', 'replica', false)
      WHERE current_setting('session_replication_role') <> 'replica'`,
  );
  return client;
}

/** Ends what the role was made for during the preparation. */
export async function retireRowRole(client: Client): Promise<void> {
  const role = identifier(ROW_ROLE);
  await client.query(`ALTER ROLE ${role} NOLOGIN`);
  await client.query(`ALTER ROLE ${role} RESET ALL`);
}
