import { BranchProdError } from '../../../errors.ts';

/** `source-unsupported`: why the source's files can't be copied, as the end of a sentence, and what helps. */
export function sourceUnsupported(
  reason: string,
  nextStep = "Point `source.dataDirectory` at a data directory whose files our user can read, all of them PostgreSQL's.",
  cause?: unknown,
): BranchProdError {
  const message = `The source's files can't be copied: ${reason}`;
  return new BranchProdError('source-unsupported', message, { nextStep, cause });
}
