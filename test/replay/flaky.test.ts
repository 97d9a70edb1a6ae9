import { expect, test } from 'vitest';
import type { ReplayResult, Trial, Verdict } from '../../src/investigation/result.ts';
import { compareReplay, isEnoughAsBase, isEnoughBeside } from '../../src/replay/compare.ts';
import type { Counts } from '../../src/replay/fisher.ts';
import { goesOn } from '../../src/replay/goes-on.ts';
import { judge } from '../../src/replay/verdict.ts';
import { seeded } from './culprit/model-case.ts';

const maxTrials = 20;
const runs = 4000;
const right: Trial = { ok: true, answer: 'a', durationMs: 1, retrieved: [], model: {}, failed: [] };

const random = seeded(20260301);

/** A case replayed against an application that answers wrongly at this rate. */
function replay(rate: number, isEnough?: (counts: Counts) => boolean): ReplayResult {
  const trials: Trial[] = [];
  while (goesOn(trials, { trials: 5, maxTrials, isEnough })) {
    trials.push({ ...right, ok: random() >= rate });
  }
  return { case: 'flaky', trials, ...judge(trials) };
}

function compared(baseRate: number, headRate: number): Verdict {
  const base = replay(baseRate, isEnoughAsBase(maxTrials));
  return compareReplay(base, replay(headRate, isEnoughBeside(base))).verdict;
}

/** The share of each verdict among many runs. */
function sharesOf(run: () => Verdict): Partial<Record<Verdict, number>> {
  const shares: Partial<Record<Verdict, number>> = {};
  for (let number = 0; number < runs; number += 1) {
    const verdict = run();
    shares[verdict] = (shares[verdict] ?? 0) + 1 / runs;
  }
  return shares;
}

const single = (rate: number) => sharesOf(() => replay(rate).verdict);

test('a failure in 30 % of the answers is missed in at most 5 % of the replays', () => {
  const shares = single(0.3);
  expect(shares['not-reproduced'] ?? 0).toBeLessThan(0.05);
  expect(shares.reproduced).toBeGreaterThan(0.9);
});

test('what always or never fails is decided every time, what always fails by five trials', () => {
  expect(single(1)).toEqual({ reproduced: expect.closeTo(1) });
  expect(single(0)).toEqual({ 'not-reproduced': expect.closeTo(1) });
  expect(replay(1).trials).toHaveLength(5);
  expect(replay(0).trials).toHaveLength(9);
});

test('what fails once in a hundred answers is seldom called reproduced', () => {
  expect(single(0.01).reproduced ?? 0).toBeLessThan(0.05);
});

test('a flaky failure that a change mends is found fixed, and hardly ever anything worse', () => {
  const shares = sharesOf(() => compared(0.3, 0));
  expect(shares.fixed).toBeGreaterThan(0.85);
  expect((shares.regressed ?? 0) + (shares['not-fixed'] ?? 0)).toBe(0);
  expect(shares['not-reproduced'] ?? 0).toBeLessThan(0.1);
});

test('a flaky failure that a change leaves as it is is called fixed or regressed in at most 5 %', () => {
  const shares = sharesOf(() => compared(0.3, 0.3));
  expect((shares.fixed ?? 0) + (shares.regressed ?? 0)).toBeLessThan(0.05);
  expect(shares['not-fixed']).toBeGreaterThan(0.85);
});

test('a flaky failure that a change brings is never called fixed, and mostly regressed', () => {
  const shares = sharesOf(() => compared(0, 0.6));
  expect(shares.regressed).toBeGreaterThan(0.95);
  expect((shares.fixed ?? 0) + (shares['not-fixed'] ?? 0)).toBe(0);
});
