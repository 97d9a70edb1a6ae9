import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyProcess, isRunning, processIdentitySchema } from '../../../process-identity.ts';
import { throwIfInterrupted } from '../interrupted.ts';
import { stateUnusable } from './state-unusable.ts';

/** How long a waiting process waits before it looks again, in milliseconds; each time longer. */
const FIRST_POLL = 1;
const LONGEST_POLL = 50;
const POLL_GROWTH = 1.5;

export interface LockOptions {
  readonly signal?: AbortSignal;
  /** Called once when another one has the lock. */
  readonly onWait?: () => void;
}

/**
 * Runs `work` while no other process on this machine runs work under the same lock, which is a folder.
 *
 * Lamport's bakery algorithm (https://lamport.azurewebsites.net/pubs/bakery.pdf) with files for registers. The name
 * of each file holds the identity of the process that made it, so a file whose process is gone says so by itself:
 * anybody may remove it at any time, and there is no moment at which two could take over the same lock.
 * Throws `interrupted`, `state-unusable`, or what `work` throws.
 */
export async function withFileLock<T>(
  folder: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  return inOwnTurn(folder, options, async () => {
    const release = await acquire(folder, options);
    try {
      return await work();
    } finally {
      await release();
    }
  });
}

/** The last one of this program that waits for a lock or has it, by the lock's folder. */
const lastInLine = new Map<string, Promise<void>>();

/** One program stands in the queue once: its calls wait for each other here, which costs no file. */
async function inOwnTurn<T>(
  folder: string,
  { signal, onWait }: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const before = lastInLine.get(folder);
  const { promise: done, resolve: finish } = Promise.withResolvers<void>();
  const line = Promise.all([before, done]).then(() => {});
  lastInLine.set(folder, line);
  try {
    if (before !== undefined) {
      onWait?.();
      await untilAborted(before, signal);
    }
    return await work();
  } finally {
    finish();
    if (lastInLine.get(folder) === line) lastInLine.delete(folder);
  }
}

async function untilAborted(awaited: Promise<void>, signal: AbortSignal | undefined) {
  if (signal === undefined) return awaited;
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const abort = () => resolve();
  signal.addEventListener('abort', abort);
  await Promise.race([awaited, aborted]);
  signal.removeEventListener('abort', abort);
  throwIfInterrupted(signal);
}

/** Removes what processes that are gone left in a lock. */
export async function removeDeadTickets(folder: string): Promise<void> {
  for (const ticket of await readTickets(folder)) await isAlive(folder, ticket);
}

async function acquire(folder: string, options: LockOptions): Promise<() => Promise<void>> {
  const owner = await ownName();
  let ticket: Ticket | undefined;
  const release = async () => {
    if (ticket !== undefined) await rm(join(folder, fileName(ticket)), { force: true });
  };
  try {
    ticket = await drawTicket(folder, owner);
    await turn(folder, ticket, options);
    return release;
  } catch (error) {
    await release();
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? error
      : stateUnusable(folder, error);
  }
}

/** A place in the queue; `number` is 0 while its owner is still choosing one. */
interface Ticket {
  readonly number: number;
  readonly owner: string;
}

async function drawTicket(folder: string, owner: string): Promise<Ticket> {
  const choosing = { number: 0, owner };
  await create(folder, choosing).catch(async (error) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await create(folder, choosing);
  });
  try {
    const drawn = await readTickets(folder);
    const ticket = { number: Math.max(...drawn.map(({ number }) => number)) + 1, owner };
    await create(folder, ticket);
    return ticket;
  } finally {
    await rm(join(folder, fileName(choosing)), { force: true });
  }
}

async function turn(folder: string, own: Ticket, { signal, onWait }: LockOptions): Promise<void> {
  const others = async (blocks: (ticket: Ticket) => boolean) => {
    const candidates = (await readTickets(folder)).filter((ticket) => blocks(ticket));
    const alive = await Promise.all(candidates.map((ticket) => isAlive(folder, ticket)));
    return alive.some(Boolean);
  };
  let told = false;
  let poll = FIRST_POLL;
  // Two looks at the folder: who finishes choosing during the first has a ticket by the second.
  while (
    (await others(({ number, owner }) => number === 0 && owner !== own.owner)) ||
    (await others((ticket) => ticket.number !== 0 && isBefore(ticket, own)))
  ) {
    if (signal !== undefined) throwIfInterrupted(signal);
    if (!told) onWait?.();
    told = true;
    await sleep(poll);
    poll = Math.min(poll * POLL_GROWTH, LONGEST_POLL);
  }
}

function isBefore(a: Ticket, b: Ticket): boolean {
  return a.number < b.number || (a.number === b.number && a.owner < b.owner);
}

async function isAlive(folder: string, ticket: Ticket): Promise<boolean> {
  const identity = JSON.parse(
    Buffer.from(ticket.owner.split('.')[0] ?? '', 'base64url').toString(),
  );
  if (await isRunning(processIdentitySchema.parse(identity))) return true;
  await rm(join(folder, fileName(ticket)), { force: true });
  return false;
}

async function ownName(): Promise<string> {
  const identity = JSON.stringify(await identifyProcess(process.pid));
  return `${Buffer.from(identity).toString('base64url')}.${randomBytes(4).toString('hex')}`;
}

async function create(folder: string, ticket: Ticket): Promise<void> {
  await (await open(join(folder, fileName(ticket)), 'wx', 0o600)).close();
}

async function readTickets(folder: string): Promise<Ticket[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => {
    const [, number, owner] = /^(\d+)~([\w-]+\.[0-9a-f]{8})$/.exec(name) ?? [];
    return owner === undefined ? [] : [{ number: Number(number), owner }];
  });
}

function fileName({ number, owner }: Ticket): string {
  return `${number}~${owner}`;
}
