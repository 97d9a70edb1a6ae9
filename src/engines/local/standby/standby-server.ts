import { spawn } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BranchProdError } from '../../../errors.ts';
import { isRunning } from '../../../process-identity.ts';
import type { StandbyWork } from '../../standby-keeper.ts';
import { interrupted } from '../interrupted.ts';
import type { Account } from '../servers/account.ts';
import { endServer } from '../servers/end-server.ts';
import { findServer } from '../servers/find-server.ts';
import { awaitReady } from '../servers/postgres/await-ready.ts';
import { serversOn } from '../servers/servers-on.ts';
import type { SourceAddress } from './source-address.ts';
import type { StandbyFolder } from './standby-folder.ts';
import { readLog } from './standby-log.ts';

/** How long a clean stop may take, in milliseconds; after that the next start has a little more to replay. */
const STOP = 60_000;
/** How often to say that it is not there yet, in milliseconds. */
const NEWS = 2000;

export interface StandbyServerOptions extends StandbyWork {
  readonly folder: StandbyFolder;
  readonly address: SourceAddress;
  readonly programs: string;
  readonly account: Account | undefined;
}

/**
 * Starts the standby's server, which goes on without us, and waits until it answers queries. Throws `engine-failed`
 * or `interrupted`; it doesn't run then.
 */
export async function startStandbyServer(options: StandbyServerOptions): Promise<void> {
  await clearRemains(options.folder);
  if (!(await startOnce(options))) throw failure(await readLog(options.folder));
}

/** Stops the standby's server, if it runs. */
export async function stopStandbyServer(folder: StandbyFolder): Promise<void> {
  const server = await findServer(folder.data);
  if (server === undefined) return;
  process.kill(server.pid, 'SIGINT');
  for (const end = performance.now() + STOP; performance.now() < end; await sleep(20)) {
    if (!(await isRunning(server))) return;
  }
  await endServer(server);
}

/**
 * After kill -9 of a server its children may still run, and the pid in its file may be another process's by now: to
 * PostgreSQL that is a server, if it is of the same user.
 */
async function clearRemains({ data }: StandbyFolder): Promise<void> {
  for (;;) {
    const left = await serversOn(data, undefined);
    if (left.length === 0) break;
    await Promise.all(left.map((server) => endServer(server)));
  }
  await rm(join(data, 'postmaster.pid'), { force: true });
}

/** Whether it is up; its process has ended if not. */
async function startOnce(options: StandbyServerOptions): Promise<boolean> {
  const { folder, address, programs, account, signal, onProgress } = options;
  await using log = await open(folder.log, 'w', 0o600);
  const child = spawn(join(programs, 'postgres'), ['-D', folder.data], {
    ...account,
    cwd: '/',
    // The password, and no file that holds it: the receiver of the log connects with libpq, which finds it here.
    env: { PATH: process.env.PATH, ...address.environment },
    detached: true,
    stdio: ['ignore', 'ignore', log.fd],
  });
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) child.once(event, () => resolve());
  }).then(() => {
    isOver = true;
  });
  const news = setInterval(() => onProgress('the standby replays its log'), NEWS);
  try {
    if (child.pid !== undefined) {
      await Promise.race([
        awaitReady(folder.data, child.pid, () => isOver || signal.aborted),
        ended,
      ]);
    }
    if (!signal.aborted) return !isOver && child.pid !== undefined;
    child.kill('SIGINT');
    await ended;
    throw interrupted();
  } finally {
    clearInterval(news);
    child.unref();
  }
}

function failure(output: string): BranchProdError {
  const reason = output.match(/(?:FATAL|PANIC): .*/g)?.at(-1) ?? 'its process ended';
  return new BranchProdError('engine-failed', `The standby's server did not start: ${reason}`, {
    nextStep:
      "Check that this machine's PostgreSQL has the minor version of the source or a later one; `branch-prod standby stop --remove` and `start` make a new standby.",
    cause: new Error(output),
  });
}
