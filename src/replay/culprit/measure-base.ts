import type { Counts } from '../fisher.ts';
import type { ProbeRunner } from './probe-runner.ts';

/** So many failures tell the rate to about a third of it. */
const FAILURES = 10;
/** Of a case that failed every time, so many trials are enough. */
const FEWEST_TRIALS = 5;

/** Whether these trials tell how often the case fails, although they were the reason to ask. */
export function isMeasured({ failures, judged }: Counts): boolean {
  return judged >= FEWEST_TRIALS && failures === judged;
}

/**
 * How often the case fails on all of the data, by new trials behind the same tap as those of the probes. The trials of
 * the replay tell too much: of a case that fails seldom only a replay that by chance saw it often leads to a search.
 */
export async function measureBase(runner: ProbeRunner, maxTrials: number): Promise<Counts> {
  const { failures, judged } = await runner.run([], {
    isEnough: (counts) =>
      isMeasured(counts) || counts.failures >= FAILURES || counts.judged >= maxTrials,
    decide: ({ failures }) => (failures > 0 ? 'fails' : 'passes'),
  });
  return { failures, judged };
}
