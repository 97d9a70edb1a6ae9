import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPublisher } from '../../../src/report/thread/publisher.ts';

const intervalMs = 3000;
const heartbeatMs = 15_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is offered', () => {
  it('is published at once, then at most once in the interval, the newest always', async () => {
    const { publisher, published } = open();
    for (let at = 0; at < 10_000; at += 100) {
      publisher.offer(() => `at ${at}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(intervalMs);
    expect(published).toEqual([
      '0: at 0',
      '3000: at 2900',
      '6000: at 5900',
      '9000: at 8900',
      '12000: at 9900',
    ]);
    await publisher.close();
  });

  it('is published again at each heartbeat, as it then looks', async () => {
    const { publisher, published } = open();
    publisher.offer((nowMs) => `drawn at ${nowMs}`);
    await vi.advanceTimersByTimeAsync(45_000);
    expect(published).toEqual([
      '0: drawn at 0',
      '15000: drawn at 15000',
      '30000: drawn at 30000',
      '45000: drawn at 45000',
    ]);
    await publisher.close();
  });

  it('waits for the one in flight, and the interval after it', async () => {
    const { publisher, published, overlaps } = open({ takesMs: 5000 });
    publisher.offer(() => 'a');
    await vi.advanceTimersByTimeAsync(1000);
    publisher.offer(() => 'b');
    publisher.offer(() => 'c');
    await vi.advanceTimersByTimeAsync(13_000);
    expect(published).toEqual(['0: a', '8000: c']);
    expect(overlaps()).toBe(false);
    await publisher.close();
  });

  it('makes up for a failure with the next version', async () => {
    const { publisher, published } = open({ fails: [1, 2] });
    publisher.offer(() => 'a');
    await vi.advanceTimersByTimeAsync(1000);
    publisher.offer(() => 'b');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(published).toEqual(['18000: b']);
    await publisher.close();
  });

  it('survives a publish that throws at once', async () => {
    const published: string[] = [];
    let calls = 0;
    const publisher = createPublisher<string>({
      publish: (version) => {
        calls += 1;
        if (calls === 1) throw new Error('broken');
        published.push(version);
        return Promise.resolve();
      },
      intervalMs,
      heartbeatMs,
      now: Date.now,
    });
    publisher.offer(() => 'a');
    await vi.advanceTimersByTimeAsync(heartbeatMs);
    expect(published).toEqual(['a']);
    await publisher.close();
  });
});

describe('the last version', () => {
  it('goes out at once, in place of what waits', async () => {
    const { publisher, published } = open();
    publisher.offer(() => 'a');
    await vi.advanceTimersByTimeAsync(100);
    publisher.offer(() => 'b');
    await publisher.finish('last');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(published).toEqual(['0: a', '100: last']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for the one in flight, and for nothing else', async () => {
    const { publisher, published, overlaps } = open({ takesMs: 5000 });
    publisher.offer(() => 'a');
    await vi.advanceTimersByTimeAsync(1000);
    const finished = publisher.finish('last');
    await vi.advanceTimersByTimeAsync(10_000);
    await finished;
    expect(published).toEqual(['0: a', '5000: last']);
    expect(overlaps()).toBe(false);
  });

  it('is tried three times, with growing waits', async () => {
    const { publisher, published } = open({ fails: [1, 2] });
    const finished = publisher.finish('last');
    await vi.advanceTimersByTimeAsync(60_000);
    await finished;
    expect(published).toEqual(['12000: last']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects when all three failed, and leaves no timer', async () => {
    const { publisher, attempts } = open({ fails: [1, 2, 3, 4] });
    const finished = expect(publisher.finish('last')).rejects.toThrow('attempt 3');
    await vi.advanceTimersByTimeAsync(60_000);
    await finished;
    expect(attempts()).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is the last: nothing is offered or finished after it', async () => {
    const { publisher, published } = open();
    await publisher.finish('last');
    publisher.offer(() => 'late');
    await publisher.finish('later');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(published).toEqual(['0: last']);
  });
});

describe('close', () => {
  it('waits for the one in flight and drops what waits', async () => {
    const { publisher, published } = open({ takesMs: 5000 });
    publisher.offer(() => 'a');
    await vi.advanceTimersByTimeAsync(1000);
    publisher.offer(() => 'b');
    let isClosed = false;
    const closing = publisher.close().then(() => {
      isClosed = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    await closing;
    expect(published).toEqual(['0: a']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends the tries of the last version', async () => {
    const { publisher, attempts } = open({ fails: [1, 2, 3] });
    const finished = expect(publisher.finish('last')).rejects.toThrow('attempt 1');
    await vi.advanceTimersByTimeAsync(10);
    await publisher.close();
    await finished;
    expect(attempts()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may come twice and before anything', async () => {
    const { publisher, published } = open();
    await publisher.close();
    await publisher.close();
    publisher.offer(() => 'a');
    await publisher.finish('last');
    expect(published).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Publications as `time: version`; `fails` are the attempts, from 1 on, that reject. */
function open({ takesMs = 0, fails = [] }: { takesMs?: number; fails?: number[] } = {}) {
  const published: string[] = [];
  let attempts = 0;
  let running = 0;
  let overlapped = false;
  const publisher = createPublisher<string>({
    publish: async (version) => {
      attempts += 1;
      const attempt = attempts;
      const startedAt = Date.now();
      running += 1;
      overlapped ||= running > 1;
      if (takesMs > 0) await new Promise((resolve) => setTimeout(resolve, takesMs));
      running -= 1;
      if (fails.includes(attempt)) throw new Error(`attempt ${attempt}`);
      published.push(`${startedAt}: ${version}`);
    },
    intervalMs,
    heartbeatMs,
    now: Date.now,
  });
  return { publisher, published, attempts: () => attempts, overlaps: () => overlapped };
}
