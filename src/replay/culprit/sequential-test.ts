import type { Counts } from '../fisher.ts';

/** What the trials of a probe say: the case fails as before, or the failure is gone. */
export type Decision = 'fails' | 'passes';

/** Decides, trial by trial, whether a case still fails as often as it did. */
export interface SequentialTest {
  /** `undefined` while more trials are needed. */
  decide(counts: Counts): Decision | undefined;
  /** How many trials without a failure say that it is gone. */
  readonly trialsToPass: number;
}

/** The failure counts as gone when it happens at most a tenth as often. */
const GONE = 1 / 10;
/** Of a case that failed every time nobody knows that it always will. */
const HIGHEST_RATE = 0.95;

/**
 * A. Wald's sequential probability ratio test ("Sequential Tests of Statistical Hypotheses", The Annals of
 * Mathematical Statistics 16 (1945), 117–186) of the failure rate before against a tenth of it. Unlike an interval that
 * is looked at after every trial it keeps its promise however often it is asked, and it needs the fewest trials.
 *
 * @param base the trials on all of the data, with at least one failure. Their rate is taken one standard error lower
 *   than it was seen, by the Wilson interval, since few trials tell it badly.
 * @param error the probability of a wrong decision, for each of the two.
 */
export function createSequentialTest(base: Counts, error: number): SequentialTest {
  const before = Math.min(lowerRate(base), HIGHEST_RATE);
  const after = before * GONE;
  const threshold = Math.log((1 - error) / error);
  const perFailure = Math.log(after / before);
  const perSuccess = Math.log((1 - after) / (1 - before));
  return {
    decide({ failures, judged }) {
      const evidence = failures * perFailure + (judged - failures) * perSuccess;
      if (evidence >= threshold) return 'passes';
      return evidence <= -threshold ? 'fails' : undefined;
    },
    trialsToPass: Math.ceil(threshold / perSuccess),
  };
}

/** The lower end of the Wilson interval of one standard error. */
function lowerRate({ failures, judged }: Counts): number {
  const rate = failures / judged;
  const center = rate + 1 / (2 * judged);
  const margin = Math.sqrt((rate * (1 - rate)) / judged + 1 / (4 * judged ** 2));
  return (center - margin) / (1 + 1 / judged);
}
