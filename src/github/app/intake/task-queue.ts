import type { RequestTask } from '../request-id.ts';
import type { TaskLog } from '../tools.ts';
import type { Journal } from './journal.ts';
import type { Entry } from './journal-entry.ts';
import { chooseNext, type Lane, olderRequests } from './lane.ts';
import { askedWait, mayPass } from './may-pass.ts';
import { idsOf, laneOf, type QueuedTask } from './queued-task.ts';

/**
 * The tasks of this process: those of one thread one after another, those of different threads side by side. Of the
 * requests of one thread that wait, the newest is done first, and the others are done with it if it becomes an order.
 */
export interface TaskQueue {
  /** Takes an entry of the journal; after {@link TaskQueue.drain} it stays there. */
  add(entry: Entry): void;
  counts(): { queued: number; running: number };
  /**
   * Begins nothing more, and returns when what runs is done or the time is over. What isn't done is still in the
   * journal.
   *
   * @returns how many tasks were not done
   */
  drain(milliseconds: number): Promise<number>;
}

export interface TaskQueueOptions {
  /**
   * Does a task.
   *
   * @param takeOver gives the waiting requests that the task's order replaces, as they are from before the time by
   *   which the thread has it; when the task is done, so are they
   * @returns tasks that this one turned out to be, each for the lane of its thread
   */
  readonly process: (
    task: QueuedTask,
    takeOver: (before: string) => readonly RequestTask[],
  ) => Promise<readonly QueuedTask[]>;
  readonly journal: Pick<Journal, 'take' | 'done' | 'drop' | 'setAside'>;
  readonly log: TaskLog;
  readonly now: () => Date;
  /** Calls back after so many milliseconds, unless the returned function was called before. */
  readonly setTimer: (callback: () => void, milliseconds: number) => () => void;
}

/** Tasks that run side by side; they wait for GitHub most of the time. */
const sideBySide = 8;

/** How long a task that failed waits before the next attempt, in milliseconds: 43 minutes in all. */
export const retryWaits: readonly number[] = [5_000, 30_000, 120_000, 600_000, 1_800_000];

/**
 * A lane (a thread, or a repository) is in `ready` while it has something to begin, and in neither `ready` nor a timer
 * while its first entry runs. A lane that waits for its next attempt takes no place among those that run.
 */
export function createTaskQueue(options: TaskQueueOptions): TaskQueue {
  const { process, journal, log, now, setTimer } = options;
  const lanes = new Map<string, Lane>();
  const ready: string[] = [];
  const timers = new Set<() => void>();
  let running = 0;
  let draining = false;
  let whenIdle = () => {};

  function begin(): void {
    while (!draining && running < sideBySide) {
      const name = ready.shift();
      if (name === undefined) return;
      running += 1;
      void attempt(name).finally(() => {
        running -= 1;
        if (running === 0) whenIdle();
        begin();
      });
    }
  }

  async function attempt(name: string): Promise<void> {
    const lane = lanes.get(name) as Lane;
    chooseNext(lane);
    const entry = lane.entries[0] as Entry;
    let replaced: readonly (Entry & { task: RequestTask })[] = [];
    try {
      const found = await process(entry.task, (before) => {
        replaced = olderRequests(lane, before);
        return replaced.map(({ task }) => task);
      });
      // On disk before this one is done: after a crash in between it is done once more, and finds the same.
      for (const task of found) await take(task);
    } catch (error) {
      const wait = mayPass(error) ? retryWaits[lane.failed] : undefined;
      if (wait !== undefined) {
        lane.failed += 1;
        tryAgain(name, entry, error, Math.max(wait, askedWait(error, now())));
        return;
      }
      await settle(entry, () => giveUp(entry, error, lane.failed + 1));
      next(name, lane);
      return;
    }
    for (const older of replaced) {
      log.info(
        { ...idsOf(older.task), by: entry.task.delivery },
        'A newer request takes its place.',
      );
      await settle(older, () => journal.done(older));
      lane.entries.splice(lane.entries.indexOf(older), 1);
      lane.hasJumped = false;
    }
    await settle(entry, () => journal.done(entry));
    next(name, lane);
  }

  async function take(task: QueuedTask): Promise<void> {
    const entry = await journal.take(task);
    if (entry !== undefined) add(entry);
  }

  function tryAgain(name: string, entry: Entry, error: unknown, wait: number): void {
    log.warn({ ...idsOf(entry.task), waitMs: wait, error }, 'A task failed and will be retried.');
    if (draining) return;
    const cancel = setTimer(() => {
      timers.delete(cancel);
      ready.push(name);
      begin();
    }, wait);
    timers.add(cancel);
  }

  async function giveUp(entry: Entry, error: unknown, attempts: number): Promise<void> {
    const fields = { ...idsOf(entry.task), file: entry.file, attempts, error };
    if (mayPass(error)) {
      log.error(fields, 'A task failed each time; its file is set aside.');
      await journal.setAside(entry);
    } else {
      log.error(fields, 'A task failed and is dropped.');
      await journal.drop(entry);
    }
  }

  /** What the journal can't do must not stop the lane. */
  async function settle(entry: Entry, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      const fields = { ...idsOf(entry.task), file: entry.file, error };
      log.error(fields, 'The journal could not be brought up to date.');
    }
  }

  function next(name: string, lane: Lane): void {
    lane.entries.shift();
    lane.failed = 0;
    if (lane.entries.length > 0) ready.push(name);
    else lanes.delete(name);
  }

  function add(entry: Entry): void {
    if (draining) return;
    const name = laneOf(entry.task);
    const lane = lanes.get(name);
    if (lane !== undefined) {
      lane.entries.push(entry);
      return;
    }
    lanes.set(name, { entries: [entry], failed: 0, hasJumped: false });
    ready.push(name);
    begin();
  }

  // A task that just ended is counted as running a moment longer than as an entry.
  const waiting = () =>
    Math.max(
      0,
      [...lanes.values()].reduce((sum, { entries }) => sum + entries.length, -running),
    );

  return {
    add,
    counts: () => ({ queued: waiting(), running }),
    async drain(milliseconds) {
      draining = true;
      for (const cancel of timers) cancel();
      if (running > 0) {
        await new Promise<void>((resolve) => {
          const cancel = setTimer(resolve, milliseconds);
          whenIdle = () => {
            cancel();
            resolve();
          };
        });
      }
      return waiting() + running;
    },
  };
}
