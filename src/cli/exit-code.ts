import type { ErrorCode } from '../errors.ts';
import type { Result } from '../investigation/result.ts';

/** What the program's exit codes say; the README explains them. */
export const EXIT = { verdict: 0, otherVerdict: 1, badInput: 2, failed: 3 } as const;

const BAD_INPUT: readonly ErrorCode[] = [
  'usage',
  'config-missing',
  'config-invalid',
  'case-invalid',
  'not-found',
];

/** 2 for what the user has to correct before anything can run, otherwise 3. */
export function exitCodeOfError(code: ErrorCode): number {
  return BAD_INPUT.includes(code) ? EXIT.badInput : EXIT.failed;
}

/** 0, or 1 when a verdict was expected and any case has another. */
export function exitCodeOfResult({ replays }: Result, expected: string | undefined): number {
  const met = expected === undefined || replays.every(({ verdict }) => verdict === expected);
  return met ? EXIT.verdict : EXIT.otherVerdict;
}
