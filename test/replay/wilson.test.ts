import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/replay/wilson.ts';

// The first four are the examples of R. G. Newcombe, "Two-sided confidence intervals for the single proportion",
// Statistics in Medicine 17 (1998), table I, method 3; bounds of n in n follow from n/(n+z²).
test.each([
  { failures: 81, judged: 263, interval: [0.2553, 0.3662] },
  { failures: 15, judged: 148, interval: [0.0624, 0.1605] },
  { failures: 1, judged: 29, interval: [0.0061, 0.1718] },
  { failures: 0, judged: 20, interval: [0, 0.1611] },
  { failures: 0, judged: 10, interval: [0, 0.2775] },
  { failures: 1, judged: 10, interval: [0.0179, 0.4042] },
  { failures: 5, judged: 5, interval: [0.5655, 1] },
  { failures: 1, judged: 1, interval: [0.2065, 1] },
])('the interval of $failures in $judged is $interval', ({ failures, judged, interval }) => {
  expect(wilsonInterval(failures, judged).map((bound) => Math.round(bound * 1e4) / 1e4)).toEqual(
    interval,
  );
});

test('nothing judged says nothing', () => {
  expect(wilsonInterval(0, 0)).toEqual([0, 1]);
});

test('the interval holds the rate, stays between 0 and 1 and mirrors with the rate', () => {
  for (let judged = 1; judged <= 60; judged++) {
    for (let failures = 0; failures <= judged; failures++) {
      const [low, high] = wilsonInterval(failures, judged);
      const [mirroredLow, mirroredHigh] = wilsonInterval(judged - failures, judged);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(failures / judged);
      expect(high).toBeGreaterThanOrEqual(failures / judged);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeCloseTo(1 - mirroredHigh, 12);
      expect(high).toBeCloseTo(1 - mirroredLow, 12);
    }
  }
});
