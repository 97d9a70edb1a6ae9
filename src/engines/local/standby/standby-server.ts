import { spawn } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BranchProdError } from '../../../errors.ts';
import { isRunning } from '../../../process-identity.ts';
import type { StandbyWork } from '../../standby-keeper.ts';
import { handOver, takeBack } from '../data-directory/hand-over.ts';
import { placeFile } from '../data-directory/place-file.ts';
import { setFolderMode } from '../data-directory/set-folder-mode.ts';
import { interrupted, throwIfInterrupted } from '../interrupted.ts';
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
const REPLAYING = 'the standby replays its log';

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
  await prepareData(options);
  if (!(await startOnce(options))) throw failure(await readLog(options.folder));
}

/**
 * Waits until a standby's server answers queries, however much log it has to replay first: one that is started anew
 * begins anew. Returns whether it runs. Throws `interrupted`, and leaves it running.
 */
export async function awaitStandbyServer(
  { data }: StandbyFolder,
  { signal, onProgress }: StandbyWork,
): Promise<boolean> {
  const server = await findServer(data);
  if (server === undefined) return false;
  let isOver = false;
  const news = setInterval(async () => {
    onProgress(REPLAYING);
    isOver = !(await isRunning(server));
  }, NEWS);
  try {
    await awaitReady(data, server.pid, () => isOver || signal.aborted);
  } finally {
    clearInterval(news);
  }
  throwIfInterrupted(signal);
  return !isOver;
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

/**
 * Makes the data directory those of a standby, and hands them over last: whoever runs as its server's user must not
 * lead us to another file.
 */
async function prepareData({ folder: { data }, account }: StandbyServerOptions): Promise<void> {
  takeBack(data, account);
  // The log may tell the server to make a tablespace: a link to a folder that is the source's, if it is on this
  // machine. The server would write to the source's own files there; so it fails instead.
  await setFolderMode(join(data, 'pg_tblspc'), 0o500);
  for (const name of ['standby.signal', 'postgresql.auto.conf']) {
    await placeFile(join(data, name), '', account);
  }
  handOver(data, account);
}

/** Whether it is up; its process has ended if not. */
async function startOnce(options: StandbyServerOptions): Promise<boolean> {
  const { folder, address, programs, account, signal, onProgress } = options;
  await using log = await open(folder.log, 'w', 0o600);
  const flags = ['-D', folder.data, '-c', `config_file=${folder.configuration}`];
  const child = spawn(join(programs, 'postgres'), flags, {
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
  const news = setInterval(() => onProgress(REPLAYING), NEWS);
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
