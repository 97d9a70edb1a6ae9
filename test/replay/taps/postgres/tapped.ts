import { Client, type ClientConfig } from 'pg';
import type { DatabaseAddress } from '../../../../src/engines/database-address.ts';
import {
  type PostgresTap,
  startPostgresTap,
} from '../../../../src/replay/taps/postgres/postgres-tap.ts';
import type { ObservedStatement } from '../../../../src/replay/taps/tap.ts';

/** A tap in front of a branch, for a test. */
export function tapOf(branch: DatabaseAddress): Promise<PostgresTap> {
  return startPostgresTap({ branch, signal: AbortSignal.timeout(30_000) });
}

/** Where a client that takes no URL finds the tap. */
export function addressOf(tap: PostgresTap) {
  const url = new URL(tap.url.reveal());
  return {
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
  };
}

/** The environment by which psql and its like find the tap. */
export function libpqEnvironment(tap: PostgresTap): NodeJS.ProcessEnv {
  const { host, port, user, password, database } = addressOf(tap);
  return {
    ...{ PATH: process.env.PATH, PGHOST: host, PGPORT: String(port), PGUSER: user },
    ...{ PGPASSWORD: password, PGDATABASE: database },
  };
}

/** Runs `work` with a client of the tap. */
export async function withClient<T>(
  tap: PostgresTap,
  work: (client: Client) => Promise<T>,
  config: ClientConfig = {},
): Promise<T> {
  const client = new Client({ connectionString: tap.url.reveal(), ...config });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What a recording has of what a client of the tap does. */
export async function recorded(
  tap: PostgresTap,
  work: (client: Client) => Promise<unknown>,
): Promise<readonly ObservedStatement[]> {
  return withClient(tap, async (client) => {
    const recording = tap.record();
    try {
      await work(client);
    } catch (error) {
      await recording.end();
      throw error;
    }
    return recording.end();
  });
}
