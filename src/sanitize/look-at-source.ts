import { Client } from 'pg';
import type { Secret } from '../config/secret.ts';
import { BranchProdError } from '../errors.ts';
import { asSourceError } from './source-error.ts';

/** How long the source may take to accept a connection, and for one statement, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;
const STATEMENT_TIMEOUT = 30_000;

/**
 * Runs `work` in a read-only transaction of the source, which is rolled back, and closes the connection whatever
 * happens, at once when `signal` aborts. Errors of the connection and the database become `source-unreachable`, without
 * the URL or anything that it holds except host and port; `interrupted` is what an abort becomes.
 */
export async function lookAtSource<T>(
  url: Secret,
  work: (client: Client) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const client = createClient(url.reveal());
  // Without a listener a connection that breaks while idle would end this process.
  client.on('error', () => {});
  const end = () => void client.end().catch(() => {});
  try {
    signal.throwIfAborted();
    signal.addEventListener('abort', end);
    await client.connect();
    await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;
       SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
       SELECT set_config('statement_timeout', '${STATEMENT_TIMEOUT}', true)`,
    );
    const result = await work(client);
    await client.query('ROLLBACK');
    return result;
  } catch (error) {
    throw signal.aborted ? interrupted(error) : asSourceError(error, client);
  } finally {
    signal.removeEventListener('abort', end);
    await client.end().catch(() => {});
  }
}

function createClient(url: string): Client {
  try {
    return new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      application_name: 'branch-prod',
    });
  } catch {
    // The parser's own error quotes the URL.
    throw new BranchProdError('source-unreachable', "The source's URL can't be read", {
      nextStep: 'Give it as postgres://user:password@host:5432/database.',
    });
  }
}

function interrupted(cause: unknown): BranchProdError {
  return new BranchProdError('interrupted', 'Looking at the source was interrupted', {
    nextStep: 'Run the command again; nothing was changed.',
    cause,
  });
}
