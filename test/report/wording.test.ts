import { expect, it } from 'vitest';
import type { ReplayResult, Trial } from '../../src/investigation/result.ts';
import {
  culpritSentence,
  failureHeadline,
  failuresOf,
  headline,
  nextStepAfter,
  rateSentence,
  recordName,
  sideOf,
  trialSentence,
  verdictSentence,
} from '../../src/report/wording.ts';
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

it.each([
  'reproduced',
  'not-reproduced',
  'fixed',
  'not-fixed',
  'regressed',
  'inconclusive',
  'error',
] as const)('has a next step after %s, and none that speaks of a preview', (verdict) => {
  expect(nextStepAfter(verdict)).toMatch(/^[A-Z].*\.$/);
  expect(nextStepAfter(verdict)).not.toContain('preview');
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

it('names the culprit and what is known of it', () => {
  const record = { table: 'messages', key: { id: 7, part: 'a' } };
  const known = { necessary: true, sufficient: false, probes: 9, durationMs: 1 };
  expect(culpritSentence({ ...known, records: [record] }, quote)).toBe(
    '<messages id=7, part=a> (necessary, not shown to be sufficient; 9 probes)',
  );
  expect(culpritSentence({ ...known, records: Array(22).fill(record) }, recordNameOf)).toMatch(
    /; 2 more \(/,
  );
  expect(culpritSentence({ ...known, records: [] }, quote)).toBe('none found (9 probes)');
  expect(culpritSentence(undefined, quote)).toBeUndefined();
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

function recordNameOf(text: string): string {
  return text;
}
