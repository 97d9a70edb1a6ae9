import { expect, it } from 'vitest';
import type { ReplayResult, Trial } from '../../src/investigation/result.ts';
import {
  culpritMeasures,
  failureHeadline,
  failuresOf,
  formatDistance,
  headline,
  inPrompt,
  levelRate,
  rateSentence,
  recordName,
  sideOf,
  trialSentence,
  verdictSentence,
} from '../../src/report/wording.ts';
import { exampleCauses, exampleCulprit } from './example-explained.ts';
import { exampleReplay } from './example-result.ts';

const [trial] = exampleReplay.trials as [Trial];
const quote = (text: string) => `<${text}>`;

function replayed(
  verdict: ReplayResult['verdict'],
  { failed, held, silent = 0 }: { failed: number; held: number; silent?: number },
): ReplayResult {
  const trials = [
    ...Array.from({ length: failed }, () => trial),
    ...Array.from({ length: held }, () => ({ ...trial, ok: true, failed: [] })),
    ...Array.from({ length: silent }, () => ({ ...trial, error: 'HTTP 500' })),
  ];
  return { ...exampleReplay, trials, failures: failed, verdict };
}

it.each([
  [
    replayed('reproduced', { failed: 5, held: 0 }),
    'Reproduced 5 of 5 — the failure happens on the current production data.',
  ],
  [
    replayed('reproduced', { failed: 3, held: 1, silent: 1 }),
    'Reproduced 3 of 4 — the failure happens on the current production data, not every time. 1 more trial gave no answer.',
  ],
  [
    replayed('not-reproduced', { failed: 0, held: 5 }),
    'Not reproduced, 0 of 5 failed — the failure does not happen on the current production data.',
  ],
  [
    replayed('fixed', { failed: 0, held: 5 }),
    'Fixed, 0 of 5 failed — the failure happens without this change and no longer with it.',
  ],
  [
    replayed('not-fixed', { failed: 4, held: 1 }),
    'Not fixed, 4 of 5 failed — the failure happens with this change as it does without it.',
  ],
  [
    replayed('regressed', { failed: 3, held: 2, silent: 1 }),
    'Regressed, 3 of 5 failed — the failure happens with this change and did not happen without it. 1 more trial gave no answer.',
  ],
  [
    replayed('inconclusive', { failed: 1, held: 4 }),
    'Inconclusive, 1 of 5 failed — the trials do not settle whether the failure happens.',
  ],
  [
    replayed('error', { failed: 0, held: 0, silent: 5 }),
    'Error — 5 of 5 trials gave no answer to judge.',
  ],
])('says the verdict in words (%#)', (replay, sentence) => {
  expect(verdictSentence(replay)).toBe(sentence);
  expect(headline([replay])).toBe(sentence);
});

it('counts the verdicts of several cases', () => {
  const fixed = replayed('fixed', { failed: 0, held: 5 });
  expect(headline([exampleReplay, fixed, fixed])).toBe('3 cases: 1 reproduced, 2 fixed.');
  expect(headline([])).toBe('No verdict — no case was replayed.');
});

it('gives no rate when nothing could be judged', () => {
  expect(rateSentence(exampleReplay)).toBe('failure rate 100 % (95 % interval 57 % to 100 %)');
  expect(rateSentence(replayed('error', { failed: 0, held: 0, silent: 2 }))).toBeUndefined();
});

it('says how often a case failed', () => {
  const fixed = { ...replayed('fixed', { failed: 0, held: 4, silent: 1 }), rate: 0 };
  expect(sideOf(exampleReplay)).toBe('reproduced, 5 of 5 failed (100 %)');
  expect(sideOf(fixed)).toBe('fixed, 0 of 4 failed (0 %), 1 without an answer');
  expect(failuresOf(replayed('error', { failed: 0, held: 0, silent: 2 }))).toBe('no answer');
});

