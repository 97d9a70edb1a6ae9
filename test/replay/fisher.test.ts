import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Counts, fisherExact } from '../../src/replay/fisher.ts';

const of = (failures: number, judged: number): Counts => ({ failures, judged });

/** The p-values that R's `fisher.test` and SciPy's `fisher_exact` give, two-sided. */
test.each([
  // Fisher's own: a lady who tells all eight cups apart, and one who takes one of each for the other.
  [of(4, 4), of(0, 4), 2 / 70],
  [of(3, 4), of(1, 4), 34 / 70],
  // SciPy's documentation: whales and sharks in the Atlantic and the Indian ocean.
  [of(6, 8), of(1, 6), 0.10256],
  // R's documentation: Fisher (1962), criminal twins of convicts.
  [of(2, 17), of(10, 13), 0.0005367],
  // SciPy: men and women who study.
  [of(1, 10), of(11, 14), 0.002759456],
  [of(5, 5), of(0, 5), 2 / 252],
  [of(4, 5), of(0, 5), 10 / 210],
  [of(3, 5), of(0, 5), 20 / 120],
])('%j against %j is p = %d', (one, other, pValue) => {
  expect(fisherExact(one, other)).toBeCloseTo(pValue, 5);
  expect(fisherExact(other, one)).toBeCloseTo(pValue, 5);
});

test.each([
  [of(0, 0), of(0, 0)],
  [of(0, 0), of(3, 5)],
  [of(0, 5), of(0, 9)],
  [of(5, 5), of(9, 9)],
  [of(2, 4), of(2, 4)],
])('%j against %j is no difference', (one, other) => {
  expect(fisherExact(one, other)).toBeCloseTo(1, 9);
});

const counts = fc
  .tuple(fc.nat(60), fc.nat(60))
  .map(([failures, passes]) => of(failures, failures + passes));

describe('a p-value', () => {
  test('is the sum of the tables with the same margins that are no likelier', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12), (a, b, c, d) => {
        const expected = byBigIntegers(a, b, c, d);
        expect(fisherExact(of(a, a + b), of(c, c + d))).toBeCloseTo(expected, 9);
      }),
    );
  });

  test('is between 0 and 1, and the same whichever side is named first', () => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const pValue = fisherExact(one, other);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(fisherExact(other, one)).toBeCloseTo(pValue, 9);
      }),
    );
  });

  test('is the same of successes as of failures', () => {
    const inverted = ({ failures, judged }: Counts) => of(judged - failures, judged);
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const pValue = fisherExact(one, other);
        expect(fisherExact(inverted(one), inverted(other))).toBeCloseTo(pValue, 9);
      }),
    );
  });

  test('of large counts is finite', () => {
    expect(fisherExact(of(0, 5000), of(2500, 5000))).toBeLessThan(1e-100);
    expect(fisherExact(of(2500, 5000), of(2500, 5000))).toBeCloseTo(1, 6);
  });
});

/** Without logarithms, in whole numbers. */
function byBigIntegers(a: number, b: number, c: number, d: number): number {
  const failures = a + c;
  const weight = (x: number) => choose(a + b, x) * choose(c + d, failures - x);
  let sum = 0n;
  for (let x = Math.max(0, failures - c - d); x <= Math.min(failures, a + b); x += 1) {
    if (weight(x) <= weight(a)) sum += weight(x);
  }
  return Number((sum * 10n ** 15n) / choose(a + b + c + d, failures)) / 1e15;
}

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 0; i < k; i += 1) result = (result * BigInt(n - i)) / BigInt(i + 1);
  return result;
}
