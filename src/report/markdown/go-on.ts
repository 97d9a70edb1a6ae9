import type { Result } from '../../investigation/result.ts';
import { nextSteps } from '../next-steps.ts';

const fewestMoreTrials = 10;
const mostTrials = 100;

/** What the reader does after these verdicts, and the commands for it where there is a thread that hears them. */
export function goOnLines(result: Result): string[] {
  return [...nextSteps(result), ...commandLines(result)];
}

function commandLines({ investigation, replays, base }: Result): string[] {
  if (investigation.thread === undefined || replays.length === 0) return [];
  const wanted = replays.map(({ trials, moreTrials = 0 }) =>
    Math.max(2 * trials.length, trials.length + moreTrials),
  );
  const more = Math.min(mostTrials, Math.max(fewestMoreTrials, ...wanted));
  const again = `\`/branch-prod replay --trials ${more}\` replays again, ${more} times each.`;
  // A pull request replays cases that are kept already, or those of the issue that it fixes.
  const keep =
    '`/branch-prod keep` opens a pull request that adds the case, so that it is replayed from then on.';
  return base === undefined ? [again, keep] : [again];
}
