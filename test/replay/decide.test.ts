import { describe, expect, test } from 'vitest';
import {
  compareRates,
  decide,
  moreTrialsToCompare,
  moreTrialsToDecide,
} from '../../src/replay/decide.ts';
import type { Counts } from '../../src/replay/fisher.ts';

const of = (failures: number, judged: number): Counts => ({ failures, judged });

describe('trials settle', () => {
  test.each([
    [of(0, 0), undefined],
    [of(0, 5), undefined],
    [of(0, 8), undefined],
    [of(0, 9), 'not-reproduced'],
    [of(1, 1), undefined],
    [of(1, 5), undefined],
    [of(1, 100), undefined],
    [of(2, 5), 'reproduced'],
    [of(5, 5), 'reproduced'],
    [of(2, 11), 'reproduced'],
    [of(2, 12), undefined],
    [of(3, 20), 'reproduced'],
    [of(3, 100), undefined],
    [of(12, 100), 'reproduced'],
  ])('%j: %s', (counts, decision) => {
    expect(decide(counts)).toBe(decision);
  });

  test('a difference of the rates at 5 %', () => {
    expect(compareRates(of(5, 5), of(0, 5)).areDifferent).toBe(true);
    expect(compareRates(of(3, 5), of(0, 5)).areDifferent).toBe(false);
    expect(compareRates(of(3, 5), of(0, 9)).areDifferent).toBe(true);
    expect(compareRates(of(5, 5), of(5, 5)).pValue).toBe(1);
  });
});

describe('how many more trials would', () => {
  test('settle a case', () => {
    expect(moreTrialsToDecide(of(0, 5))).toBe(4);
    expect(moreTrialsToDecide(of(1, 3))).toBe(2);
    expect(moreTrialsToDecide(of(0, 0))).toBeUndefined();
    // At the rate that happens by chance, none would.
    expect(moreTrialsToDecide(of(1, 20))).toBeUndefined();
  });

  test('show a difference, which they then do', () => {
    const [base, head] = [of(3, 10), of(0, 10)];
    const more = moreTrialsToCompare(base, head) ?? expect.fail('none would');
    const judged = head.judged + more;
    expect(compareRates(base, head).areDifferent).toBe(false);
    expect(compareRates(of(Math.round(0.3 * judged), judged), of(0, judged)).areDifferent).toBe(
      true,
    );
    expect(moreTrialsToCompare(of(3, 10), of(0, 9))).toBe(more + 1);
  });

  test('show none where there is none', () => {
    expect(moreTrialsToCompare(of(3, 10), of(3, 10))).toBeUndefined();
    expect(moreTrialsToCompare(of(0, 9), of(0, 9))).toBeUndefined();
    expect(moreTrialsToCompare(of(0, 0), of(3, 9))).toBeUndefined();
  });
});
