import type { InvestigationEvent } from '../../src/investigation/event.ts';
import {
  type ReplayResult,
  type Result,
  resultSchema,
  type Step,
  type Trial,
} from '../../src/investigation/result.ts';
import { culpritsOf } from '../../src/report/culprits.ts';

export const previewUrl = 'https://b7f3.previews.example.com/?token=s3cr3t-t0k3n';

const trial: Trial = {
  ok: false,
  answer: 'The mailing list moved to lists.example.net.\nSource: message 1234',
  durationMs: 412,
  retrieved: [
    { table: 'messages', key: { id: 1234 }, rank: 1 },
    { table: 'messages', key: { id: 987 }, rank: 2 },
  ],
  model: { name: 'gpt-4.1-mini-2025-04-14', promptTokens: 1832, finishReason: 'stop' },
  failed: ['not-contains: lists.example.net'],
};

export const exampleReplay: ReplayResult = {
  case: 'where-is-the-list',
  trials: [trial, trial, trial, trial, trial],
  failures: 5,
  rate: 1,
  interval: [0.5655, 1],
  verdict: 'reproduced',
};

/** What an investigation of the mail assistant looks like when it went well. */
export const exampleResult: Result = resultSchema.parse({
  version: 1,
  investigation: {
    id: '2026-03-14-b7f3',
    thread: 'example/mail-assistant#12',
    startedAt: '2026-03-14T09:26:53.000Z',
    durationMs: 9_380,
  },
  source: {
    engine: 'local',
    server: 'postgres 18.0',
    at: '2026-03-14T09:26:54.000Z',
    commit: '8a5a2e6b0c1d4f7e9a3b5c7d9e1f2a4b6c8d0e2f',
  },
  snapshot: { id: 's-41c9', cached: false, durationMs: 2410, bytes: 394_000_000, notes: [] },
  sanitization: {
    tables: 3,
    columns: 5,
    valuesMasked: 12_345,
    durationMs: 1_210,
    neutralised: ['subscriptions: 1'],
  },
  proof: {
    valuesSearched: 8412,
    notSearched: 31,
    leaks: 0,
    relations: { joins: 4, same: 4, distinct: 5, sameDistinct: 5 },
    rankings: { probes: 50, identical: 50, overlap: 1 },
  },
  branch: { id: 'b-b7f3', copy: 'reflink', readyMs: 38 },
  preview: { url: previewUrl, readyMs: 1_100, expiresAt: '2026-03-14T13:27:02.000Z' },
  replays: [exampleReplay],
  timeline: [
    { step: 'config', startMs: 0, durationMs: 12 },
    { step: 'snapshot', startMs: 12, durationMs: 2410 },
    { step: 'proof', startMs: 2422, durationMs: 1630 },
    { step: 'branch', startMs: 4052, durationMs: 38 },
    { step: 'preview', startMs: 4090, durationMs: 3100 },
    { step: 'replay', startMs: 7190, durationMs: 2180 },
    { step: 'report', startMs: 9370, durationMs: 10 },
  ],
});

const summaries: Record<Step, string> = {
  config: '.github/branch-prod.yml',
  snapshot: '3 tables, 5 columns, 12,345 values masked',
  proof: '0 leaks, rankings 50/50 identical',
  branch: 'reflink',
  preview: 'ready',
  replay: '1 case, 5 trials',
  culprit: 'found, 1 record; 7 probes',
  causes: '4 rows',
  report: 'done',
};

/** The steps of an investigation of which all was asked. */
const wholeTimeline: Result['timeline'] = [
  ...exampleResult.timeline.slice(0, -1),
  { step: 'culprit', startMs: 9370, durationMs: 0 },
  { step: 'causes', startMs: 9370, durationMs: 0 },
  ...exampleResult.timeline.slice(-1),
];

/** All events of the investigation that ends with this result. */
export function eventsOf(result: Result): InvestigationEvent[] {
  const steps = result.timeline.flatMap(({ step, startMs, durationMs }): InvestigationEvent[] => [
    { type: 'step-started', step, atMs: startMs },
    { type: 'progress', step, atMs: startMs, message: `working on ${step}` },
    ...findingsOf(result, step, startMs),
    {
      type: 'step-finished',
      step,
      atMs: startMs + durationMs,
      durationMs,
      summary: summaries[step],
    },
  ]);
  return [...steps, { type: 'finished', atMs: result.investigation.durationMs, result }];
}

/** The events of an investigation that fails in a step, after those before it went well. */
export function eventsFailingAt(failing: Step, message: string): InvestigationEvent[] {
  const events = eventsOf({ ...exampleResult, timeline: wholeTimeline });
  const start = events.findIndex(
    (event) => event.type === 'step-started' && event.step === failing,
  );
  return [
    ...events.slice(0, start + 1),
    {
      type: 'failed',
      atMs: 5000,
      step: failing,
      code: 'engine-failed',
      message,
      nextStep: 'Free some space in the state folder and run again.',
    },
  ];
}

function findingsOf(result: Result, step: Step, atMs: number): InvestigationEvent[] {
  if (step === 'preview') {
    const { url, expiresAt } = result.preview;
    return [{ type: 'finding', step, atMs, finding: { kind: 'preview', url, expiresAt } }];
  }
  if (step === 'culprit') return culpritsOf(result).map((culprit) => probeOf(culprit, atMs));
  if (step === 'causes') {
    const { case: name = '', rows = [] } = result.causes ?? {};
    const findings = rows.map((row) => ({ kind: 'cause', case: name, row }) as const);
    return findings.map((finding) => ({ type: 'finding', step, atMs, finding }));
  }
  if (step !== 'replay') return [];
  return result.replays.flatMap((replay) =>
    replay.trials.map((trial, index): InvestigationEvent => {
      const of = replay.trials.length;
      const finding = { kind: 'trial', case: replay.case, number: index + 1, of, trial } as const;
      return { type: 'finding', step, atMs, finding };
    }),
  );
}

function probeOf(culprit: NonNullable<Result['culprit']>, atMs: number): InvestigationEvent {
  const { case: name = '', records: removed } = culprit;
  const counts = { failures: 0, judged: 4, errors: 0, durationMs: 900 };
  const probe = { number: 1, of: 12, removed, ...counts, decision: 'passes' } as const;
  return {
    ...{ type: 'finding', step: 'culprit', atMs },
    finding: { kind: 'probe', case: name, probe },
  };
}

const [seen] = exampleReplay.trials as [Trial];

/** The same investigation with taps in front of the preview. */
export const exampleWithTaps: Result = resultSchema.parse({
  ...exampleResult,
  replays: [
    {
      ...exampleReplay,
      trials: exampleReplay.trials.map((trial) => ({
        ...trial,
        retrieved: [
          {
            ...seen.retrieved[0],
            distance: 0.123456,
            reached: true,
            cut: { used: 1200, of: 4031 },
          },
          { ...seen.retrieved[1], distance: 0.25, reached: false },
        ],
        context:
          '2 rows retrieved, 1 reached the prompt, #1234 cut at 1,200 of 4,031 characters; prompt 1,832 of 8,192 tokens',
      })),
    },
  ],
});
