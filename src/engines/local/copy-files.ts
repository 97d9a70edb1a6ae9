import { chmod, constants, copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Entry } from './directory-tree.ts';
import { throwIfInterrupted } from './interrupted.ts';
import { stateUnusable } from './state-unusable.ts';

/** How many files are copied at a time: as many threads as Node has for files. */
const PARALLEL = 4;

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  /** Files and folders, each folder before its content. */
  readonly entries: readonly Entry[];
  /** A server works on the files: some may be gone by the time that they are to be copied. */
  readonly live: boolean;
  readonly signal: AbortSignal;
}

/**
 * Copies files and folders, sharing their blocks with the originals where the file system can; what only our user
 * may read and write. Says which it was. Throws `state-unusable` (with the space needed, if the disk is full) or
 * `interrupted`.
 */
export async function copyFiles(options: CopyOptions): Promise<'reflink' | 'copy'> {
  const { from, to, entries, live, signal } = options;
  const needed = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  const files = entries.filter(({ kind }) => kind === 'file').map(({ path }) => path);
  try {
    await mkdir(to, { recursive: true, mode: 0o700 });
    for (const { path, kind } of entries) {
      if (kind === 'folder') await mkdir(join(to, path), { recursive: true, mode: 0o700 });
    }
    const kind = (await canReflink(from, to, files)) ? 'reflink' : 'copy';
    const queue = files.values();
    await Promise.all(Array.from({ length: PARALLEL }, () => copyAll(queue)));
    return kind;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined
      ? error
      : stateUnusable(dirname(to), error, needed);
  }

  async function copyAll(queue: Iterator<string> & Iterable<string>): Promise<void> {
    for (const path of queue) {
      throwIfInterrupted(signal);
      try {
        await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE);
        await chmod(join(to, path), 0o600);
      } catch (error) {
        if (!live || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }
}

/** COPYFILE_FICLONE doesn't say what it did, so the first file is copied in the way that fails without reflinks. */
async function canReflink(from: string, to: string, files: readonly string[]): Promise<boolean> {
  const sample = files.find((path) => path === 'PG_VERSION') ?? files[0];
  if (sample === undefined) return false;
  try {
    await copyFile(join(from, sample), join(to, sample), constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  }
}
