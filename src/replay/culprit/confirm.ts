import type { RecordReference } from '../../investigation/result.ts';
import { compareRates, decide } from '../decide.ts';
import type { Counts } from '../fisher.ts';
import type { ProbedSet, ProbeRunner } from './probe-runner.ts';
import type { SequentialTest } from './sequential-test.ts';

/** All that is known of a set that a probe has let pass. */
export interface Confirmation extends Counts {
  /**
   * `gone`: no trial failed, of as many as `not-reproduced` takes. `less`: it fails less often by Fisher's exact test,
   * and that it is gone can't be said. `open`: it looked better than it is.
   */
  readonly outcome: 'gone' | 'less' | 'open';
}

/**
 * Probes a set again that passed. Of many probes one may pass by chance, which is not likely to happen to the same set
 * twice; and as the test decides between two rates, how often it failed and a tenth of that, it also lets pass what
 * lies between, where the failure is not gone.
 *
 * @param options.probed what came of the records before
 * @param options.base how often it fails on all of the data
 */
export async function confirm(
  runner: ProbeRunner,
  options: {
    readonly records: readonly RecordReference[];
    readonly probed: ProbedSet;
    readonly base: Counts;
    readonly test: SequentialTest;
    readonly maxTrials: number;
  },
): Promise<Confirmation> {
  const { records, probed, base, test, maxTrials } = options;
  const all = ({ failures, judged }: Counts): Counts => ({
    failures: probed.failures + failures,
    judged: probed.judged + judged,
  });
  const outcomeOf = (counts: Counts): Confirmation['outcome'] => {
    if (test.decide(counts) !== 'passes') return 'open';
    if (decide(all(counts)) === 'not-reproduced') return 'gone';
    const isLess = all(counts).failures > 0 && compareRates(base, all(counts)).areDifferent;
    return isLess ? 'less' : 'open';
  };
  const again = await runner.run(records, {
    isEnough: (counts) =>
      outcomeOf(counts) !== 'open' || test.decide(counts) === 'fails' || counts.judged >= maxTrials,
    decide: test.decide,
  });
  return { ...all(again), outcome: outcomeOf(again) };
}
