import { Socket } from 'node:net';
import { Client } from 'pg';
import type { DatabaseAddress } from '../../../../engines/database-address.ts';

/** For one statement of ours, in milliseconds: what nobody waits for any more does not go on for long. */
const PATIENCE = 5000;

/**
 * Runs `read` with a connection of the tap's own, in a transaction that writes nothing and whose settings end with it
 * (PGlite has one session for all). `undefined` when the branch can't be reached, `read` fails, or the signal is given.
 */
export async function readBranch<T>(
  { host, port, user, password, database }: DatabaseAddress,
  read: (client: Client) => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const socket = new Socket();
  const client = new Client({
    ...{ host, port, user, database, password: password?.reveal() },
    ...{ connectionTimeoutMillis: PATIENCE, query_timeout: PATIENCE },
    stream: () => socket,
  });
  client.on('error', () => {});
  const isGivenUp = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  void isGivenUp.then(() => socket.destroy());
  try {
    if (signal.aborted) return undefined;
    await client.connect();
    await client.query(
      `BEGIN READ ONLY; SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL statement_timeout = ${PATIENCE}`,
    );
    return await read(client);
  } catch {
    return undefined;
  } finally {
    // Resolves when the session is gone. In PGlite it may stand behind a statement that never ends.
    await Promise.race([client.end().catch(() => {}), isGivenUp]);
  }
}
