import { Client } from 'pg';
import type { Secret } from '../../../config/secret.ts';
import { BranchProdError } from '../../../errors.ts';
import { openSession, openTransaction } from '../servers/trusted-session.ts';

/** How long the source may take to accept a connection, in milliseconds. */
const CONNECT_TIMEOUT = 10_000;

/**
 * Runs `work` in a read-only transaction of the source that sees one instant, and closes the connection whatever
 * happens. Errors of the connection and of the database become `source-unreachable` or `source-unsupported`, without
 * the URL or anything that it holds except host and port; those of `work` itself stay as they are.
 */
export function withSource<T>(postgres: Secret, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(postgres, openTransaction, async (client) => {
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  });
}

/** As {@link withSource}, for a backup of the source, which no transaction can span. */
export function withBackupSource<T>(
  postgres: Secret,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return withClient(postgres, openSession, work);
}

/** The database that a URL names. Throws `source-unreachable` for one that can't be read. */
export function databaseOf(postgres: Secret): string {
  return createClient(postgres.reveal()).database ?? 'postgres';
}

async function withClient<T>(
  postgres: Secret,
  open: (client: Client) => Promise<void>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = createClient(postgres.reveal());
  // Without a listener a connection that breaks while idle would end this process.
  client.on('error', () => {});
  try {
    await open(client);
    return await work(client);
  } catch (error) {
    throw asSourceError(error, `${client.host}:${client.port}`);
  } finally {
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
      nextStep: 'Check `source.postgres` in the config.',
    });
  }
}

function asSourceError(error: unknown, where: string): unknown {
  if (error instanceof BranchProdError) return error;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  // A file of the state folder or of the data directory, not the network.
  if (
    syscall !== undefined &&
    path !== undefined &&
    code !== 'ECONNREFUSED' &&
    syscall !== 'connect'
  ) {
    return error;
  }
  if (code === '42501') {
    return new BranchProdError(
      'source-unsupported',
      `The role in the source's URL may not make a backup of ${where}`,
      {
        nextStep: 'Use a superuser, or grant it pg_backup_start, pg_backup_stop and pg_control_*.',
        cause: error,
      },
    );
  }
  return new BranchProdError(
    'source-unreachable',
    `The source at ${where} can't be read (${code ?? 'the connection ended'})`,
    {
      nextStep: 'Check that it runs and that `source.postgres` in the config is right.',
      cause: error,
    },
  );
}
