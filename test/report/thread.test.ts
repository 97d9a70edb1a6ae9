import type { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvestigationEvent } from '../../src/investigation/event.ts';
import { type ThreadDocument, threadReporter } from '../../src/report/thread.ts';
import { exampleComparison } from './example-comparison.ts';
import { exampleExplained } from './example-explained.ts';
import { eventsFailingAt, eventsOf, exampleResult } from './example-result.ts';
import { markdownAttack, resultWith } from './hostile-text.ts';
import { obeyed, outsideCode } from './outside-code.ts';
import { testReporter } from './reporter-contract.ts';

testReporter('thread', {
  create: (stream) =>
    threadReporter({ publish: into(stream), publicRepository: false, intervalMs: 1 }),
});

describe('a thread', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('shows a checklist while the investigation runs, then the report', async () => {
    const { reporter, published } = open();
    const events = eventsOf(exampleResult);
    for (const event of events) {
      await reporter.on(event);
      await vi.advanceTimersByTimeAsync(3000);
    }
    await reporter.close?.();
    expect(published.slice(0, -1).every(({ phase }) => phase === 'running')).toBe(true);
    expect(published.at(0)?.body).toMatch(/^## Investigating: step 1 of 7\n/);
    expect(published.at(-2)?.body).toMatch(/^## Investigating: step 7 of 7\n/);
    expect(published.at(-1)?.phase).toBe('finished');
    expect(published.at(-1)?.body).toMatch(/^## Reproduced 5 of 5/);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows the steps culprit and causes from their start on, with what they found last', async () => {
    const { reporter, published } = open();
    for (const event of eventsOf(exampleExplained)) {
      await reporter.on(event);
      await vi.advanceTimersByTimeAsync(3000);
    }
    const running = published.filter(({ phase }) => phase === 'running').map(({ body }) => body);
    const steps = running.map((body) => /^## Investigating: step (\d of \d)\n/.exec(body)?.[1]);
    expect([...new Set(steps)]).toEqual([
      ...['1 of 7', '2 of 7', '3 of 7', '4 of 7', '5 of 7', '6 of 7', '7 of 8', '8 of 9', '9 of 9'],
    ]);
    const before = running.filter((_, index) => steps[index] === '6 of 7');
    expect(before.join()).not.toMatch(/culprit|causes/);
    for (const row of [
      /^\| … \| \*\*culprit\*\*: find .* s \| `where-is-the-list: probe 1 of at most 12, without 1 record: the failure is gone \(0 of 4 failed\)` \|$/m,
      /^\| ✓ \| \*\*culprit\*\*: find .* \| 12\.30 s \| `found, 1 record; 7 probes` \|$/m,
      /^\| … \| \*\*causes\*\*: replay .* s \| `where-is-the-list: model: gpt-4\.1: 0 of 9 failed` \|$/m,
      /^\| ✓ \| \*\*causes\*\*: replay .* \| 8\.00 s \| `4 rows` \|$/m,
    ]) {
      expect(running.filter((body) => row.test(body))).not.toEqual([]);
    }
    expect(published.at(-1)?.body).toContain('**Culprit**: `Without it the failure is gone');
    await reporter.close?.();
  });

  it('links the preview as soon as it answers', async () => {
    const events = eventsOf(exampleResult);
    const answers = events.findIndex(
      (event) => event.type === 'finding' && event.finding.kind === 'preview',
    );
    const { reporter, published } = open();
    for (const event of events.slice(0, answers)) await reporter.on(event);
    await vi.advanceTimersByTimeAsync(3000);
    expect(published.at(-1)?.body).not.toContain('Preview:');
    for (const event of events.slice(answers, answers + 1)) await reporter.on(event);
    await vi.advanceTimersByTimeAsync(3000);
    expect(published.at(-1)?.body).toContain('Preview: [open the preview](<https://b7f3.');
    await reporter.close?.();
  });

  it.each([
    { hold: true, live: 'until 2026-03-14 13:27 UTC.', last: 'until 2026-03-14 13:27 UTC.' },
    { hold: false, live: 'until the report is written.', last: 'ended with this run.' },
  ])('says until when the preview is up (hold: $hold)', async ({ hold, live, last }) => {
    const { reporter, published } = open({ hold });
    for (const event of eventsOf(exampleResult).slice(0, -1)) await reporter.on(event);
    await vi.advanceTimersByTimeAsync(3000);
    expect(published.at(-1)?.body).toContain(live);
    for (const event of eventsOf(exampleResult).slice(-1)) await reporter.on(event);
    expect(published.at(-1)?.body).toContain(last);
    expect(published.at(-1)?.body.includes('](<')).toBe(hold);
    expect(published.at(-1)?.body.includes('/branch-prod destroy')).toBe(hold);
  });

  it('says at which step there was no verdict, and how to start again', async () => {
    const { reporter, published } = open();
    for (const event of eventsFailingAt('proof', 'A leak.')) await reporter.on(event);
    expect(published).toEqual([{ phase: 'failed', body: expect.stringContaining('A leak.') }]);
    expect(published[0]?.body).toMatch(/^## No verdict — .* at the step proof/);
    expect(published[0]?.body).toMatch(/Then comment `\/branch-prod` to start again\.\n$/);
  });

  it('ignores what comes after the end', async () => {
    const { reporter, published } = open();
    for (const event of eventsOf(exampleResult)) await reporter.on(event);
    for (const event of eventsFailingAt('report', 'Not all is removed.')) await reporter.on(event);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(published.map(({ phase }) => phase)).toEqual(['finished']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not edited for seconds that a step counts itself', async () => {
    const { reporter, published } = open();
    await reporter.on({ type: 'step-started', step: 'preview', atMs: 0 });
    for (let second = 1; second <= 14; second += 1) {
      await reporter.on(progress(`building, ${second} s`));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(published).toHaveLength(1);
    expect(published[0]?.body).toContain('| 0 s | `building` |');
    await vi.advanceTimersByTimeAsync(1000);
    expect(published).toHaveLength(2);
    expect(published[1]?.body).toContain('| 15 s | `building` |');
    await reporter.close?.();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows a public repository neither contents nor the token', async () => {
    const { reporter, published } = open({ publicRepository: true, hold: true });
    for (const event of eventsOf(resultWith('canary words'))) {
      await reporter.on(
        event.type === 'progress' && event.step === 'preview'
          ? { ...event, message: 'canary words' }
          : event,
      );
      await vi.advanceTimersByTimeAsync(3000);
    }
    expect(published.length).toBeGreaterThan(10);
    for (const { body } of published) {
      expect(body).not.toContain('t0k3n');
      expect(body).not.toMatch(
        /(?:not-contains|model|retrieval): canary|with canary|=canary|\| `canary words` \|/,
      );
    }
    expect(published.at(-2)?.body).toContain('; this link carries no access.');
    expect(published.at(-1)?.body).not.toContain('**Answer**');
  });

  it('obeys nothing of hostile text and forges no marker, at any instant', async () => {
    const { reporter, published } = open({ hold: true });
    const hostile = resultWith(markdownAttack);
    const base = { commit: markdownAttack, replays: hostile.replays };
    for (const event of eventsOf({ ...hostile, base })) {
      const { type } = event;
      await reporter.on(
        type === 'step-finished'
          ? { ...event, summary: markdownAttack }
          : type === 'progress'
            ? { ...event, message: markdownAttack }
            : event,
      );
      await vi.advanceTimersByTimeAsync(3000);
    }
    expect(published.length).toBeGreaterThan(10);
    for (const { body } of published) {
      expect(outsideCode(body)).not.toMatch(obeyed);
      expect(body).toMatch(/^## (?:Investigating|Reproduced)/);
      const [table] = /\| \| step[\s\S]*?\n\n/.exec(body) ?? [];
      for (const row of table?.trimEnd().split('\n') ?? []) {
        expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
      }
    }
  });

  it('stays below what GitHub takes, whatever comes', async () => {
    const { reporter, published } = open();
    const long = '`| \x1b'.repeat(20_000);
    await reporter.on({ type: 'step-started', step: 'replay', atMs: 0 });
    await reporter.on({ ...progress(long), step: 'replay' });
    const [trial] = exampleResult.replays[0]?.trials ?? [];
    for (let index = 0; index < 1000; index += 1) {
      const name = `${index}${long}`;
      if (trial) await reporter.on(trialOf({ case: name, number: 1, of: 1, trial }));
    }
    await vi.advanceTimersByTimeAsync(3000);
    const replays = Array.from({ length: 10 }, () => resultWith(long).replays).flat();
    await reporter.on({ type: 'finished', atMs: 1, result: { ...resultWith(long), replays } });
    expect(published.at(-2)?.body).toMatch(/more cases?\.\n$/);
    for (const { body } of published) expect(body.length).toBeLessThan(65_000);
  });

  it('counts the trials of each case, those on the base apart', async () => {
    const { reporter, published } = open();
    const [failed, held] = [0, 3].map((at) => exampleComparison.replays[1]?.trials[at]);
    if (!failed || !held) throw new Error('no trials');
    const silent = { ...held, ok: false, error: 'HTTP 500' };
    await reporter.on({ type: 'step-started', step: 'replay', atMs: 0 });
    for (const [index, trial] of [failed, failed].entries()) {
      await reporter.on(trialOf({ case: 'a', on: 'base', number: index + 1, of: 2, trial }));
    }
    for (const [index, trial] of [failed, held, silent].entries()) {
      await reporter.on(trialOf({ case: 'a', number: index + 1, of: 5, trial }));
    }
    await vi.advanceTimersByTimeAsync(3000);
    expect(published.at(-1)?.body).toContain(
      '- `a` on the base: 2 of 2 trials failed\n- `a`: 1 of 3 trials failed so far, 2 to come; 1 gave no answer\n',
    );
    await reporter.close?.();
  });
});

function open(options: { hold?: boolean; publicRepository?: boolean } = {}) {
  const published: ThreadDocument[] = [];
  const reporter = threadReporter({
    publish: async (document) => void published.push(document),
    publicRepository: false,
    now: Date.now,
    ...options,
  });
  return { reporter, published };
}

function progress(message: string): InvestigationEvent & { type: 'progress' } {
  return { type: 'progress', step: 'preview', atMs: 0, message };
}

type Trial = Omit<Extract<Finding, { kind: 'trial' }>, 'kind'>;
type Finding = Extract<InvestigationEvent, { type: 'finding' }>['finding'];

function trialOf(trial: Trial): InvestigationEvent {
  return { type: 'finding', step: 'replay', atMs: 0, finding: { kind: 'trial', ...trial } };
}

/** A comment that keeps all its versions; like a network, it fails again once it has failed. */
function into(stream: Writable) {
  let broken: unknown;
  stream.on('error', () => {});
  return async ({ body }: ThreadDocument) => {
    await new Promise<void>((resolve, reject) => {
      stream.write(body, (error) => {
        broken ??= error ?? undefined;
        if (broken === undefined) resolve();
        else reject(broken);
      });
    });
  };
}
