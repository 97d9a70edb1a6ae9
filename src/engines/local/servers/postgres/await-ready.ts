import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often to look, in milliseconds: a server without a log to replay is ready in about 30. */
const QUICK = 1;
const SLOW = 20;
const QUICK_FOR = 2000;

/** LOCK_FILE_LINE_PM_STATUS in PostgreSQL's src/include/utils/pidfile.h, counted from 0. */
const PID_LINE = 0;
const STATUS_LINE = 7;

/**
 * Resolves when the server with this pid accepts connections, as its `postmaster.pid` says. To be given up by
 * `isOver`: it never throws.
 */
export async function awaitReady(
  dataDirectory: string,
  pid: number,
  isOver: () => boolean,
): Promise<void> {
  const began = performance.now();
  while (!isOver() && !isReady(dataDirectory, pid)) {
    await sleep(performance.now() - began < QUICK_FOR ? QUICK : SLOW);
  }
}

function isReady(dataDirectory: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    return lines[PID_LINE] === String(pid) && lines[STATUS_LINE]?.trim() === 'ready';
  } catch {
    return false;
  }
}
