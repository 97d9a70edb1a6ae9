import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { BranchProdError } from '../../../../errors.ts';
import type { Access } from '../server.ts';
import { openSession, SUPERUSER_OPTIONS } from '../trusted-session.ts';
import { scramVerifier } from './scram-verifier.ts';

export interface LoginOptions {
  readonly database: string;
  readonly superuser: string;
  readonly port: number;
  readonly access: Extract<Access, { kind: 'login' }>;
}

/**
 * Gives the branch's role its password, over the socket in the data directory, and removes that socket: from then on
 * nobody can become a superuser of this server, not even who may read its files. Throws `engine-failed` when the
 * server refuses that.
 */
export async function openLogin(dataDirectory: string, options: LoginOptions): Promise<void> {
  const { database, superuser, port, access } = options;
  const client = new Client({
    ...{ host: dataDirectory, port, user: superuser, database },
    options: SUPERUSER_OPTIONS,
  });
  client.on('error', () => {});
  try {
    await openSession(client);
    const verifier = scramVerifier(access.password.reveal());
    await client.query(`ALTER ROLE ${escapeIdentifier(access.user)} PASSWORD '${verifier}'`);
  } catch (error) {
    const { code = '' } = error as { code?: string };
    // Of a server that ended there is more to say than that.
    if (!/^[0-9A-Z]{5}$/.test(code)) throw error;
    throw new BranchProdError(
      'engine-failed',
      `The server of a branch refused to open it to its user (${code})`,
      {
        nextStep:
          'See what `ALTER DATABASE … SET` and `ALTER ROLE … SET` give the sessions of the source.',
        cause: error,
      },
    );
  } finally {
    await client.end().catch(() => {});
    const socket = join(dataDirectory, `.s.PGSQL.${port}`);
    await rm(socket, { force: true });
    await rm(`${socket}.lock`, { force: true });
  }
}
