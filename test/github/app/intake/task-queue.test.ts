import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../../src/github/app/intake/journal-entry.ts';
import type { QueuedTask } from '../../../../src/github/app/intake/queued-task.ts';
import { createTaskQueue, retryWaits } from '../../../../src/github/app/intake/task-queue.ts';
import { keepingLog, labelTask } from '../fakes.ts';

const entryOf = (task: QueuedTask) => ({ key: keyOf(task), task, file: `${task.delivery}.json` });
const httpError = (status: number, headers: object = {}) =>
  Object.assign(new Error('canary'), { status, response: { headers } });

type LabelTask = Extract<QueuedTask, { kind: 'label' }>;
type TakeOver = Parameters<Parameters<typeof createTaskQueue>[0]['process']>[1];

/** A queue whose tasks end when the test says so, with timers that the test fires. */
function start() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<readonly QueuedTask[]>>();
  const takeOvers = new Map<string, TakeOver>();
  const settled: string[] = [];
  const timers: { milliseconds: number; fire: () => void; cancelled: boolean }[] = [];
  const { log, lines } = keepingLog();
  const taken = new Set<string>();
  let isFull = false;
  const settle = (how: string) => async (entry: { task: QueuedTask }) =>
    void settled.push(`${how} ${entry.task.delivery}`);
  const queue = createTaskQueue({
    process(task, takeOver) {
      begun.push(task.delivery);
      takeOvers.set(task.delivery, takeOver);
      const end = Promise.withResolvers<readonly QueuedTask[]>();
      ends.set(task.delivery, end);
      return end.promise;
    },
    journal: {
      async take(task) {
        if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        const key = keyOf(task);
        if (taken.has(key)) return undefined;
        taken.add(key);
        settled.push(`take ${task.delivery}`);
        return entryOf(task);
      },
      done: settle('done'),
      drop: settle('drop'),
      setAside: settle('aside'),
    },
    log,
    now: () => new Date(0),
    setTimer(fire, milliseconds) {
      const timer = { milliseconds, fire, cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
  });
  /** Ends a task by an error, or as one that turned out to be others. */
  const end = async (delivery: string, how: Error | readonly QueuedTask[] = []) => {
    if (how instanceof Error) ends.get(delivery)?.reject(how);
    else ends.get(delivery)?.resolve(how);
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** What the task would say of the requests that its order, of that second, replaces. */
  const takeOver = (delivery: string, second: number) =>
    takeOvers
      .get(delivery)?.(time(second))
      .map((task) => task.delivery);
  const fill = (full: boolean) => {
    isFull = full;
  };
  return { queue, begun, settled, timers, lines, end, takeOver, fill };
}

const time = (second: number) => new Date(1_767_322_800_000 + second * 1000).toISOString();
const { thread: _, kind: __, textDigest: ___, ...common } = labelTask('x') as LabelTask;
const head = 'a'.repeat(40);

function checkRun(delivery: string): QueuedTask {
  return { ...common, delivery, kind: 'check-run', checkRun: 1, head, button: 'rerun' };
}

function checkTask(delivery: string, thread: number): QueuedTask {
  return { ...common, delivery, kind: 'check', thread, checkRun: 1, head, button: 'rerun' };
}

function request(delivery: string, second: number): QueuedTask {
  const command = { name: 'run' as const, cases: [] };
  const label = labelTask(delivery, 1) as LabelTask;
  return { ...label, at: time(second), kind: 'command', comment: second + 1, command };
}

function push(delivery: string, second: number): QueuedTask {
  return { ...common, delivery, at: time(second), kind: 'pull-request', thread: 1, head };
}

/** Keeps the thread of the requests busy until they have all arrived. */
const other: QueuedTask = {
  ...common,
  delivery: 'a1',
  kind: 'teardown',
  thread: 1,
  reason: 'closed',
} as never;

describe('the queue', () => {
  it('runs the tasks of a thread one after another, those of others beside them', async () => {
    const { queue, begun, settled, end } = start();
    queue.add(entryOf(labelTask('a1', 1)));
    queue.add(entryOf(labelTask('a2', 1)));
    queue.add(entryOf(labelTask('b1', 2)));
    expect(begun).toEqual(['a1', 'b1']);
    expect(queue.counts()).toEqual({ queued: 1, running: 2 });
    await end('a1');
    expect(begun).toEqual(['a1', 'b1', 'a2']);
    await end('a2');
    await end('b1');
    expect(settled).toEqual(['done a1', 'done a2', 'done b1']);
    expect(queue.counts()).toEqual({ queued: 0, running: 0 });
  });

  it('runs what names no thread one after another in its repository', async () => {
    const { queue, begun, end } = start();
    queue.add(entryOf(checkRun('c1')));
    queue.add(entryOf(checkRun('c2')));
    queue.add(entryOf({ ...checkRun('c3'), repo: 'other' }));
    expect(begun).toEqual(['c1', 'c3']);
    await end('c1');
    expect(begun).toEqual(['c1', 'c3', 'c2']);
  });

  it('begins eight at most, and the next when one ends', async () => {
    const { queue, begun, end } = start();
    for (let thread = 1; thread <= 20; thread += 1)
      queue.add(entryOf(labelTask(`t${thread}`, thread)));
    expect(begun).toHaveLength(8);
    await end('t3');
    expect(begun).toHaveLength(9);
    expect(queue.counts()).toEqual({ queued: 11, running: 8 });
  });

  it('does not let a busy thread keep the others waiting', async () => {
    const { queue, begun, end } = start();
    for (let number = 0; number < 9; number += 1) queue.add(entryOf(labelTask(`x${number}`, 1)));
    for (let thread = 2; thread <= 9; thread += 1)
      queue.add(entryOf(labelTask(`y${thread}`, thread)));
    await end('x0');
    expect(begun.at(-1)).toBe('y9');
  });
});

describe('a task that names no thread', () => {
  it('turns into tasks that wait for those of their threads', async () => {
    const { queue, begun, settled, end } = start();
    queue.add(entryOf(labelTask('a1', 1)));
    queue.add(entryOf(checkRun('c1')));
    await end('c1', [checkTask('c1', 1), checkTask('c1', 2)]);
    // Before the lookup itself is done, so that a crash in between loses nothing.
    expect(settled).toEqual(['take c1', 'take c1', 'done c1']);
    expect(begun).toEqual(['a1', 'c1', 'c1']);
    await end('a1');
    expect(begun).toHaveLength(4);
  });

  it('that is looked up again does not bring what is there already', async () => {
    const { queue, begun, settled, end, timers, fill } = start();
    queue.add(entryOf(checkRun('c1')));
    await end('c1', [checkTask('c1', 1)]);
    queue.add(entryOf(checkRun('c1')));
    await end('c1', [checkTask('c1', 1)]);
    expect(settled.filter((line) => line === 'take c1')).toHaveLength(1);
    fill(true);
    queue.add(entryOf(checkRun('c2')));
    await end('c2', [checkTask('c2', 2)]);
    expect(settled).not.toContain('done c2');
    fill(false);
    timers[0]?.fire();
    await end('c2', [checkTask('c2', 2)]);
    expect(settled.slice(-2)).toEqual(['take c2', 'done c2']);
    expect(begun.filter((delivery) => delivery === 'c2')).toHaveLength(3);
  });
});

describe('requests of one thread', () => {
  it('are done the newest first, and the older ones with it', async () => {
    const { queue, begun, settled, end, takeOver, lines } = start();
    queue.add(entryOf(other));
    for (const [delivery, second] of [
      ['r1', 1],
      ['r3', 3],
      ['r2', 2],
    ] as const) {
      queue.add(entryOf(request(delivery, second)));
    }
    await end('a1');
    expect(begun).toEqual(['a1', 'r3']);
    expect(takeOver('r3', 3)).toEqual(['r1', 'r2']);
    // Too late for this one: nothing says that it was replaced.
    queue.add(entryOf(request('r0', 0)));
    await end('r3');
    expect(settled).toEqual(['done a1', 'done r1', 'done r2', 'done r3']);
    expect(begun).toEqual(['a1', 'r3', 'r0']);
    expect(lines).toMatchObject([
      { level: 'info', fields: { delivery: 'r1', by: 'r3' } },
      { level: 'info', fields: { delivery: 'r2', by: 'r3' } },
    ]);
  });

  it('stay when the newest one fails, is not ordered, or is of the same second', async () => {
    const { queue, begun, settled, end, takeOver } = start();
    queue.add(entryOf(other));
    for (const delivery of ['r1', 's1']) queue.add(entryOf(request(delivery, 1)));
    for (const delivery of ['r2', 's2']) queue.add(entryOf(request(delivery, 2)));
    await end('a1');
    expect(takeOver('r2', 2)).toEqual(['r1', 's1']);
    await end('r2', httpError(422));
    expect(settled).toEqual(['done a1', 'drop r2']);
    // In vain: now the one that has waited for longest, then again the newest.
    expect(begun.at(-1)).toBe('r1');
    await end('r1');
    expect(begun.at(-1)).toBe('s2');
    expect(takeOver('s2', 2)).toEqual(['s1']);
    await end('s2');
    expect(settled.slice(-2)).toEqual(['done s1', 'done s2']);
  });

  it('that ask for something else than a run are left alone and in place', async () => {
    const { queue, begun, end, takeOver } = start();
    queue.add(entryOf(other));
    queue.add(entryOf({ ...request('d1', 1), command: { name: 'destroy' } } as QueuedTask));
    queue.add(entryOf(request('r2', 2)));
    queue.add(entryOf({ ...request('d3', 3), command: { name: 'status' } } as QueuedTask));
    await end('a1');
    expect(begun.at(-1)).toBe('d1');
    await end('d1');
    expect(takeOver('r2', 2)).toEqual([]);
    await end('r2');
    expect(begun.at(-1)).toBe('d3');
  });

  it('by a push come first: each head gets its check, unless a newer head does', async () => {
    const { queue, begun, end, takeOver } = start();
    queue.add(entryOf(other));
    queue.add(entryOf(push('p1', 1)));
    queue.add(entryOf(request('r2', 2)));
    queue.add(entryOf(push('p3', 3)));
    queue.add(entryOf(request('r4', 4)));
    await end('a1');
    expect(begun.at(-1)).toBe('p3');
    // Not ordered: the older push has its turn.
    await end('p3');
    expect(begun.at(-1)).toBe('p1');
    expect(takeOver('p1', 1)).toEqual([]);
    queue.add(entryOf(push('p5', 5)));
    await end('p1');
    expect(begun.at(-1)).toBe('p5');
    queue.add(entryOf(push('p4', 4)));
    expect(takeOver('p5', 5)).toEqual(['r2', 'r4', 'p4']);
    queue.add(entryOf(request('r6', 6)));
    await end('p5');
    expect(begun.at(-1)).toBe('r6');
    queue.add(entryOf(push('p2', 2)));
    expect(takeOver('r6', 6)).toEqual([]);
  });

  it('do not wait for ever behind newer ones that come to nothing', async () => {
    const { queue, begun, end } = start();
    queue.add(entryOf(other));
    queue.add(entryOf(request('r1', 1)));
    queue.add(entryOf(request('r2', 2)));
    await end('a1');
    queue.add(entryOf(request('r3', 3)));
    await end('r2');
    queue.add(entryOf(request('r4', 4)));
    expect(begun).toEqual(['a1', 'r2', 'r1']);
  });
});

describe('a task that fails', () => {
  it.each([
    ['a server error', httpError(502)],
    ['a rate limit', httpError(429)],
    ['a secondary rate limit', httpError(403, { 'retry-after': '1' })],
    [
      'the network',
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error(), { code: 'ECONNRESET' }),
      }),
    ],
  ])('by %s waits longer each time, and is then kept aside', async (_, error) => {
    const { queue, begun, settled, timers, lines, end } = start();
    queue.add(entryOf(labelTask('a1', 1)));
    queue.add(entryOf(labelTask('a2', 1)));
    for (let attempt = 0; attempt < retryWaits.length; attempt += 1) {
      await end('a1', error);
      expect(queue.counts()).toEqual({ queued: 2, running: 0 });
      timers[attempt]?.fire();
    }
    await end('a1', error);
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual(retryWaits);
    expect(begun).toEqual([...Array(retryWaits.length + 1).fill('a1'), 'a2']);
    expect(settled).toEqual(['aside a1']);
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      { fields: { delivery: 'a1', kind: 'label', thread: 'octo/mail#1', attempts: 6, error } },
    ]);
  });

  it.each([
    [{ 'retry-after': '900' }, 900_000],
    [{ 'retry-after': '999999999' }, 3_600_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1200' }, 1_200_000],
    [{ 'retry-after': 'soon' }, 60_000],
  ])('waits as long as GitHub asks: %j', async (headers, milliseconds) => {
    const { queue, timers, end } = start();
    queue.add(entryOf(labelTask('a1')));
    await end('a1', httpError(429, headers));
    expect(timers).toMatchObject([{ milliseconds }]);
  });

  it('waits a minute for a limit of which only the message tells', async () => {
    const { queue, timers, end } = start();
    queue.add(entryOf(labelTask('a1')));
    const error = httpError(403);
    error.message = 'You have exceeded a secondary rate limit. Please wait a few minutes.';
    await end('a1', error);
    expect(timers).toMatchObject([{ milliseconds: 60_000 }]);
  });

  it.each([
    ['a refusal', httpError(422)],
    ['a missing right', httpError(403)],
    ['a defect', new TypeError('x is undefined')],
  ])('by %s is said once and dropped', async (_, error) => {
    const { queue, begun, settled, timers, lines, end } = start();
    queue.add(entryOf(labelTask('a1', 1)));
    queue.add(entryOf(labelTask('a2', 1)));
    await end('a1', error);
    expect(settled).toEqual(['drop a1']);
    expect(timers).toEqual([]);
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(begun).toEqual(['a1', 'a2']);
  });

  it('begins anew with its attempts for the next of the thread', async () => {
    const { queue, timers, end } = start();
    queue.add(entryOf(labelTask('a1', 1)));
    queue.add(entryOf(labelTask('a2', 1)));
    await end('a1', httpError(500));
    timers[0]?.fire();
    await end('a1');
    await end('a2', httpError(500));
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([retryWaits[0], retryWaits[0]]);
  });

  it('takes no place while it waits', async () => {
    const { queue, begun, end } = start();
    for (let thread = 1; thread <= 9; thread += 1)
      queue.add(entryOf(labelTask(`t${thread}`, thread)));
    await end('t1', httpError(500));
    expect(begun.at(-1)).toBe('t9');
  });
});

