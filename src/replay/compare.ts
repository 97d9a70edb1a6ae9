import type { ReplayResult, Verdict } from '../investigation/result.ts';
import { atRateOf, compareRates, decide, firstTrials } from './decide.ts';
import type { Counts } from './fisher.ts';
import { countTrials } from './verdict.ts';

/** The replays of a commit compared with those of its base; a case is found by its place. */
export function compareReplays(
  base: readonly ReplayResult[],
  replays: readonly ReplayResult[],
): ReplayResult[] {
  return replays.map((replay, index) => {
    const before = base[index];
    return before === undefined ? replay : compareReplay(before, replay);
  });
}

/**
 * A commit's replay beside its base's, both with the verdict of `judge`. That they differ is said only where Fisher's
 * exact test shows a difference of the failure rates at 5 %; without it they are `inconclusive`, with the number of
 * trials that would show it. Where either settles nothing and the rates don't differ, the commit's own verdict stays.
 *
 * | base           | commit         | rates differ     | they don't       |
 * | -------------- | -------------- | ---------------- | ---------------- |
 * | reproduced     | not-reproduced | `fixed`          | `inconclusive`   |
 * | reproduced     | reproduced     | `not-fixed`      | `not-fixed`      |
 * | not-reproduced | reproduced     | `regressed`      | `inconclusive`   |
 * | not-reproduced | not-reproduced | –                | `not-reproduced` |
 * | inconclusive   | not-reproduced | `fixed`          | `not-reproduced` |
 * | inconclusive   | reproduced     | `regressed`      | `reproduced`     |
 * | any            | inconclusive   | `inconclusive`   | `inconclusive`   |
 */
export function compareReplay(base: ReplayResult, replay: ReplayResult): ReplayResult {
  const { moreTrials: _, ...rest } = replay;
  const before = countTrials(base.trials);
  const after = countTrials(replay.trials);
  if (before.judged === 0 || after.judged === 0) return replay;
  const { pValue } = compareRates(before, after);
  const verdict = compareVerdicts(
    { verdict: base.verdict, counts: before },
    { verdict: replay.verdict, counts: after },
  );
  const isReadable = after.judged >= replay.trials.length / 2;
  const moreTrials =
    verdict === 'inconclusive' && isReadable ? moreTrialsToSettle(before, after) : undefined;
  return { ...rest, verdict, pValue, ...(moreTrials !== undefined && { moreTrials }) };
}

/**
 * Whether the base's trials are enough to compare with: they settle what they are, and a commit that never fails in
 * `maxTrials` would be told apart from them, at 5 % or the significance that is given.
 */
export function isEnoughAsBase(
  maxTrials: number,
  significance?: number,
): (counts: Counts) => boolean {
  const neverFailing = { failures: 0, judged: maxTrials };
  return (counts) =>
    decide(counts) !== undefined &&
    (counts.failures === 0 || compareRates(counts, neverFailing, significance).areDifferent);
}

/** Whether a commit's trials are enough beside those of its base: they settle what they are, and the comparison. */
export function isEnoughBeside(base: ReplayResult): (counts: Counts) => boolean {
  const before = { verdict: base.verdict, counts: countTrials(base.trials) };
  return (counts) => {
    const verdict = decide(counts);
    if (verdict === undefined) return false;
    return (
      before.counts.judged === 0 || compareVerdicts(before, { verdict, counts }) !== 'inconclusive'
    );
  };
}

/**
 * How many more trials of the commit would settle what it comes to beside its base, if both go on at their rates and the
 * base has no fewer; `undefined` if a thousand trials would not.
 */
function moreTrialsToSettle(base: Counts, commit: Counts): number | undefined {
  return firstTrials(commit.judged, (judged) => {
    const before = atRateOf(base, Math.max(base.judged, judged));
    const after = atRateOf(commit, judged);
    const verdict = decide(after);
    if (verdict === undefined) return false;
    const beside = { verdict: decide(before) ?? ('inconclusive' as const), counts: before };
    return compareVerdicts(beside, { verdict, counts: after }) !== 'inconclusive';
  });
}

interface Side {
  readonly verdict: Verdict;
  readonly counts: Counts;
}

function compareVerdicts(base: Side, commit: Side): Verdict {
  const { areDifferent } = compareRates(base.counts, commit.counts);
  const isWorse = rateOf(commit.counts) > rateOf(base.counts);
  switch (`${base.verdict}, ${commit.verdict}`) {
    case 'reproduced, reproduced':
      return 'not-fixed';
    case 'reproduced, not-reproduced':
      return areDifferent ? 'fixed' : 'inconclusive';
    case 'not-reproduced, reproduced':
      return areDifferent ? 'regressed' : 'inconclusive';
    case 'inconclusive, not-reproduced':
      return areDifferent ? 'fixed' : commit.verdict;
    case 'inconclusive, reproduced':
      return areDifferent && isWorse ? 'regressed' : commit.verdict;
    default:
      return commit.verdict;
  }
}

function rateOf({ failures, judged }: Counts): number {
  return failures / judged;
}
