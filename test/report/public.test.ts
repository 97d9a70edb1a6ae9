import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import type { InvestigationEvent } from '../../src/investigation/event.ts';
import { type Result, resultSchema } from '../../src/investigation/result.ts';
import { publicEvent, publicResult } from '../../src/report/public.ts';
import { exampleComparison } from './example-comparison.ts';
import { eventsFailingAt, eventsOf, exampleReplay, exampleResult } from './example-result.ts';

const canary = 'Ada Lovelace, canary@example.org';

describe('a result', () => {
  it.each([
    { name: 'of an issue', result: exampleResult },
    { name: 'with a base', result: exampleComparison },
    { name: 'full of contents', result: resultFullOf(canary) },
  ])('$name stays a valid result and gets no smaller when done again', ({ result }) => {
    const shown = publicResult(result);
    expect(resultSchema.parse(shown)).toEqual(shown);
    expect(publicResult(shown)).toEqual(shown);
  });

  it('shows nothing that application, data or case say', () => {
    expect(JSON.stringify(publicResult(resultFullOf(canary)))).not.toMatch(/canary|Ada/);
  });

  it('keeps identifiers, verdicts, rates and measurements', () => {
    const shown = publicResult(exampleComparison);
    expect(shown.replays.map(({ verdict, rate }) => [verdict, rate])).toEqual([
      ['fixed', 0],
      ['regressed', 0.6],
    ]);
    expect(shown.base?.replays[0]?.verdict).toBe('reproduced');
    expect(shown.proof).toEqual(exampleComparison.proof);
    const [trial] = publicResult(exampleResult).replays[0]?.trials ?? [];
    expect(trial).toEqual({
      ...exampleReplay.trials[0],
      answer: '',
      failed: ['not-contains'],
    });
  });

  it.each([
    [1234, 1234],
    ['0a7f21c4-5a3e-4c59-8d6e-1f2a3b4c5d6e', '0a7f21c4-5a3e-4c59-8d6e-1f2a3b4c5d6e'],
    ['docs/warranty.md', 'docs/warranty.md'],
    ['ada@example.org', '(not shown)'],
    ['Ada Lovelace', '(not shown)'],
    ['a'.repeat(65), '(not shown)'],
    ['', '(not shown)'],
  ])('shows the key %j as %j', (given, shown) => {
    const records = [{ table: 'people', key: { id: given } }];
    const culprit = { records, necessary: true, sufficient: true, probes: 1, durationMs: 1 };
    expect(publicResult({ ...exampleResult, culprit }).culprit?.records[0]?.key.id).toBe(shown);
  });

  it.each([
    ['https://user:pass@x.example/a?token=1#1', 'https://x.example/a'],
    ['http://127.0.0.1:4000/?token=1', 'http://127.0.0.1:4000/'],
    ['javascript:alert(1)', ''],
    ['data:text/plain,token', ''],
    ['no url?token=1', ''],
  ])('shows the preview %j as %j', (url, shown) => {
    const preview = { ...exampleResult.preview, url };
    expect(publicResult({ ...exampleResult, preview }).preview.url).toBe(shown);
  });
});

describe('an event', () => {
  it('of a whole investigation shows no contents and no token', () => {
    const events = eventsOf(resultFullOf(canary)).map((event) =>
      event.type === 'step-finished' && ['preview', 'replay'].includes(event.step)
        ? { ...event, summary: canary }
        : event,
    );
    const shown = events.map(publicEvent);
    expect(JSON.stringify(shown)).not.toMatch(/canary|Ada|t0k3n/);
    expect(shown.filter((event) => event !== undefined).map(publicEvent)).toEqual(
      shown.filter((event) => event !== undefined),
    );
  });

  it.each(['building, 12 s', 'base: checking out 8a5a2e6b0c1d', 'waiting for /healthz, 3 s'])(
    'lets our own words of the preview through: %s',
    (message) => {
      const event = { type: 'progress', step: 'preview', atMs: 1, message } as const;
      expect(publicEvent(event)).toEqual(event);
    },
  );

  it.each([
    { step: 'preview', message: `building: ${canary}` },
    { step: 'preview', message: `building\n${canary}` },
    { step: 'preview', message: `waiting for /${canary}` },
    { step: 'replay', message: canary },
    { step: 'replay', message: 'x'.repeat(5000) },
  ] as const)('drops other words of a step in which the application speaks (%#)', (said) => {
    expect(publicEvent({ type: 'progress', atMs: 1, ...said })).toBeUndefined();
    expect(
      publicEvent({
        type: 'step-finished',
        atMs: 1,
        durationMs: 1,
        step: said.step,
        summary: said.message,
      }),
    ).toMatchObject({ summary: 'done' });
  });

  it('keeps the summary of the replay, which is names and verdicts', () => {
    const summary = 'refund-window: not-reproduced, where-is-the-list: fixed';
    const event: InvestigationEvent = {
      type: 'step-finished',
      step: 'replay',
      atMs: 1,
      durationMs: 1,
      summary,
    };
    expect(publicEvent(event)).toEqual(event);
  });

  it.each(errorCodes)('%s says its code in place of what happened', (code) => {
    const event = { ...failureOf(canary), code };
    const shown = publicEvent(event);
    expect(shown).toMatchObject({ code, nextStep: event.nextStep, step: 'branch' });
    expect(JSON.stringify(shown)).not.toMatch(/canary|Ada/);
    expect(JSON.stringify(shown)).toContain(`The details of ${code} are not shown`);
    expect(shown && publicEvent(shown)).toEqual(shown);
  });

  it('keeps the problems of the committed config, and no other line', () => {
    const problem = 'main:.github/branch-prod.yml:9:5: sanitize.columns: is missing';
    const event = {
      ...failureOf(`${canary}\n${problem}\n/home/ada/branch-prod.yml:1:1: x`),
      code: 'config-invalid' as const,
    };
    expect(publicEvent(event)).toMatchObject({ message: problem });
  });
});

function failureOf(message: string): Extract<InvestigationEvent, { type: 'failed' }> {
  const last = eventsFailingAt('branch', message).at(-1);
  if (last?.type !== 'failed') throw new Error('no failure');
  return last;
}

function resultFullOf(text: string): Result {
  const trials = exampleReplay.trials.map((trial, index) => ({
    ...trial,
    answer: text,
    retrieved: [{ table: 'people', key: { email: text }, rank: 1 }],
    model: { name: text, finishReason: text },
    failed: [`not-contains: ${text}`, text],
    ...(index === 4 ? { error: text } : {}),
  }));
  const replays = [{ ...exampleReplay, trials, failures: 4 }];
  return resultSchema.parse({
    ...exampleResult,
    preview: { ...exampleResult.preview, url: `https://x.example/?token=${text}#${text}` },
    replays,
    base: { commit: exampleResult.source.commit, replays },
    culprit: {
      records: [{ table: 'people', key: { email: text } }],
      necessary: true,
      sufficient: true,
      probes: 9,
      durationMs: 1,
    },
  });
}
