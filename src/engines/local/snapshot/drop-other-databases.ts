import { escapeIdentifier } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import type { PrivateCopy } from '../../engine.ts';

/**
 * Leaves the copy one database: no policy speaks of the others, the templates among them, and a branch would have to
 * copy their files. Throws `engine-failed`, naming the database that resists.
 */
export async function dropOtherDatabases(copy: PrivateCopy): Promise<void> {
  const client = await copy.connect();
  // Statements for a subscription would have to run in its database, and ALTER DATABASE refuses one whose dropping was
  // interrupted.
  await client.query(`
    WITH others AS (SELECT oid FROM pg_catalog.pg_database WHERE datname <> current_database()),
      subscriptions AS (DELETE FROM pg_catalog.pg_subscription WHERE subdbid IN (SELECT oid FROM others) RETURNING oid)
    DELETE FROM pg_catalog.pg_shdepend WHERE classid = 'pg_catalog.pg_subscription'::regclass
      AND objid IN (SELECT oid FROM subscriptions)`);
  await client.query(
    `UPDATE pg_catalog.pg_database SET datistemplate = false
      WHERE datistemplate AND datname <> current_database()`,
  );
  const { rows } = await client.query<{ name: string }>(
    'SELECT datname AS name FROM pg_catalog.pg_database WHERE datname <> current_database()',
  );
  for (const { name } of rows) {
    await client.query(`DROP DATABASE ${escapeIdentifier(name)}`).catch((cause) => {
      throw new BranchProdError(
        'engine-failed',
        `The copy's database ${JSON.stringify(name)}, which is not the one to branch, could not be dropped`,
        { nextStep: 'Report it with the version of PostgreSQL: no snapshot was made.', cause },
      );
    });
  }
  await client.end();
}
