import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import type { InvestigationEvent } from '../../src/investigation/event.ts';
import {
  causesSchema,
  culpritSchema,
  type Result,
  replayResultSchema,
  resultSchema,
  trialSchema,
} from '../../src/investigation/result.ts';
import { publicResult } from '../../src/report/public/public-result.ts';
import { publicEvent } from '../../src/report/public.ts';
import { exampleComparison } from './example-comparison.ts';
import {
  exampleCauses,
  exampleCulprit,
  exampleExplained,
  exampleTrialWithout,
} from './example-explained.ts';
import { eventsFailingAt, eventsOf, exampleReplay, exampleResult } from './example-result.ts';
import { markdownAttack, resultWith } from './hostile-text.ts';

const canary = 'Ada Lovelace, canary@example.org';

describe('a result', () => {
  it.each([
    { name: 'of an issue', result: exampleResult },
    { name: 'with a base', result: exampleComparison },
    { name: 'full of contents', result: resultFullOf(canary) },
    { name: 'with culprit and causes', result: exampleExplained },
    { name: 'hostile', result: resultWith(markdownAttack) },
  ])('$name stays a valid result and gets no smaller when done again', ({ result }) => {
    const shown = publicResult(result);
    expect(resultSchema.parse(shown)).toEqual(shown);
    expect(publicResult(shown)).toEqual(shown);
  });

  it('shows nothing that application, data or case say', () => {
    expect(JSON.stringify(publicResult(resultFullOf(canary)))).not.toMatch(/canary|Ada/);
  });

  it('shows no field that it does not know', () => {
    const more = { note: canary };
    const [first] = exampleExplained.replays;
    const culprit = { ...exampleCulprit, ...more };
    const unknown = {
      ...{ ...exampleExplained, ...more },
      preview: { ...exampleExplained.preview, ...more },
      replays: [{ ...exampleReplay, ...first, ...more }],
      culprit: { ...culprit, records: culprit.records.map((record) => ({ ...record, ...more })) },
      otherCulprits: [culprit],
      causes: {
        ...exampleCauses,
        ...more,
        rows: exampleCauses.rows.map((row) => ({ ...row, ...more })),
      },
    };
    expect(publicResult(unknown)).toEqual(
      publicResult({ ...exampleExplained, otherCulprits: [exampleCulprit] }),
    );
  });

  it('has thought of every field that there is', () => {
    const [given] = exampleExplained.replays[0]?.trials ?? [];
    const trial = { ...exampleTrialWithout, ...given, rowLimit: 6, error: canary };
    const replay = { ...exampleReplay, trials: [trial], pValue: 0.5, moreTrials: 1 };
    const result = {
      ...{ ...exampleExplained, replays: [replay], otherCulprits: [exampleCulprit] },
      base: { commit: exampleResult.source.commit, replays: [replay] },
    };
    const shown = publicResult(result);
    const fields = (value: object | undefined) => Object.keys(value ?? {}).toSorted();
    expect(fields(shown)).toEqual(fields(resultSchema.shape));
    expect(fields(shown.replays[0])).toEqual(fields(replayResultSchema.shape));
    expect(fields(shown.replays[0]?.trials[0])).toEqual(fields(trialSchema.shape));
    expect(fields(shown.culprit)).toEqual(fields({ ...culpritSchema.shape, case: '' }));
    expect(fields(shown.causes)).toEqual(fields(causesSchema.shape));
    expect(fields(shown.causes?.rows[1])).toEqual(fields(causesSchema.shape.rows.element.shape));
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
      event.type === 'step-finished' && outspoken.has(event.step)
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
    { step: 'culprit', message: `found, 1 record; 7 probes; ${canary}` },
    { step: 'causes', message: `4 rows ${canary}` },
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

  it.each([
    { step: 'culprit', summary: 'no case fails' },
    { step: 'culprit', summary: 'found, 1 record; 7 probes' },
    { step: 'culprit', summary: 'found, 12 records; not-the-data; undecided; 1 probe' },
    { step: 'causes', summary: '1 row' },
    { step: 'causes', summary: '4 rows' },
  ] as const)('keeps the summary of $step: $summary', ({ step, summary }) => {
    const event = { type: 'step-finished', step, atMs: 1, durationMs: 1, summary } as const;
    expect(publicEvent(event)).toEqual(event);
  });

  it('of a probe and of a level names rows and levels as the result does', () => {
    const shown = eventsOf(resultFullOf(canary)).flatMap((event) => publicEvent(event) ?? []);
    const findings = shown.flatMap((event) => (event.type === 'finding' ? event.finding : []));
    const [probe] = findings.filter(({ kind }) => kind === 'probe');
    expect(probe).toMatchObject({
      ...{ case: 'where-is-the-list' },
      probe: { number: 1, of: 12, removed: [{ table: 'people', key: { email: '(not shown)' } }] },
    });
    const rows = findings.flatMap((finding) => (finding.kind === 'cause' ? finding.row : []));
    expect(rows.map(({ level, failures }) => [level, failures])).toEqual([
      ['(not shown)', 5],
      ['(not shown)', 0],
      ['(not shown)', 5],
      ['(not shown)', 0],
    ]);
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

/** The steps in which the application has a say. */
const outspoken: ReadonlySet<string> = new Set(['preview', 'replay', 'culprit', 'causes']);

function resultFullOf(text: string): Result {
  const trials = exampleReplay.trials.map((trial, index) => ({
    ...trial,
    answer: text,
    retrieved: [{ table: 'people', key: { email: text }, rank: 1 }],
    model: { name: text, finishReason: text },
    context: `1 row retrieved, all reached the prompt, #${text} cut at 1 of 2 characters`,
    failed: [`not-contains: ${text}`, text],
    ...(index === 4 ? { error: text } : {}),
  }));
  const replays = [{ ...exampleReplay, trials, failures: 4 }];
  const records = [{ table: 'people', key: { email: text } }];
  const culprit = {
    ...{ ...exampleCulprit, records, alternatives: [records], movedIn: records },
    ...{ trialWithout: { ...exampleTrialWithout, ...trials[0] }, sentence: text },
  };
  return resultSchema.parse({
    ...exampleResult,
    preview: { ...exampleResult.preview, url: `https://x.example/?token=${text}#${text}` },
    replays,
    base: { commit: exampleResult.source.commit, replays },
    culprit,
    otherCulprits: [culprit],
    causes: {
      ...exampleCauses,
      rows: exampleCauses.rows.map((row) => ({ ...row, level: text })),
      sentences: [text, `The model version decides it: 5/5 with ${text}, 0/9 with gpt-4.1.`],
      notVaried: [`The prompt was not changed: the prompts of ${text} are the same.`],
    },
    timeline: exampleExplained.timeline,
  });
}
