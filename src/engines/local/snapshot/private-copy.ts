import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import type { PrivateCopy } from '../../engine.ts';
import { handOver, takeBack } from '../data-directory/hand-over.ts';
import { interrupted, throwIfInterrupted } from '../interrupted.ts';
import type { Account } from '../servers/account.ts';
import type { DatabaseServer, RunningServer } from '../servers/server.ts';
import { openSession, SUPERUSER_OPTIONS } from '../servers/trusted-session.ts';
import type { Copy } from '../state/with-copy.ts';

/** What Linux and macOS allow for the path of a socket, its name in the folder apart, in bytes. */
const LONGEST_SOCKET_FOLDER = 104 - '/.s.PGSQL.5432'.length;

export interface PrivateCopyOptions {
  readonly copy: Copy;
  readonly server: DatabaseServer;
  /** Whose the files are; ours if absent. */
  readonly owner: Account | undefined;
  readonly database: string;
  /** A role of the copy that is a superuser. */
  readonly superuser: string;
  readonly signal: AbortSignal;
}

/**
 * Runs `work` on the copy's data, served to nobody but us, and stops the server cleanly afterwards. When `work`
 * throws or the signal is given, the server is killed: the data are of no use any more. Throws what `work` throws,
 * `engine-failed`, `interrupted`.
 */
export async function withPrivateCopy<T>(
  options: PrivateCopyOptions,
  work: (copy: PrivateCopy) => Promise<T>,
): Promise<T> {
  const { copy, signal } = options;
  const dataDirectory = join(copy.folder, 'data');
  const folder = join(copy.folder, 'files');
  await mkdir(folder, { mode: 0o700 });
  const socketDirectory = await makeSocketFolder(copy.folder, options.owner);
  const clients = new Set<Client>();
  let running: RunningServer | undefined = await start();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(interrupted()), { once: true });
  });
  aborted.catch(() => {});
  try {
    throwIfInterrupted(signal);
    const result = await Promise.race([work({ connect, offline, folder }), aborted]);
    await stop();
    return result;
  } finally {
    await running?.kill();
  }

  async function start(): Promise<RunningServer> {
    const { server, database, superuser } = options;
    const access = { kind: 'private', socketDirectory } as const;
    handOver(dataDirectory, options.owner);
    const started = await server.start({ dataDirectory, database, superuser, access, signal });
    await copy.recordServer(started.process);
    return started;
  }

  async function connect(role?: string): Promise<Client> {
    throwIfInterrupted(signal);
    if (running === undefined) throw new Error('the copy is offline');
    const { host, port, user, database } = running.address;
    const client = new Client({
      ...{ host, port, database, user: role ?? user },
      // Another role may not set all of them, and is one of ours, for which nothing is set.
      ...(role === undefined && { options: SUPERUSER_OPTIONS }),
    });
    // A server that ends breaks its connections; queries say so, and without a listener this process would end.
    client.on('error', () => {});
    client.once('end', () => clients.delete(client));
    clients.add(client);
    await openSession(client);
    return client;
  }

  async function offline(change: (dataDirectory: string) => Promise<void>): Promise<void> {
    throwIfInterrupted(signal);
    await stop();
    await change(dataDirectory);
    throwIfInterrupted(signal);
    running = await start();
    if (signal.aborted) await running.kill();
  }

  async function stop(): Promise<void> {
    await Promise.all([...clients].map((client) => client.end().catch(() => {})));
    await running?.stop();
    running = undefined;
    takeBack(dataDirectory, options.owner);
  }
}

/** Makes the folder `socket`, which only the server's user and root may enter. Throws `state-unusable`. */
export async function makeSocketFolder(
  folder: string,
  owner: Account | undefined,
): Promise<string> {
  const path = join(folder, 'socket');
  if (Buffer.byteLength(path) > LONGEST_SOCKET_FOLDER) {
    throw new BranchProdError('state-unusable', `${path} is too long a path for a socket`, {
      nextStep: 'Choose a state folder with a shorter path with --state.',
    });
  }
  await mkdir(path, { mode: 0o700 });
  if (owner) await chown(path, owner.uid, owner.gid);
  return path;
}
