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
 * Changes the branch and gives its role a password, over the socket in the data directory, and removes that socket:
 * from then on nobody can become a superuser of this server, not even who may read its files. Throws `engine-failed`
 * when the server refuses that, and what the change throws.
 */
export async function openLogin(dataDirectory: string, options: LoginOptions): Promise<void> {
  const { database, superuser, port, access } = options;
  const client = new Client({
    ...{ host: dataDirectory, port, user: superuser, database },
    options: SUPERUSER_OPTIONS,
  });
  client.on('error', () => {});
  try {
    await orRefused(openSession(client));
    if (access.change) await changeAsRole(client, access.change, { ...options, dataDirectory });
    const verifier = scramVerifier(access.password.reveal());
    const setPassword = `ALTER ROLE ${escapeIdentifier(access.user)} PASSWORD '${verifier}'`;
    await orRefused(client.query(setPassword));
  } finally {
    await client.end().catch(() => {});
    const socket = join(dataDirectory, `.s.PGSQL.${port}`);
    await rm(socket, { force: true });
    await rm(`${socket}.lock`, { force: true });
  }
}

/**
 * Lets the role itself change the branch while nobody else can log in as it, past triggers and row security. Planning a
 * statement runs functions of production's users, which expressions of indexes call: a superuser's session would give
 * them its rights.
 */
async function changeAsRole(
  superuser: Client,
  change: NonNullable<LoginOptions['access']['change']>,
  { dataDirectory, port, database, access }: LoginOptions & { readonly dataDirectory: string },
): Promise<void> {
  const role = escapeIdentifier(access.user);
  await orRefused(
    superuser.query(`ALTER ROLE ${role} PASSWORD NULL BYPASSRLS;
      ALTER ROLE ${role} SET session_replication_role = replica`),
  );
  const session = new Client({
    ...{ host: dataDirectory, port, user: access.user, database },
    options: '-c default_transaction_read_only=off -c row_security=off',
  });
  session.on('error', () => {});
  try {
    await orRefused(openSession(session));
    await change(session);
  } finally {
    await session.end().catch(() => {});
  }
  await orRefused(
    superuser.query(`ALTER ROLE ${role} NOBYPASSRLS;
      ALTER ROLE ${role} RESET session_replication_role`),
  );
}

async function orRefused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
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
  }
}