it('goes on when the journal fails, and says so', async () => {
  const { log, lines } = keepingLog();
  const begun: string[] = [];
  const broken = () => Promise.reject(new Error('no space'));
  const queue = createTaskQueue({
    async process({ delivery }) {
      begun.push(delivery);
      return [];
    },
    journal: { take: broken, done: broken, drop: broken, setAside: broken },
    log,
    now: () => new Date(0),
    setTimer: () => () => {},
  });
  queue.add(entryOf(labelTask('a1')));
  queue.add(entryOf(labelTask('a2')));
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual(['a1', 'a2']);
  expect(lines.map(({ level }) => level)).toEqual(['error', 'error']);
});

describe('the end of the work', () => {
  it('waits for what runs, begins nothing more, and counts what is left', async () => {
    const { queue, begun, settled, end } = start();
    queue.add(entryOf(labelTask('a1', 1)));
    queue.add(entryOf(labelTask('a2', 1)));
    const left = queue.drain(1000);
    queue.add(entryOf(labelTask('b1', 2)));
    await end('a1');
    expect(await left).toBe(1);
    expect(begun).toEqual(['a1']);
    expect(settled).toEqual(['done a1']);
  });

  it('does not wait longer than it may', async () => {
    const { queue, timers, settled } = start();
    queue.add(entryOf(labelTask('a1')));
    const left = queue.drain(1000);
    expect(timers).toMatchObject([{ milliseconds: 1000 }]);
    timers[0]?.fire();
    expect(await left).toBe(1);
    expect(settled).toEqual([]);
  });

  it('gives up waiting for the next attempt', async () => {
    const { queue, timers, end } = start();
    queue.add(entryOf(labelTask('a1')));
    await end('a1', httpError(500));
    expect(await queue.drain(1000)).toBe(1);
    expect(timers).toMatchObject([{ cancelled: true }]);
  });
});
