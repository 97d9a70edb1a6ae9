import { describe, expect, it } from 'vitest';
import { createSequentialTest } from '../../../src/replay/culprit/sequential-test.ts';
import { seeded } from './model-case.ts';

describe('a sequential test', () => {
  it('needs few trials where the case failed every time', () => {
    const test = createSequentialTest({ failures: 5, judged: 5 }, 0.01);
    expect(test.trialsToPass).toBe(3);
    expect(test.decide({ failures: 0, judged: 2 })).toBeUndefined();
    expect(test.decide({ failures: 0, judged: 3 })).toBe('passes');
    expect(test.decide({ failures: 1, judged: 1 })).toBeUndefined();
    expect(test.decide({ failures: 2, judged: 2 })).toBe('fails');
  });

  it('needs more where the case failed seldom, was tried less, or less error is allowed', () => {
    const needed = (failures: number, judged: number, error = 0.01) =>
      createSequentialTest({ failures, judged }, error).trialsToPass;
    expect(needed(6, 20)).toBeGreaterThan(needed(12, 20));
    expect(needed(2, 2)).toBeGreaterThan(needed(10, 10));
    expect(needed(5, 5, 0.001)).toBeGreaterThan(needed(5, 5, 0.01));
    expect(needed(1000, 1000)).toBeGreaterThanOrEqual(1);
  });

  it.each([
    ['fails', 0.3, 'passes'],
    ['is gone', 0.02, 'fails'],
  ] as const)('is seldom wrong about a case that %s', (_, rate, wrong) => {
    const test = createSequentialTest({ failures: 30, judged: 100 }, 0.05);
    const random = seeded(7);
    let mistakes = 0;
    for (let run = 0; run < 2000; run++) {
      const tally = { failures: 0, judged: 0 };
      while (test.decide(tally) === undefined) {
        tally.judged += 1;
        if (random() < rate) tally.failures += 1;
      }
      if (test.decide(tally) === wrong) mistakes += 1;
    }
    expect(mistakes / 2000).toBeLessThanOrEqual(0.05);
  });
});
