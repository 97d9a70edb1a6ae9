import { describe, expect, test } from 'vitest';
import { replayResultSchema, type Trial } from '../../src/investigation/result.ts';
import { judge } from '../../src/replay/verdict.ts';

const base: Trial = { ok: true, answer: 'a', durationMs: 1, retrieved: [], model: {}, failed: [] };
const kinds: Record<string, Trial> = {
  o: base,
  x: { ...base, ok: false, failed: ['contains: b'] },
  e: { ...base, ok: false, answer: '', error: 'crashed' },
};

/** `o` is a right answer, `x` a failure, `e` an error. */
function trialsOf(letters: string): Trial[] {
  return [...letters].map((letter) => kinds[letter] as Trial);
}

describe('verdict', () => {
  test.each([
    ['xxxxx', 'reproduced'],
    ['xxxoo', 'reproduced'],
    ['xo', 'reproduced'],
    ['xxooo', 'reproduced'],
    ['xoo', 'inconclusive'],
    ['xoooo', 'inconclusive'],
    ['xxooooooooo', 'reproduced'],
    ['xxoooooooooo', 'inconclusive'],
    ['xoooooooooo', 'inconclusive'],
    ['ooooo', 'not-reproduced'],
    ['o', 'not-reproduced'],
    ['eeeee', 'error'],
    ['e', 'error'],
    ['eeexx', 'inconclusive'],
    ['eeeoo', 'inconclusive'],
    ['eexx', 'reproduced'],
    ['eeoo', 'not-reproduced'],
    ['eexxo', 'reproduced'],
  ])('of %s is %s', (letters, verdict) => {
    expect(judge(trialsOf(letters)).verdict).toBe(verdict);
  });
});

test('errors count neither as failures nor for the rate', () => {
  const { failures, rate, interval } = judge(trialsOf('xeoee'));
  expect({ failures, rate }).toEqual({ failures: 1, rate: 0.5 });
  expect(interval).toEqual(judge(trialsOf('xo')).interval);
});

test('five failures in five are the interval that the design shows', () => {
  const { rate, interval } = judge(trialsOf('xxxxx'));
  expect(rate).toBe(1);
  expect(interval[0]).toBeCloseTo(0.57, 2);
  expect(interval[1]).toBe(1);
});

test('only errors say nothing about the rate', () => {
  expect(judge(trialsOf('ee'))).toEqual({
    failures: 0,
    rate: 0,
    interval: [0, 1],
    verdict: 'error',
  });
});

test('every mixture of up to six trials is a valid result', () => {
  for (let length = 1; length <= 6; length++) {
    for (let code = 0; code < 3 ** length; code++) {
      const letters = code.toString(3).padStart(length, '0').replace(/0/g, 'o').replace(/1/g, 'x');
      const trials = trialsOf(letters.replace(/2/g, 'e'));
      replayResultSchema.parse({ case: 'mixture', trials, ...judge(trials) });
    }
  }
});

test('an inconclusive verdict says how many more trials would settle it', () => {
  expect(judge(trialsOf('xoo'))).toMatchObject({ verdict: 'inconclusive', moreTrials: 2 });
  // None would if it goes on at a rate that happens by chance, and none helps where there is no answer.
  for (const letters of [`x${'o'.repeat(19)}`, 'eeeexoo', 'eeex']) {
    expect(judge(trialsOf(letters))).not.toHaveProperty('moreTrials');
  }
  for (const letters of ['xxxxx', 'ooooo', 'ee']) {
    expect(judge(trialsOf(letters))).not.toHaveProperty('moreTrials');
  }
});
