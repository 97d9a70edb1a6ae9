import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { awaitReady } from '../../src/engines/local/servers/postgres/await-ready.ts';
import { guard } from '../../src/engines/local/servers/postgres/guard.ts';
import type { PostgresPrograms } from './programs.ts';
import { runProgram } from './run-program.ts';

export type Settings = Readonly<Record<string, string>>;

/** The role that `initdb` makes. */
export const SUPERUSER = 'postgres';
/** Where the tables of a benchmark are. */
export const DATABASE = 'bench';

export interface Cluster extends AsyncDisposable {
  readonly dataDirectory: string;
  /** The server's only way in; nobody but us and the server may enter it. */
  readonly socketDirectory: string;
  /** Starts it and resolves when it accepts connections. Throws with what it said when it does not. */
  start(settings?: Settings): Promise<void>;
  /** Ends it with a checkpoint; nothing happens when it does not run. */
  stop(): Promise<void>;
  /** A new superuser connection; whoever asks closes it. */
  connect(database?: string): Promise<Client>;
  /** One superuser connection for some statements; returns the rows of the last one. */
  query<Row extends object>(database: string, ...statements: string[]): Promise<Row[]>;
  /** One statement that may take long: it is cancelled when the signal is given, whose reason is then thrown. */
  execute(database: string, statement: string, signal: AbortSignal): Promise<void>;
  /** The options by which PostgreSQL's own programs find the server. */
  readonly options: readonly string[];
}

/** Makes an empty cluster in `folder`, which must not exist. Data checksums are on: they would tell of torn pages. */
export async function createCluster(
  programs: PostgresPrograms,
  folder: string,
  signal: AbortSignal,
): Promise<Cluster> {
  const cluster = await openCluster(programs, folder);
  const { dataDirectory } = cluster;
  const args = ['-D', dataDirectory, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8'];
  const { account } = programs;
  const program = join(programs.folder, 'initdb');
  await runProgram(program, [...args, '--locale=C', '-k', '-N'], { account, signal });
  return cluster;
}

/**
 * A cluster whose data directory is, or will be, `folder/data`. `folder` is made if it is missing. Its server ends
 * with this program, whatever ends that.
 */
export async function openCluster(programs: PostgresPrograms, folder: string): Promise<Cluster> {
  await makeFolder(folder, programs);
  const dataDirectory = join(folder, 'data');
  let running: Running | undefined;

  async function start(settings: Settings = {}): Promise<void> {
    running = startServer(programs, dataDirectory, {
      ...settings,
      listen_addresses: '',
      unix_socket_directories: folder,
    });
    await running.ready;
  }

  /** SIGINT ends it with a checkpoint, SIGQUIT at once. */
  async function end(how: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const server = running;
    running = undefined;
    server?.child.kill(how);
    await server?.ended;
  }

  async function connect(database = DATABASE): Promise<Client> {
    const client = new Client({ host: folder, user: SUPERUSER, database });
    // A server that is stopped breaks its connections; without a listener this process would end.
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  async function query<Row extends object>(database: string, ...statements: string[]) {
    const client = await connect(database);
    try {
      let rows: Row[] = [];
      for (const statement of statements) ({ rows } = await client.query<Row>(statement));
      return rows;
    } finally {
      await client.end();
    }
  }

  async function execute(database: string, statement: string, signal: AbortSignal) {
    signal.throwIfAborted();
    const client = await connect(database);
    const [backend] = (await client.query('SELECT pg_backend_pid() AS pid')).rows;
    const cancel = () => {
      query('postgres', `SELECT pg_cancel_backend(${backend.pid})`).catch(() => {});
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await client.query(statement);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      await client.end();
    }
  }

  return {
    dataDirectory,
    socketDirectory: folder,
    options: ['-h', folder, '-U', SUPERUSER],
    start,
    stop: () => end('SIGINT'),
    connect,
    query,
    execute,
    [Symbol.asyncDispose]: () => end('SIGQUIT'),
  };
}

/** Makes a folder that the server's user owns and nobody else may enter. */
export async function makeFolder(path: string, { account }: PostgresPrograms): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account) await chown(path, account.uid, account.gid);
  await chmod(path, 0o700);
}

interface Running {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
}

function startServer(
  { folder, account }: PostgresPrograms,
  dataDirectory: string,
  settings: Settings,
): Running {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(folder, 'postgres'), ['-D', dataDirectory, ...flags], {
    ...account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4096);
  });
  let isOver = false;
  const ended = once(child, 'close').then(
    () => {},
    () => {},
  );
  ended.then(() => {
    isOver = true;
  });
  const callOff = child.pid === undefined ? () => {} : guard(child.pid, account);
  ended.then(callOff);
  const ready = awaitReady(dataDirectory, child.pid ?? 0, () => isOver).then(() => {
    if (isOver) throw new Error(`PostgreSQL did not start: ${said.trim()}`);
  });
  return { child, ready, ended };
}
