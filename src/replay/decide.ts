import { type Counts, fisherExact } from './fisher.ts';
import { wilsonInterval } from './wilson.ts';

/**
 * A failure that comes in fewer answers than this is one that happens by chance: two of them among many trials are no
 * reproduction.
 */
const BY_CHANCE = 0.05;

/** A failure that comes in at least this share of the answers must not be taken for one that doesn't happen. */
const FLAKY = 0.3;

/** The p-value below which two failure rates are called different. */
const SIGNIFICANCE = 0.05;

const MOST_TRIALS = 1000;

/**
 * What a case's trials settle, by the Wilson interval of its failure rate at 95 %; `undefined` while they settle
 * nothing.
 *
 * - `reproduced`: two failures or more, and the interval lies above 5 %, what happens by chance.
 * - `not-reproduced`: no failure, and the interval lies below 30 %. That takes nine trials: a failure in 30 % of the
 *   answers stays away from nine in 4 % of all replays, but from five in 17 %.
 *
 * Two rates, not one: about a rate of exactly one half no number of trials would decide, and a failure in a third of
 * the answers is one that people meet.
 */
export function decide({ failures, judged }: Counts): 'reproduced' | 'not-reproduced' | undefined {
  const [low, high] = wilsonInterval(failures, judged);
  if (failures === 0) return high < FLAKY ? 'not-reproduced' : undefined;
  return failures > 1 && low > BY_CHANCE ? 'reproduced' : undefined;
}

/** Whether two failure rates differ, at a significance of 5 % unless another one is given, and by what p-value. */
export function compareRates(
  one: Counts,
  other: Counts,
  significance = SIGNIFICANCE,
): { pValue: number; areDifferent: boolean } {
  const pValue = fisherExact(one, other);
  return { pValue, areDifferent: pValue < significance };
}

/**
 * How many more trials would settle what these don't, if the failure goes on at the rate seen so far; `undefined` if
 * a thousand trials would not.
 */
export function moreTrialsToDecide(counts: Counts): number | undefined {
  return firstTrials(counts.judged, (judged) => decide(atRateOf(counts, judged)) !== undefined);
}

/**
 * How many more trials than the second has, on both sides, would show that the failure rates differ, at such a
 * significance, if they go on as seen so far; `undefined` if a thousand trials would not.
 */
export function moreTrialsToCompare(
  one: Counts,
  other: Counts,
  significance = SIGNIFICANCE,
): number | undefined {
  if (one.judged === 0 || other.judged === 0) return undefined;
  const most = Math.max(one.judged, other.judged);
  const more = firstTrials(
    most,
    (judged) =>
      compareRates(atRateOf(one, judged), atRateOf(other, judged), significance).areDifferent,
  );
  return more === undefined ? undefined : more + most - other.judged;
}

/** How many trials more than so many are enough; `undefined` if a thousand in all are not, or none were judged. */
export function firstTrials(
  judged: number,
  isEnough: (judged: number) => boolean,
): number | undefined {
  if (judged === 0) return undefined;
  for (let all = judged + 1; all <= MOST_TRIALS; all += 1) if (isEnough(all)) return all - judged;
  return undefined;
}

/** So many trials that fail as often. */
export function atRateOf({ failures, judged }: Counts, trials: number): Counts {
  return { failures: Math.round((failures / judged) * trials), judged: trials };
}
