import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import type { Access } from '../server.ts';
import { scramVerifier } from './scram-verifier.ts';

export interface LoginOptions {
  readonly database: string;
  readonly superuser: string;
  readonly port: number;
  readonly access: Extract<Access, { kind: 'login' }>;
}

/**
 * Gives the branch's role its password, over the socket in the data directory, and removes that socket: from then on
 * nobody can become a superuser of this server, not even who may read its files.
 */
export async function openLogin(dataDirectory: string, options: LoginOptions): Promise<void> {
  const { database, superuser, port, access } = options;
  const client = new Client({ host: dataDirectory, port, user: superuser, database });
  client.on('error', () => {});
  try {
    await client.connect();
    const verifier = scramVerifier(access.password.reveal());
    await client.query(`ALTER ROLE ${escapeIdentifier(access.user)} PASSWORD '${verifier}'`);
  } finally {
    await client.end().catch(() => {});
    const socket = join(dataDirectory, `.s.PGSQL.${port}`);
    await rm(socket, { force: true });
    await rm(`${socket}.lock`, { force: true });
  }
}
