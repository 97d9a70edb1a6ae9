import { isEnoughAsBase } from '../compare.ts';
import { compareRates, decide } from '../decide.ts';
import type { Counts } from '../fisher.ts';
import { significanceAmong } from './deciding-levels.ts';

/** Whether so many trials of a level are enough. */
export type IsEnough = (counts: Counts) => boolean;

/** Of two failure rates. */
const LARGE_DIFFERENCE = 0.25;

/**
 * Who looks after each trial, and stops as soon as it looks different, sees differences more often than there are; so to
 * stop takes a clearer one than to be told at the end.
 */
function significanceOfLooks(comparisons: number): number {
  return significanceAmong(comparisons) / 3;
}

/** Whether rates are so far apart that people ask why. */
export function looksDifferent(one: Counts, other: Counts): boolean {
  return Math.abs(one.failures / one.judged - other.failures / other.judged) >= LARGE_DIFFERENCE;
}

/**
 * How it was has enough trials once they settle what they are, and a level that never fails in `maxTrials` would be told
 * from them among so many comparisons.
 */
export function isEnoughAsFirst(comparisons: number, maxTrials: number): IsEnough {
  return isEnoughAsBase(maxTrials, significanceOfLooks(comparisons));
}

/**
 * A level has enough trials once they settle what they are, and either that is another rate than the first's, among so
 * many comparisons, or it comes to the same and looks like it.
 */
export function isEnoughAsLevel(first: Counts, comparisons: number): IsEnough {
  return (counts) => {
    const settled = decide(counts);
    if (settled === undefined) return false;
    if (first.judged === 0) return true;
    const isSame = settled === decide(first) && !looksDifferent(first, counts);
    return isSame || compareRates(first, counts, significanceOfLooks(comparisons)).areDifferent;
  };
}
