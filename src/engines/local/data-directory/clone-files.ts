import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  openSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { throwIfInterrupted } from '../interrupted.ts';
import type { Account } from '../servers/account.ts';
import { openOriginal } from './open-original.ts';

export interface FilesToCopy {
  readonly from: string;
  readonly to: string;
  /** Paths below `from`. */
  readonly files: readonly string[];
  readonly live: boolean;
  readonly owner?: Account | undefined;
  readonly signal: AbortSignal;
}

/** How many files are cloned, at about 50 microseconds each, before others get their turn. */
const FILES_A_TURN = 32;

/** How file systems say that they can't share the blocks of these two files; ZFS EAGAIN for unwritten ones. */
const CANNOT = ['EAGAIN', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'ENOTTY', 'EOPNOTSUPP', 'EXDEV'];

/**
 * Makes files that share their blocks with the originals, and returns those for which that is impossible: all, if it
 * is for the first one. The calls are synchronous because threads make them slower: the file system does one at a time.
 */
export async function cloneFiles(options: FilesToCopy): Promise<string[]> {
  const { files, signal } = options;
  const left: string[] = [];
  let cloned = 0;
  for (const [index, path] of files.entries()) {
    if (index % FILES_A_TURN === 0) {
      await nextTurn();
      throwIfInterrupted(signal);
    }
    if (cloneFile(path, options) !== 'impossible') cloned += 1;
    else if (cloned === 0) return [...files];
    else left.push(path);
  }
  return left;
}

function cloneFile(path: string, options: FilesToCopy): 'done' | 'gone' | 'impossible' {
  const { from, to, live, owner } = options;
  const copy = join(to, path);
  try {
    using original = live ? openOriginal(join(from, path)) : undefined;
    clone(original?.path ?? join(from, path), copy);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (CANNOT.includes(code)) return 'impossible';
    if (live && code === 'ENOENT') return 'gone';
    throw error;
  }
  if (owner) chownSync(copy, owner.uid, owner.gid);
  return 'done';
}

function clone(from: string, to: string): void {
  const { size, mode } = statSync(from);
  // An empty table or index has an empty file; there are many of them, and there is nothing to share.
  if (size === 0) {
    closeSync(openSync(to, 'w', 0o600));
    return;
  }
  copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE);
  if ((mode & 0o777) !== 0o600) chmodSync(to, 0o600);
}
