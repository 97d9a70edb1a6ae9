import { Client } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import { openSession, SUPERUSER_OPTIONS } from '../servers/trusted-session.ts';
import type { StandbyDescription, StandbyFolder } from './standby-folder.ts';

/**
 * Runs `work` with a superuser's connection to the standby and closes it whatever happens. Errors of the connection
 * and of the database become `source-unreachable`; those of `work` itself stay as they are.
 */
export async function withStandby<T>(
  folder: StandbyFolder,
  { superuser }: StandbyDescription,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    host: folder.socket,
    port: 5432,
    user: superuser,
    database,
    options: SUPERUSER_OPTIONS,
    connectionTimeoutMillis: 10_000,
    application_name: 'branch-prod',
  });
  // Without a listener a connection that breaks while idle would end this process.
  client.on('error', () => {});
  try {
    await openSession(client);
    return await work(client);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (error instanceof BranchProdError) throw error;
    // A file of the state folder.
    if (syscall !== undefined && syscall !== 'connect' && syscall !== 'read') throw error;
    throw new BranchProdError(
      'source-unreachable',
      `The standby of ${folder.source} can't be read (${code ?? 'the connection ended'})`,
      {
        nextStep: 'See `branch-prod standby status`, and run `branch-prod standby start`.',
        cause: error,
      },
    );
  } finally {
    await client.end().catch(() => {});
  }
}
