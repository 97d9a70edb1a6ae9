import type { TaskLog } from '../tools.ts';
import type { Journal } from './journal.ts';
import type { Entry } from './journal-entry.ts';
import { askedWait, mayPass } from './may-pass.ts';
import { idsOf, laneOf, type QueuedTask } from './queued-task.ts';

/** The tasks of this process: those of one thread one after another, those of different threads side by side. */
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
  readonly process: (task: QueuedTask) => Promise<void>;
  readonly journal: Pick<Journal, 'done' | 'drop' | 'setAside'>;
  readonly log: TaskLog;
  readonly now: () => Date;
  /** Calls back after so many milliseconds, unless the returned function was called before. */
  readonly setTimer: (callback: () => void, milliseconds: number) => () => void;
}

/** Tasks that run side by side; they wait for GitHub most of the time. */
const sideBySide = 8;

/** How long a task that failed waits before the next attempt, in milliseconds: 43 minutes in all. */
export const retryWaits: readonly number[] = [5_000, 30_000, 120_000, 600_000, 1_800_000];

interface Lane {
  readonly entries: Entry[];
  /** Attempts of the first entry that failed. */
  failed: number;
}

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
    const entry = lane.entries[0] as Entry;
    try {
      await process(entry.task);
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
    await settle(entry, () => journal.done(entry));
    next(name, lane);
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

  // A task that just ended is counted as running a moment longer than as an entry.
  const waiting = () =>
    Math.max(
      0,
      [...lanes.values()].reduce((sum, { entries }) => sum + entries.length, -running),
    );

  return {
    add(entry) {
      if (draining) return;
      const name = laneOf(entry.task);
      const lane = lanes.get(name);
      if (lane !== undefined) {
        lane.entries.push(entry);
        return;
      }
      lanes.set(name, { entries: [entry], failed: 0 });
      ready.push(name);
      begin();
    },
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
