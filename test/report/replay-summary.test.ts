import { expect, it } from 'vitest';
import type { Trial } from '../../src/investigation/result.ts';
import { summarizeReplay } from '../../src/report/replay-summary.ts';
import { exampleReplay } from './example-result.ts';

const failing: Trial = {
  ok: false,
  answer: 'wrong',
  durationMs: 1,
  retrieved: [
    { table: 'm', key: { id: 2 }, rank: 2 },
    { table: 'm', key: { id: 1 }, rank: 1 },
  ],
  model: {},
  failed: ['contains: a', 'contains: a', 'regex: b'],
};
const holding: Trial = { ...failing, ok: true, answer: 'right', failed: [], retrieved: [] };
const silent: Trial = { ...failing, ok: false, answer: '', failed: [], error: 'HTTP 500' };

function summary(...trials: Trial[]) {
  return summarizeReplay({ ...exampleReplay, trials });
}

it('shows the most common answer of the failed trials, even when more trials held', () => {
  const { answer, answered, otherAnswers } = summary(holding, holding, failing, silent);
  expect(answer).toEqual({ value: 'wrong', trials: 1 });
  expect({ answered, otherAnswers }).toEqual({ answered: 3, otherAnswers: 1 });
});

it('shows the most common answer when none failed', () => {
  const other = { ...holding, answer: 'also right' };
  expect(summary(other, holding, holding).answer).toEqual({ value: 'right', trials: 2 });
});

it('orders the retrieved records by rank and counts the trials that retrieved the same', () => {
  const shuffled = { ...failing, retrieved: failing.retrieved.toReversed() };
  const another = { ...failing, retrieved: [] };
  const { retrieved } = summary(failing, shuffled, another);
  expect(retrieved.trials).toBe(2);
  expect(retrieved.value.map(({ key }) => key)).toEqual([{ id: 1 }, { id: 2 }]);
});

it('counts an assertion once a trial, the most common first', () => {
  const once = { ...failing, failed: ['regex: b'] };
  expect(summary(failing, once).failed).toEqual([
    { value: 'regex: b', trials: 2 },
    { value: 'contains: a', trials: 1 },
  ]);
});

it('takes nothing but the error from a trial without an answer', () => {
  expect(summary(silent, { ...silent, failed: ['contains: a'] })).toEqual({
    answered: 0,
    answer: undefined,
    otherAnswers: 0,
    retrieved: { value: [], trials: 0 },
    contexts: [],
    failed: [],
    errors: [{ value: 'HTTP 500', trials: 2 }],
  });
});

it('has nothing to say about no trials', () => {
  expect(summary().answer).toBeUndefined();
});

it('shows each line of the context once, first those of the trials that failed', () => {
  const cut = { ...failing, context: '6 rows retrieved, 1 reached the prompt' };
  const more = { ...failing, context: '6 rows retrieved, 2 reached the prompt' };
  const whole = { ...holding, context: '6 rows retrieved, all reached the prompt' };
  expect(summary(whole, whole, cut, more, more).contexts).toEqual([
    { value: more.context, trials: 2 },
    { value: cut.context, trials: 1 },
    { value: whole.context, trials: 2 },
  ]);
  expect(summary(whole, { ...silent, context: whole.context }).contexts).toEqual([
    { value: whole.context, trials: 2 },
  ]);
  expect(summary({ ...silent, context: 'no prompt was seen' }).contexts).toHaveLength(1);
  expect(summary(failing).contexts).toEqual([]);
});
