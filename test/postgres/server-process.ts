import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../../src/engines/local/servers/account.ts';
import { endProcess } from './end-process.ts';
import type { TestInstallation } from './installations.ts';

/** How long a server may take for starting, recovery included, and for a fast shutdown; in milliseconds. */
const patience = 20_000;

export interface ServerProcess {
  /** Waits for a fast shutdown. */
  stop(): Promise<void>;
  /** Ends it at once, so that its next start is a recovery. */
  kill(): Promise<void>;
}

export interface ServerStart {
  readonly installation: TestInstallation;
  readonly account: Account | undefined;
  readonly dataDirectory: string;
  /** Where what it says is written, anew by each start. */
  readonly log: string;
}

/** Starts `postgres` and waits until it takes connections; throws its log if it ends or hangs instead. */
export async function startServer(options: ServerStart): Promise<ServerProcess> {
  for (const end = Date.now() + patience; ; await sleep(20)) {
    try {
      return await startOnce(options);
    } catch (error) {
      // After a kill -9 the other processes of a server take a moment to see it.
      const isOccupied = /pre-existing shared memory block/.test(String(error));
      if (!isOccupied || Date.now() > end) throw error;
    }
  }
}

async function startOnce(options: ServerStart): Promise<ServerProcess> {
  const { installation, account, dataDirectory, log } = options;
  await using file = await open(log, 'w');
  const child = spawn(join(installation.bin, 'postgres'), ['-D', dataDirectory], {
    ...account,
    cwd: '/',
    env: { LC_ALL: 'C' },
    stdio: ['ignore', file.fd, file.fd],
  });
  const ended = once(child, 'exit');
  const kill = () => end(child);
  try {
    await Promise.race([ready(child, dataDirectory), ended]);
    if (hasEnded(child)) throw new Error('it ended');
  } catch (cause) {
    await kill();
    const text = await readFile(log, 'utf8');
    throw new Error(`PostgreSQL ${installation.major} does not start:\n${text}`, { cause });
  }
  return {
    async stop() {
      child.kill('SIGINT');
      if (!hasEnded(child)) await once(child, 'exit', { signal: AbortSignal.timeout(patience) });
    },
    kill,
  };
}

/** The last line of postmaster.pid, LOCK_FILE_LINE_PM_STATUS in PostgreSQL's src/include/utils/pidfile.h. */
async function ready(child: ChildProcess, dataDirectory: string): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(10)) {
    if (hasEnded(child)) return;
    const lines = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
    const [pid, status] = [lines.split('\n')[0], lines.split('\n')[7]?.trim()];
    if (pid === String(child.pid) && (status === 'ready' || status === 'standby')) return;
  }
  throw new Error('it hangs');
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = once(child, 'exit');
  await endProcess(child.pid);
  await ended;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
