import type { Client } from 'pg';
import { identifier } from './sql.ts';

/** The role that applications on a branch log in as; the engine gives it a password for each branch. */
export const BRANCH_ROLE = 'branch';

/**
 * Makes the role, which exists from here on: call it when the proof has passed and not before. It reads and writes
 * every table and is nothing else.
 */
export async function makeBranchRole(client: Client): Promise<void> {
  const role = identifier(BRANCH_ROLE);
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [BRANCH_ROLE]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
  await client.query(
    `ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT`,
  );
  const { rows } = await client.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'`,
  );
  for (const { name } of rows) {
    const schema = identifier(name);
    await client.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${role}`);
    // PostgreSQL 13 has no pg_write_all_data.
    await client.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
    );
    await client.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
  }
}
