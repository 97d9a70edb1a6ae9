import type { Client } from 'pg';
import { identifier } from './sql.ts';

/** Lets a role log in to the database, and read, write and make tables in all of its schemas. */
export async function grantTables(client: Client, roleName: string): Promise<void> {
  const role = identifier(roleName);
  const { rows } = await client.query<{ name: string; database: string }>(
    `SELECT nspname AS name, current_database() AS database FROM pg_catalog.pg_namespace
      WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'`,
  );
  for (const { name, database } of rows) {
    const schema = identifier(name);
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${identifier(database)} TO ${role}`);
    await client.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${role}`);
    // PostgreSQL 13 has no pg_write_all_data.
    await client.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
    );
    await client.query(`GRANT ALL ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
  }
}
