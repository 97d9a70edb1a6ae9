import { z } from 'zod';
import { BranchProdError } from '../../errors.ts';
import { runWithin } from '../../time-limit.ts';
import { excerpt } from '../excerpt.ts';
import { notEvaluated } from './not-evaluated.ts';

const LIMIT_MS = 1000;

/** The source of a regular expression of JavaScript. */
export const patternSchema = z
  .string({ error: 'write the regular expression as text: value: "…"' })
  .min(1, 'write at least one character')
  .superRefine((source, context) => {
    const problem = syntaxProblem(source);
    if (problem) context.addIssue(`not a regular expression of JavaScript: ${problem}`);
  });

/**
 * What `work` finds with the regular expression, interrupted after a second.
 *
 * @param type the assertion, as messages name it
 * @throws {BranchProdError} `replay-failed` when it can't be run or takes longer
 */
export function withPattern<Found>(
  type: string,
  source: string,
  work: (pattern: RegExp) => Found,
): Found {
  const what = `The assertion ${type}: ${excerpt(source)}`;
  try {
    const limit = { limitMs: LIMIT_MS, what, code: 'replay-failed' } as const;
    return runWithin(limit, () => work(new RegExp(source, 'g')));
  } catch (error) {
    if (error instanceof BranchProdError) throw error;
    // V8 compiles at the first use and only then finds an expression too large.
    throw notEvaluated(`${what} can't be run.`, 'Write a smaller expression.', error);
  }
}

/** Only V8's reason: its whole message repeats the expression, which may hold what is to be masked. */
function syntaxProblem(source: string): string | undefined {
  try {
    new RegExp(source);
    return undefined;
  } catch (error) {
    return (error as Error).message.split(': ').at(-1);
  }
}
