import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { DatabaseAddress } from '../../../engines/database-address.ts';
import { readBranch } from './recording/branch-reader.ts';
import type { Session } from './session.ts';

/** How long it may take to tell a branch, in milliseconds. */
const PATIENCE = 2000;

/** In PGlite, all sessions are the one that asks. */
const TERMINATE = `
  SELECT bool_and(pg_terminate_backend(pid)) AS "isDone" FROM unnest($1::int[]) AS pid
  WHERE pid <> pg_backend_pid()`;
const COUNT = 'SELECT count(*)::int AS count FROM pg_stat_activity WHERE pid = ANY ($1)';

/**
 * Has a branch end sessions of its role, with all that has been asked in them: a request to cancel ends only one
 * statement, and those behind it run. Resolves when they are gone, with whether the branch has taken note of all; a
 * session that ends by itself meanwhile counts as one of which it has not.
 */
export async function terminateSessions(
  address: DatabaseAddress,
  sessions: readonly Session[],
): Promise<boolean> {
  const ids = sessions.flatMap(({ processId }) => processId ?? []);
  if (sessions.length === 0 || ids.length < sessions.length) return false;
  let isTerminated = false;
  await readBranch(
    address,
    async (client) => {
      const { rows } = await client.query<{ isDone: boolean | null }>(TERMINATE, [ids]);
      isTerminated = rows[0]?.isDone === true;
      while (isTerminated && (await isAny(client, ids))) await sleep(10);
    },
    AbortSignal.timeout(PATIENCE),
  );
  return isTerminated;
}

async function isAny(client: Client, ids: readonly number[]): Promise<boolean> {
  // What it says of sessions is kept for a transaction.
  await client.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ count: number }>(COUNT, [ids]);
  return rows[0]?.count !== 0;
}
