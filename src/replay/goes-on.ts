import type { Trial } from '../investigation/result.ts';
import { decide } from './decide.ts';
import type { Counts } from './fisher.ts';
import { countTrials } from './verdict.ts';

/** How often a case is run. */
export interface TrialPlan {
  /** At least so often. */
  readonly trials: number;
  /** At most so often, while the trials are not enough; `trials` if absent or less. */
  readonly maxTrials?: number | undefined;
  /** Whether so many failures settle what they are run for; by default, whether the case fails: see {@link decide}. */
  readonly isEnough?: ((counts: Counts) => boolean) | undefined;
}

/**
 * Whether another trial is to be run after these: until there are `trials`, and then until they are enough or there
 * are `maxTrials`. Where fewer than half of them could be judged, more would not help.
 */
export function goesOn(
  ran: readonly Trial[],
  { trials, maxTrials = trials, isEnough = isSettled }: TrialPlan,
): boolean {
  if (ran.length < trials) return true;
  const counts = countTrials(ran);
  const isJudged = counts.judged > 0 && counts.judged >= ran.length / 2;
  return ran.length < maxTrials && isJudged && !isEnough(counts);
}

function isSettled(counts: Counts): boolean {
  return decide(counts) !== undefined;
}
