import { BranchProdError } from '../../../errors.ts';

/** What the engine may keep at a time; without one there is no such limit. */
export interface Limits {
  /** Those that are being made too. */
  readonly branches?: number | undefined;
  /** Those in use stay, even when they are more. */
  readonly snapshots?: number | undefined;
  /** Of snapshots, branches and standbys together, in bytes. */
  readonly disk?: number | undefined;
}

/** The error for a new branch when none of those that there are may be removed. */
export function tooManyBranches(count: number): BranchProdError {
  const there = count === 1 ? 'is 1 branch' : `are ${count} branches`;
  return new BranchProdError(
    'limit-reached',
    `There ${there}, no more are allowed, and every one is in use`,
    {
      nextStep:
        'Wait until an investigation ends, end one yourself (`branch-prod list` shows its branches), or raise `engine.limits.branches` in the config.',
    },
  );
}

/** The error for what doesn't fit on the disk's share, even without all that may be removed. Bytes. */
export function tooMuchDisk(used: number, limit: number): BranchProdError {
  return new BranchProdError(
    'limit-reached',
    `Snapshots, branches and standbys would take ${gigabytes(used)} of the disk, ${gigabytes(limit)} are allowed, and the rest is in use`,
    {
      nextStep:
        'Wait until an investigation ends, remove what `branch-prod list` shows and nobody needs with `branch-prod destroy`, or raise `engine.limits.disk` in the config.',
    },
  );
}

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
