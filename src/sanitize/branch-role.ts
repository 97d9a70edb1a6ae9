import type { Client } from 'pg';
import { BRANCH_ROLE } from '../engines/engine.ts';
import { BranchProdError } from '../errors.ts';
import { grantTables } from './grant-tables.ts';
import { identifier } from './sql.ts';

/**
 * Makes the role, which exists from here on: call it when the proof has passed and not before. It reads and writes
 * every table and is nothing else; a role of that name, which production had, was renamed. Throws `mask-failed` when
 * it is a member of another role all the same.
 */
export async function makeBranchRole(client: Client): Promise<void> {
  const role = identifier(BRANCH_ROLE);
  await client.query(
    `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT`,
  );
  await grantTables(client, BRANCH_ROLE);
  const { rowCount } = await client.query(
    `SELECT FROM pg_catalog.pg_auth_members WHERE member = $1::regrole`,
    [BRANCH_ROLE],
  );
  if (rowCount === 0) return;
  throw new BranchProdError('mask-failed', 'the role of branches is a member of another role', {
    nextStep: 'Report this with the version of PostgreSQL.',
  });
}
