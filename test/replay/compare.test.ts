import { describe, expect, it } from 'vitest';
import type { ReplayResult, Verdict } from '../../src/investigation/result.ts';
import { compareReplays, compareVerdicts } from '../../src/replay/compare.ts';

describe('a verdict beside the verdict of the base', () => {
  it.each<[Verdict, Verdict, Verdict]>([
    ['reproduced', 'not-reproduced', 'fixed'],
    ['reproduced', 'reproduced', 'not-fixed'],
    ['not-reproduced', 'reproduced', 'regressed'],
    ['not-reproduced', 'not-reproduced', 'not-reproduced'],
  ])('%s, then %s, is %s', (base, commit, together) => {
    expect(compareVerdicts(base, commit)).toBe(together);
  });

  it.each<Verdict>(['inconclusive', 'error'])('says nothing where either is %s', (unsettled) => {
    expect(compareVerdicts(unsettled, 'not-reproduced')).toBe('not-reproduced');
    expect(compareVerdicts(unsettled, 'reproduced')).toBe('reproduced');
    expect(compareVerdicts('reproduced', unsettled)).toBe(unsettled);
    expect(compareVerdicts('not-reproduced', unsettled)).toBe(unsettled);
  });
});

it('replays are compared case by case, and nothing but the verdict changes', () => {
  const compared = compareReplays(
    [replay('one', 'reproduced'), replay('two', 'not-reproduced')],
    [replay('one', 'not-reproduced'), replay('two', 'reproduced')],
  );
  expect(compared).toEqual([replay('one', 'fixed'), replay('two', 'regressed')]);
});

function replay(name: string, verdict: Verdict): ReplayResult {
  return { case: name, trials: [], failures: 0, rate: 0, interval: [0, 1], verdict };
}
