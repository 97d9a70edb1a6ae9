import type { ReplayResult, Verdict } from '../../investigation/result.ts';

/** From what needs somebody most to what needs nobody. */
const byWeight: readonly Verdict[] = [
  'error',
  'regressed',
  'not-fixed',
  'reproduced',
  'inconclusive',
  'not-reproduced',
  'fixed',
];

/** One verdict for all cases: that which needs somebody most. `error` where nothing was replayed. */
export function overallVerdict(replays: readonly Pick<ReplayResult, 'verdict'>[]): Verdict {
  const verdicts = new Set(replays.map(({ verdict }) => verdict));
  return byWeight.find((verdict) => verdicts.has(verdict)) ?? 'error';
}
