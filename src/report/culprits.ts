import type { ReplayResult, Result } from '../investigation/result.ts';

/** What was looked for as the culprit of each case that fails, in the order of the cases. */
export function culpritsOf({
  culprit,
  otherCulprits = [],
}: Pick<Result, 'culprit' | 'otherCulprits'>): NonNullable<Result['culprit']>[] {
  return culprit === undefined ? [] : [culprit, ...otherCulprits];
}

/** What was looked for as the culprit of one case; one without a name is the first case's. */
export function culpritOf(
  result: Pick<Result, 'replays' | 'culprit' | 'otherCulprits'>,
  { case: name }: Pick<ReplayResult, 'case'>,
): Result['culprit'] {
  const [first] = result.replays;
  return culpritsOf(result).find((culprit) => (culprit.case ?? first?.case) === name);
}