it('quotes what comes from outside', () => {
  const finding = { kind: 'trial', case: 'c', number: 2, of: 5, trial } as const;
  expect(trialSentence(finding, quote)).toBe(
    '<c>: trial 2 of 5 failed <not-contains: lists.example.net>',
  );
  expect(trialSentence({ ...finding, on: 'base' }, quote)).toMatch(
    /^<c> on the base: trial 2 of 5/,
  );
  const silent = { ...finding, trial: { ...trial, error: 'HTTP 500' } };
  expect(trialSentence(silent, quote)).toBe('<c>: trial 2 of 5 gave no answer: <HTTP 500>');
  const held = { ...finding, trial: { ...trial, ok: true } };
  expect(trialSentence(held, quote)).toBe('<c>: trial 2 of 5 all assertions hold');
});

it('says what is known of a culprit, and what it took', () => {
  expect(culpritMeasures(exampleCulprit)).toBe(
    'necessary, sufficient, minimal; 7 probes of 31 trials in 12.30 s, confidence 95 %',
  );
  const open = { ...exampleCulprit, sufficient: false, minimal: false };
  expect(culpritMeasures(open)).toMatch(
    /^necessary, not shown to be sufficient, not shown to be minimal; 7 probes/,
  );
  expect(culpritMeasures({ ...exampleCulprit, records: [] })).toMatch(/^7 probes of 31 trials in/);
  const little = { records: exampleCulprit.records, necessary: false, sufficient: true };
  expect(culpritMeasures({ ...little, probes: 1, durationMs: 20 })).toBe(
    'not shown to be necessary, sufficient; 1 probe in 20 ms',
  );
});

it('says how often a case failed with one thing changed', () => {
  expect(exampleCauses.rows.map(levelRate)).toEqual([
    '100 % (57 % to 100 %)',
    '0 % (0 % to 30 %)',
    '100 % (57 % to 100 %)',
    'no answer to judge',
  ]);
});

it('names a row by its table and key', () => {
  expect(recordName({ table: 'messages', key: { id: 7 } })).toBe('messages id=7');
});

it('says at which step there was no verdict', () => {
  expect(failureHeadline({ step: 'proof', code: 'leak-found', atMs: 2410 })).toBe(
    'No verdict — the investigation failed at the step proof, after 2.41 s.',
  );
  expect(failureHeadline({ step: 'proof', code: 'interrupted', atMs: 2410 })).toBe(
    'No verdict — the investigation was interrupted at the step proof, after 2.41 s.',
  );
});

it('says how many more trials would settle what is inconclusive, and what it is that they would', () => {
  const inconclusive = replayed('inconclusive', { failed: 1, held: 2 });
  expect(verdictSentence({ ...inconclusive, moreTrials: 2 })).toBe(
    'Inconclusive, 1 of 3 failed — the trials do not settle whether the failure happens. About 2 more trials would settle it.',
  );
  expect(verdictSentence({ ...inconclusive, pValue: 0.2, moreTrials: 9 })).toBe(
    'Inconclusive, 1 of 3 failed — the trials do not settle whether this change makes a difference. About 9 more trials, on the base too, would settle it.',
  );
});

it.each([
  [0.00794, 'p = 0.008'],
  [0.0004, 'p < 0.001'],
  [1, 'p = 1.000'],
])('says the p-value %d of a comparison as %s', (pValue, said) => {
  expect(rateSentence({ ...exampleReplay, pValue })).toBe(
    `failure rate 100 % (95 % interval 57 % to 100 %), against the base ${said} (Fisher's exact test)`,
  );
});

it('says how much of a retrieved row was in the prompt, and how far it was', () => {
  const row = { table: 'm', key: { id: 1 }, rank: 1 };
  expect(inPrompt(row)).toBeUndefined();
  expect(inPrompt({ ...row, reached: true })).toBe('yes');
  expect(inPrompt({ ...row, reached: false })).toBe('no');
  expect(inPrompt({ ...row, reached: true, cut: { used: 1200, of: 4031 } })).toBe(
    '1,200 of 4,031 characters',
  );
  expect([0.123456789, 0, 12, 1e-9].map(formatDistance)).toEqual(['0.1235', '0', '12', '1e-9']);
  expect(recordName({ table: 'm', key: {} })).toBe('m (no key)');
});
