import type { ReplayResult, Trial } from '../investigation/result.ts';
import { wilsonInterval } from './wilson.ts';

/**
 * What the trials of one case say together. Only trials that gave an answer are judged; an error is no failure.
 *
 * - `error`: no trial could be judged
 * - `inconclusive`: fewer than half of the trials could be judged, or some failed but fewer than half of the judged
 * - `reproduced`: at least half of the judged trials failed
 * - `not-reproduced`: none of the judged trials failed
 */
export function judge(
  trials: readonly Trial[],
): Pick<ReplayResult, 'failures' | 'rate' | 'interval' | 'verdict'> {
  const judged = trials.filter((trial) => trial.error === undefined);
  const failures = judged.filter((trial) => !trial.ok).length;
  return {
    failures,
    rate: judged.length === 0 ? 0 : failures / judged.length,
    interval: wilsonInterval(failures, judged.length),
    verdict: verdictOf(trials.length, judged.length, failures),
  };
}

function verdictOf(trials: number, judged: number, failures: number): ReplayResult['verdict'] {
  if (judged === 0) return 'error';
  if (judged < trials / 2) return 'inconclusive';
  if (failures === 0) return 'not-reproduced';
  return failures >= judged / 2 ? 'reproduced' : 'inconclusive';
}
