import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BranchProdError } from '../../../../errors.ts';
import { identifyProcess } from '../../../../process-identity.ts';
import type { DatabaseAddress } from '../../../database-address.ts';
import { interrupted } from '../../interrupted.ts';
import { type Account, serverAccount } from '../account.ts';
import { endServer } from '../end-server.ts';
import type { DatabaseServer, RunningServer, StartOptions } from '../server.ts';
import { StartFailure } from '../start-failure.ts';
import { accessRules } from './access-rules.ts';
import { awaitReady } from './await-ready.ts';
import { findProgramFolder } from './find-program-folder.ts';
import { freePort } from './free-port.ts';
import { guard } from './guard.ts';
import { openLogin } from './open-login.ts';
import { LOG_PREFIX, serverSettings } from './server-settings.ts';
import { socketList } from './socket-list.ts';

export interface PostgresServerOptions {
  /** Folders with the programs of PostgreSQL, looked at before the usual places. */
  readonly programs: readonly string[];
}

/** Another program may take a free port before the server does. */
const PORT_ATTEMPTS = 5;

/** PostgreSQL itself, 13 or later, of the version that the data directory is of. */
export function createPostgresServer({ programs }: PostgresServerOptions): DatabaseServer {
  const folders = new Map<number, string>();

  async function programFolder(major: number): Promise<string> {
    const known = folders.get(major);
    if (known !== undefined) return known;
    const folder = await findProgramFolder(major, programs);
    folders.set(major, folder);
    return folder;
  }

  async function start(options: StartOptions): Promise<RunningServer> {
    const major = Number(await readFile(join(options.dataDirectory, 'PG_VERSION'), 'utf8'));
    const program = join(await programFolder(major), 'postgres');
    for (let attempt = 1; ; attempt++) {
      const account = await copyAccount();
      try {
        return await startOnce({ ...options, major, program, account });
      } catch (error) {
        if (!(error instanceof PortTaken) || attempt === PORT_ATTEMPTS) throw error;
      }
    }
  }

  return { account: copyAccount, start };
}

const copyAccount = () => serverAccount('copy');

class PortTaken extends StartFailure {}

interface Start extends StartOptions {
  readonly major: number;
  readonly program: string;
  readonly account: Account | undefined;
}

async function startOnce(options: Start): Promise<RunningServer> {
  const { dataDirectory, access, account, signal } = options;
  const port = access.kind === 'private' ? 5432 : await freePort();
  // Beside the data directory: in it, another process of the server's user could make it a link that we would follow.
  const rules = join(dirname(dataDirectory), 'pg_hba.conf');
  await writeFile(rules, accessRules(access), { mode: 0o644 });
  const child = spawnServer(options, port, rules);
  const output = collect(child);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let isOver = false;
  ended.then(() => {
    isOver = true;
  });
  const { pid } = child;
  const identity = pid === undefined ? undefined : await identifyProcess(pid);
  const callOff = pid === undefined ? () => {} : guard(pid, account);
  ended.then(callOff);
  const kill = async () => {
    await endServer(isOver ? undefined : identity);
    await ended;
  };
  const onAbort = () => child.kill('SIGQUIT');
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal?.aborted) onAbort();
    if (pid !== undefined) await awaitReady(dataDirectory, pid, () => isOver);
    if (isOver || identity === undefined) throw new Error('its process ended');
    if (access.kind === 'login') await openLogin(dataDirectory, { ...options, access, port });
    return { address: address(options, port), process: identity, ended, stop, kill };
  } catch (cause) {
    await kill();
    if (signal?.aborted) throw interrupted();
    throw failure(output(), cause);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await rm(rules, { force: true });
  }

  async function stop(): Promise<void> {
    child.kill('SIGINT');
    await ended;
  }
}

function spawnServer(options: Start, port: number, rules: string): ChildProcess {
  const { dataDirectory, access, account, major, program } = options;
  const socketDirectory = access.kind === 'private' ? access.socketDirectory : dataDirectory;
  const settings = {
    ...serverSettings(major, access.kind),
    hba_file: rules,
    port: String(port),
    unix_socket_directories: socketList(socketDirectory),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(program, ['-D', dataDirectory, ...flags], {
    ...account,
    cwd: '/',
    // Nothing of our environment: it holds the source's credentials and the mask's key.
    env: { PATH: process.env.PATH },
    // Ctrl-C goes to every process of a terminal's group; the program that started this one decides what it means.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function address({ database, access, superuser }: Start, port: number): DatabaseAddress {
  return access.kind === 'private'
    ? { host: access.socketDirectory, port, user: superuser, database }
    : { host: '127.0.0.1', port, user: access.user, password: access.password, database };
}

/** The last 4 KB of what the server said. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-4096);
  });
  return () => text;
}

/** A FATAL line of a server that does not come up speaks of files and settings, never of values. */
function failure(output: string, cause: unknown): BranchProdError {
  if (cause instanceof BranchProdError) return cause;
  const said = output.split('\n').filter((line) => line.startsWith(LOG_PREFIX));
  const reasons = said.flatMap((line) => /(?:FATAL|PANIC): .*/.exec(line)?.[0] ?? []);
  const reason = reasons.at(-1) ?? (cause as Error).message;
  const isTaken = reason.includes('could not create any TCP/IP sockets');
  return new (isTaken ? PortTaken : StartFailure)(reason, cause);
}
