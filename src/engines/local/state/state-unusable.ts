import { statfs } from 'node:fs/promises';
import { BranchProdError, type ErrorCode } from '../../../errors.ts';

/** What a server may write at any time: one segment of its write-ahead log, in bytes. */
const SERVER_MARGIN = 16 * 1024 * 1024;

/** What the engine and the preparation make of a statement or a server that failed, for whatever reason. */
const MAY_BE_THE_DISK: readonly ErrorCode[] = ['engine-failed', 'mask-failed'];

/**
 * An error of the file system below the state folder, as the user meets it. `needed` is what was about to be
 * written, in bytes.
 */
export function stateUnusable(path: string, cause: unknown, needed?: number): BranchProdError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, cause, needed);
  const message =
    code === 'EEXIST' || code === 'ENOTDIR'
      ? `The state folder ${path} is not a folder`
      : `The state folder ${path} can't be used (${code ?? 'unknown error'})`;
  return new BranchProdError('state-unusable', message, {
    nextStep: 'Give our user the right to write there, or choose another folder with --state.',
    cause,
  });
}

/**
 * The same error, or `state-unusable` when the reason must be that the disk is full: a server in a child process
 * can say so only in prose, or dies of it.
 */
export async function orDiskFull(error: unknown, path: string): Promise<unknown> {
  if (error instanceof BranchProdError && !MAY_BE_THE_DISK.includes(error.code)) return error;
  const { code } = error as { code?: unknown };
  // 53100 is PostgreSQL's disk_full.
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100') return diskFull(path, error);
  const disk = await statfs(path).catch(() => undefined);
  const free = disk === undefined ? Number.POSITIVE_INFINITY : disk.bavail * disk.bsize;
  return free < SERVER_MARGIN ? diskFull(path, error) : error;
}

function diskFull(path: string, cause: unknown, needed?: number): BranchProdError {
  const least =
    needed === undefined ? 'more than one segment of write-ahead log' : megabytes(needed);
  return new BranchProdError(
    'state-unusable',
    `The disk of the state folder ${path} is full: the copy needs ${least}`,
    {
      nextStep:
        'Make room, remove snapshots with `branch-prod destroy`, or choose another folder with --state.',
      cause,
    },
  );
}

function megabytes(bytes: number): string {
  return `${Math.ceil((bytes + SERVER_MARGIN) / 1024 / 1024)} MB`;
}
