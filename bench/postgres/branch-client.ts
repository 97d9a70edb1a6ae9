import { Client } from 'pg';
import type { DatabaseAddress } from '../../src/engines/database-address.ts';

/** A new connection as a branch's user has it; whoever asks closes it. */
export async function connectTo({
  host,
  port,
  user,
  password,
  database,
}: DatabaseAddress): Promise<Client> {
  const client = new Client({ host, port, user, database, password: password?.reveal() });
  client.on('error', () => {});
  await client.connect();
  return client;
}
