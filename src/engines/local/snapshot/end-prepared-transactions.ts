import { Client, escapeLiteral } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import type { PrivateCopy } from '../../engine.ts';
import { openSession, SUPERUSER_OPTIONS } from '../servers/trusted-session.ts';

/**
 * Rolls back the prepared transactions of other databases than the one to branch, before anything else: as long as one
 * is open, VACUUM keeps the row versions of before, and its database can't be dropped. Throws `engine-failed`, naming
 * the database.
 */
export async function endPreparedTransactions(copy: PrivateCopy): Promise<void> {
  const client = await copy.connect();
  const { rows } = await client.query<{ database: string; ids: string[] }>(
    `SELECT database::text, array_agg(gid) AS ids FROM pg_catalog.pg_prepared_xacts
      WHERE database <> current_database() GROUP BY database`,
  );
  for (const { database, ids } of rows) {
    await rollBack(client, database, ids).catch((cause) => {
      throw new BranchProdError(
        'engine-failed',
        `A prepared transaction in the copy's database ${JSON.stringify(database)} could not be rolled back`,
        { nextStep: 'End it on the source (see pg_prepared_xacts), and run it again.', cause },
      );
    });
  }
  await client.end();
}

/** Only a session in its own database can end a prepared transaction. */
async function rollBack(
  { host, port, user }: Client,
  database: string,
  ids: readonly string[],
): Promise<void> {
  const client = new Client({ host, port, user, database, options: SUPERUSER_OPTIONS });
  client.on('error', () => {});
  try {
    await openSession(client);
    for (const id of ids) await client.query(`ROLLBACK PREPARED ${escapeLiteral(id)}`);
  } finally {
    await client.end();
  }
}
