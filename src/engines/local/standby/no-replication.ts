import { BranchProdError } from '../../../errors.ts';

/**
 * `source-unsupported`: why the source gives no replica of itself, as the end of a sentence, and what would help,
 * without a full stop.
 */
export function noReplication(reason: string, remedy: string, cause?: unknown): BranchProdError {
  return new BranchProdError('source-unsupported', `The source can't have a standby: ${reason}`, {
    nextStep: `${remedy}; or, where that can't be had (as with most managed services), set \`source.copy: logical\`.`,
    cause,
  });
}
