import { describe, expect, it } from 'vitest';
import {
  type ReplayResult,
  replayResultSchema,
  type Trial,
} from '../../src/investigation/result.ts';
import {
  compareReplay,
  compareReplays,
  isEnoughAsBase,
  isEnoughBeside,
} from '../../src/replay/compare.ts';
import { judge } from '../../src/replay/verdict.ts';

const right: Trial = { ok: true, answer: 'a', durationMs: 1, retrieved: [], model: {}, failed: [] };
const wrong: Trial = { ...right, ok: false, failed: ['contains: b'] };
const silent: Trial = { ...right, ok: false, answer: '', error: 'crashed' };

/** So many failures among so many trials. */
function replay(failures: number, judged: number, name = 'case'): ReplayResult {
  const trials = Array.from({ length: judged }, (_, at) => (at < failures ? wrong : right));
  return { case: name, trials, ...judge(trials) };
}

const gone: ReplayResult = { case: 'case', trials: [silent, silent], ...judge([silent, silent]) };

describe('a commit beside its base', () => {
  it.each([
    // Each side settles what it is.
    [replay(5, 5), replay(0, 9), 'fixed'],
    [replay(6, 20), replay(0, 20), 'fixed'],
    [replay(5, 5), replay(5, 5), 'not-fixed'],
    [replay(5, 5), replay(2, 5), 'not-fixed'],
    [replay(0, 9), replay(5, 5), 'regressed'],
    [replay(0, 9), replay(0, 9), 'not-reproduced'],
    // They do, and yet it may be chance that they differ.
    [replay(2, 5), replay(0, 9), 'inconclusive'],
    [replay(0, 9), replay(2, 5), 'inconclusive'],
    // One settles nothing.
    [replay(1, 5), replay(0, 9), 'not-reproduced'],
    [replay(1, 20), replay(5, 5), 'regressed'],
    [replay(1, 3), replay(2, 5), 'reproduced'],
    [replay(5, 5), replay(1, 5), 'inconclusive'],
    [gone, replay(0, 9), 'not-reproduced'],
    [gone, replay(5, 5), 'reproduced'],
    [replay(5, 5), gone, 'error'],
  ])('%#', (base, commit, verdict) => {
    const compared = compareReplay(base, commit);
    expect(compared.verdict).toBe(verdict);
    expect(replayResultSchema.parse(compared)).toEqual(compared);
    expect({ ...compared, ...judge(compared.trials) }).toMatchObject(commit);
  });

  it('says by what p-value they differ, where both could be judged', () => {
    expect(compareReplay(replay(5, 5), replay(0, 5)).pValue).toBeCloseTo(2 / 252, 9);
    expect(compareReplay(gone, replay(0, 9))).not.toHaveProperty('pValue');
  });

  it('says how many more trials would settle it', () => {
    const { moreTrials = 0 } = compareReplay(replay(2, 5), replay(0, 9));
    expect(moreTrials).toBeGreaterThan(0);
    const more = compareReplay(
      replay(Math.round(0.4 * (9 + moreTrials)), 9 + moreTrials),
      replay(0, 9 + moreTrials),
    );
    expect(more.verdict).toBe('fixed');
    expect(compareReplay(replay(5, 5), replay(1, 5)).moreTrials).toBe(replay(1, 5).moreTrials);
    // It takes fewer to settle that it fails than that it fails more often than before.
    const worse = compareReplay(replay(0, 9), replay(1, 5)).moreTrials ?? 0;
    expect(worse).toBeGreaterThan(replay(1, 5).moreTrials ?? 0);
    const rate = Math.round((5 + worse) / 5);
    expect(compareReplay(replay(0, 5 + worse), replay(rate, 5 + worse)).verdict).toBe('regressed');
    expect(compareReplay(replay(5, 5), replay(0, 9))).not.toHaveProperty('moreTrials');
  });

  it('says no number where none would settle what the commit comes to, however clear the difference', () => {
    for (const base of [replay(20, 20), replay(5, 5), replay(0, 9)]) {
      const compared = compareReplay(base, replay(1, 20));
      expect(compared).toMatchObject({ verdict: 'inconclusive' });
      expect(compared).not.toHaveProperty('moreTrials');
    }
  });
});

it('replays are compared case by case', () => {
  const base = [replay(5, 5, 'one'), replay(0, 9, 'two')];
  const compared = compareReplays(base, [
    replay(0, 9, 'one'),
    replay(5, 5, 'two'),
    replay(5, 5, 'three'),
  ]);
  expect(compared.map(({ case: name, verdict }) => [name, verdict])).toEqual([
    ['one', 'fixed'],
    ['two', 'regressed'],
    ['three', 'reproduced'],
  ]);
});

describe('trials are enough', () => {
  it('as a base, once a commit that never fails could be told from it', () => {
    const isEnough = isEnoughAsBase(20);
    expect(isEnough({ failures: 5, judged: 5 })).toBe(true);
    expect(isEnough({ failures: 2, judged: 5 })).toBe(true);
    expect(isEnough({ failures: 3, judged: 14 })).toBe(false);
    expect(isEnough({ failures: 0, judged: 8 })).toBe(false);
    expect(isEnough({ failures: 0, judged: 9 })).toBe(true);
  });

  it('beside a base, once they settle both what they are and the comparison', () => {
    expect(isEnoughBeside(replay(5, 5))({ failures: 0, judged: 5 })).toBe(false);
    expect(isEnoughBeside(replay(5, 5))({ failures: 0, judged: 9 })).toBe(true);
    expect(isEnoughBeside(replay(6, 20))({ failures: 0, judged: 9 })).toBe(false);
    expect(isEnoughBeside(replay(6, 20))({ failures: 0, judged: 20 })).toBe(true);
    expect(isEnoughBeside(replay(0, 9))({ failures: 2, judged: 5 })).toBe(false);
    expect(isEnoughBeside(replay(0, 9))({ failures: 5, judged: 5 })).toBe(true);
    expect(isEnoughBeside(gone)({ failures: 0, judged: 9 })).toBe(true);
  });
});
