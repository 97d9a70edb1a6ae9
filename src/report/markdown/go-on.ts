import type { Result } from '../../investigation/result.ts';
import { nextStepAfter } from '../wording.ts';

const fewestMoreTrials = 10;
const mostTrials = 100;

/** What the reader does after these verdicts, and the commands for it where there is a thread that hears them. */
export function goOnLines(result: Result): string[] {
  const verdicts = new Set(result.replays.map(({ verdict }) => verdict));
  return [...[...verdicts].map(nextStepAfter), ...commandLines(result)];
}

function commandLines({ investigation, replays, base }: Result): string[] {
  if (investigation.thread === undefined || replays.length === 0) return [];
  const trials = replays.reduce((most, replay) => Math.max(most, replay.trials.length), 0);
  const more = Math.min(mostTrials, Math.max(fewestMoreTrials, 2 * trials));
  const again = `\`/branch-prod replay --trials ${more}\` replays again, ${more} times each.`;
  // A pull request replays cases that are kept already, or those of the issue that it fixes.
  const keep =
    '`/branch-prod keep` opens a pull request that adds the case, so that it is replayed from then on.';
  return base === undefined ? [again, keep] : [again];
}
