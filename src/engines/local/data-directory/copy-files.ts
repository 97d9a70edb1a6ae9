import { chownSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BranchProdError } from '../../../errors.ts';
import type { Account } from '../servers/account.ts';
import { stateUnusable } from '../state/state-unusable.ts';
import { cloneFiles } from './clone-files.ts';
import { copyPlainly } from './copy-plainly.ts';
import { type Entry, entriesBytes } from './directory-tree.ts';
import { handOver } from './hand-over.ts';

export interface CopyOptions {
  /** If live, an absolute path, its links resolved. */
  readonly from: string;
  readonly to: string;
  /** Files and folders, each folder before its content. */
  readonly entries: readonly Entry[];
  /** A server works on the files: some may be gone by the time that they are to be copied. */
  readonly live: boolean;
  /** Who gets the copy; we must be root to give it to somebody else. */
  readonly owner?: Account | undefined;
  readonly signal: AbortSignal;
  /** Told at most once a second how far a copy is that takes more than two. */
  readonly onProgress?: ((message: string) => void) | undefined;
}

/**
 * Copies files and folders, sharing their blocks with the originals where the file system can; what only the owner
 * may read and write. `copy` when the content of any file had to be written again. Throws `state-unusable` (with the
 * space needed, if the disk is full), `source-unsupported` for files of a live server that can't be read, or
 * `interrupted`.
 */
export async function copyFiles(options: CopyOptions): Promise<'reflink' | 'copy'> {
  const kind = await copyEntries(options);
  handOver(options.to, options.owner);
  return kind;
}

/** As {@link copyFiles}, but nobody else can enter `to` itself yet: more is to be put there. */
export async function copyEntries(options: CopyOptions): Promise<'reflink' | 'copy'> {
  const { from, to, entries, owner } = options;
  const files = entries.filter(({ kind }) => kind === 'file').map(({ path }) => path);
  try {
    mkdirSync(to, { recursive: true, mode: 0o700 });
    for (const { path, kind } of entries) {
      if (kind !== 'folder') continue;
      mkdirSync(join(to, path), { recursive: true, mode: 0o700 });
      if (owner) chownSync(join(to, path), owner.uid, owner.gid);
    }
    const left = await cloneFiles({ ...options, files });
    await copyPlainly({ ...options, files: left });
    return left.length === 0 ? 'reflink' : 'copy';
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (error instanceof BranchProdError || syscall === undefined) throw error;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    const sizes = isFull ? entriesBytes(from, entries) : undefined;
    const needed = await sizes?.catch(() => undefined);
    throw stateUnusable(dirname(to), error, needed);
  }
}
