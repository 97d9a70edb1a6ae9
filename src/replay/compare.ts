import type { ReplayResult, Verdict } from '../investigation/result.ts';

/**
 * What a commit's verdict is beside its base's, both of {@link judge}. Where either settles nothing there is nothing to
 * compare, and the commit's own verdict stays.
 *
 * | base           | commit         | together         |
 * | -------------- | -------------- | ---------------- |
 * | reproduced     | not-reproduced | `fixed`          |
 * | reproduced     | reproduced     | `not-fixed`      |
 * | not-reproduced | reproduced     | `regressed`      |
 * | not-reproduced | not-reproduced | `not-reproduced` |
 */
export function compareVerdicts(base: Verdict, commit: Verdict): Verdict {
  if (base === 'reproduced' && commit === 'not-reproduced') return 'fixed';
  if (base === 'reproduced' && commit === 'reproduced') return 'not-fixed';
  if (base === 'not-reproduced' && commit === 'reproduced') return 'regressed';
  return commit;
}

/** The replays of a commit with their verdicts beside those of its base; a case is found by its place. */
export function compareReplays(
  base: readonly ReplayResult[],
  replays: readonly ReplayResult[],
): ReplayResult[] {
  return replays.map((replay, index) => {
    const before = base[index];
    return before === undefined
      ? replay
      : { ...replay, verdict: compareVerdicts(before.verdict, replay.verdict) };
  });
}
