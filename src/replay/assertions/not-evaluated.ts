import { BranchProdError } from '../../errors.ts';

/** The error of a trial whose answer can't be judged by one of its assertions, which is no failure of the case. */
export function notEvaluated(message: string, nextStep: string, cause?: unknown): BranchProdError {
  return new BranchProdError('replay-failed', message, { nextStep, cause });
}
