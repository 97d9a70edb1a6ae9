import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { type DatabaseAddress, databaseUrl } from '../../src/engines/database-address.ts';
import type { SourceSettings } from '../../src/engines/engine.ts';
import { serverAccount } from '../../src/engines/local/servers/account.ts';
import {
  configure,
  makeDataDirectory,
  makeFolder,
  superuser,
  superuserPassword,
} from './data-directory.ts';
import type { TestInstallation } from './installations.ts';
import { query } from './query.ts';
import { type ServerProcess, startServer } from './server-process.ts';

export interface PostgresOptions {
  /** Where its folder is made, e.g. on a file system with reflink; the system's folder for temporary files by default. */
  readonly parent?: string;
  /** Lines of postgresql.conf. */
  readonly settings?: readonly string[];
  /** More arguments for initdb, e.g. `--data-checksums`. */
  readonly initdb?: readonly string[];
  /** Lines of pg_hba.conf, which count before the usual ones. */
  readonly hba?: readonly string[];
}

/** A running server of its own. Disposing ends it and removes its folder, whatever happened. */
export interface TestPostgres extends AsyncDisposable {
  readonly installation: TestInstallation;
  /** The superuser's, over TCP, with its password (SCRAM). */
  readonly address: DatabaseAddress;
  /** The superuser's, over the socket, without a password. */
  readonly socketAddress: DatabaseAddress;
  readonly dataDirectory: string;
  /** As a source of an engine. */
  readonly settings: SourceSettings & { readonly dataDirectory: string };
  /** Runs the statements one after another in one connection of the superuser and returns the rows of the last. */
  query(...statements: string[]): Promise<Record<string, unknown>[]>;
  /** A fast shutdown, as an administrator stops it. Does nothing to a server that has ended. */
  stop(): Promise<void>;
  /** Starts it again, at the same addresses. */
  start(): Promise<void>;
}

/** Starts a new, empty PostgreSQL; throws what its log says if it doesn't start. Only inside a run of Vitest. */
export async function startPostgres(
  installation: TestInstallation,
  { parent = tmpdir(), settings = [], initdb, hba = [] }: PostgresOptions = {},
): Promise<TestPostgres> {
  const account = await serverAccount('standby');
  const folder = await mkdtemp(join(await realpath(parent), 'branch-prod-postgres-'));
  const note = join(inject('postgresFolder'), 'servers', basename(folder));
  await writeFile(note, folder);
  let server: ServerProcess | undefined;
  const dispose = async () => {
    await server?.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await rm(note, { force: true });
  };
  try {
    await chmod(folder, 0o711);
    const dataDirectory = join(folder, 'data');
    const start = async () => {
      const log = join(folder, 'log');
      server = await startServer({ installation, account, dataDirectory, log });
    };
    const socketFolder = join(folder, 'socket');
    await makeFolder(socketFolder, account);
    const port = await findPort();
    await makeDataDirectory(dataDirectory, { installation, account, initdb });
    await configure(dataDirectory, { settings: [...usual(socketFolder, port), ...settings], hba });
    await start();
    const socketAddress = { host: socketFolder, port, ...superuser };
    const address = { ...socketAddress, host: '127.0.0.1', password: superuserPassword };
    return {
      installation,
      address,
      socketAddress,
      dataDirectory,
      settings: { postgres: databaseUrl(address), dataDirectory, copy: 'files' },
      query: (...statements) => query(socketAddress, ...statements),
      stop: async () => server?.stop(),
      start,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function usual(socketFolder: string, port: number): string[] {
  return [
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    `unix_socket_directories = '${socketFolder}'`,
    'wal_level = replica',
    'fsync = off',
    'shared_buffers = 32MB',
    // It changes statistics whenever it likes, and with them what a snapshot is found again by.
    'autovacuum = off',
  ];
}
