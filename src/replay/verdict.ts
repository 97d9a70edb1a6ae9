import type { ReplayResult, Trial } from '../investigation/result.ts';
import { decide, moreTrialsToDecide } from './decide.ts';
import type { Counts } from './fisher.ts';
import { wilsonInterval } from './wilson.ts';

/** What {@link judge} says of a case. */
export type Judgement = Pick<
  ReplayResult,
  'failures' | 'rate' | 'interval' | 'verdict' | 'moreTrials'
>;

/**
 * What the trials of one case say together. Only trials that gave an answer are judged; an error is no failure.
 *
 * - `error`: no trial could be judged
 * - `inconclusive`: fewer than half of the trials could be judged, or some failed, but too few of them to say that it
 *   was not by chance
 * - `reproduced`: at least half of the judged trials failed, or as many as {@link decide} asks for
 * - `not-reproduced`: none of the judged trials failed
 *
 * `moreTrials` is given for an `inconclusive` that more trials would settle.
 */
export function judge(trials: readonly Trial[]): Judgement {
  const counts = countTrials(trials);
  const { failures, judged } = counts;
  const verdict = verdictOf(trials.length, counts);
  const isReadable = judged >= trials.length / 2;
  const moreTrials =
    verdict === 'inconclusive' && isReadable ? moreTrialsToDecide(counts) : undefined;
  return {
    failures,
    rate: judged === 0 ? 0 : failures / judged,
    interval: wilsonInterval(failures, judged),
    verdict,
    ...(moreTrials !== undefined && { moreTrials }),
  };
}

/** Failures among the trials that gave an answer. */
export function countTrials(trials: readonly Trial[]): Counts {
  const judged = trials.filter((trial) => trial.error === undefined);
  return { failures: judged.filter((trial) => !trial.ok).length, judged: judged.length };
}

function verdictOf(trials: number, counts: Counts): ReplayResult['verdict'] {
  const { failures, judged } = counts;
  if (judged === 0) return 'error';
  if (judged < trials / 2) return 'inconclusive';
  if (failures === 0) return 'not-reproduced';
  const isReproduced = failures >= judged / 2 || decide(counts) === 'reproduced';
  return isReproduced ? 'reproduced' : 'inconclusive';
}
