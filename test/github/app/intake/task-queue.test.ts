import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../../src/github/app/intake/journal-entry.ts';
import type { QueuedTask } from '../../../../src/github/app/intake/queued-task.ts';
import { createTaskQueue, retryWaits } from '../../../../src/github/app/intake/task-queue.ts';
import { keepingLog, labelTask } from '../fakes.ts';

const entryOf = (task: QueuedTask) => ({ key: keyOf(task), task, file: `${task.delivery}.json` });
const httpError = (status: number, headers: object = {}) =>
  Object.assign(new Error('canary'), { status, response: { headers } });

/** A queue whose tasks end when the test says so, with timers that the test fires. */
function start() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const settled: string[] = [];
  const timers: { milliseconds: number; fire: () => void; cancelled: boolean }[] = [];
  const { log, lines } = keepingLog();
  const settle = (how: string) => async (entry: { task: QueuedTask }) =>
    void settled.push(`${how} ${entry.task.delivery}`);
  const queue = createTaskQueue({
    process(task) {
      begun.push(task.delivery);
      const end = Promise.withResolvers<void>();
      ends.set(task.delivery, end);
      return end.promise;
    },
    journal: { done: settle('done'), drop: settle('drop'), setAside: settle('aside') },
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
  const end = async (delivery: string, error?: Error) => {
    if (error) ends.get(delivery)?.reject(error);
    else ends.get(delivery)?.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, begun, settled, timers, lines, end };
}

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
    const { thread: _, kind: __, ...common } = labelTask('c1') as never as Record<string, never>;
    const check = { ...common, kind: 'check', checkRun: 1, head: 'a'.repeat(40), button: 'rerun' };
    queue.add(entryOf(check as never));
    queue.add(entryOf({ ...check, delivery: 'c2' } as never));
    queue.add(entryOf({ ...check, delivery: 'c3', repo: 'other' } as never));
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
    [{ 'retry-after': 'soon' }, 5_000],
  ])('waits as long as GitHub asks: %j', async (headers, milliseconds) => {
    const { queue, timers, end } = start();
    queue.add(entryOf(labelTask('a1')));
    await end('a1', httpError(429, headers));
    expect(timers).toMatchObject([{ milliseconds }]);
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
    process: async ({ delivery }) => void begun.push(delivery),
    journal: { done: broken, drop: broken, setAside: broken },
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
