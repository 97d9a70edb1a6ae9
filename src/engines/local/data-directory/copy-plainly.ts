import { chmod, chown, constants, copyFile, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfInterrupted } from '../interrupted.ts';
import type { FilesToCopy } from './clone-files.ts';
import { entriesBytes } from './directory-tree.ts';
import { openOriginal } from './open-original.ts';

/** How many files are copied at a time: as many threads as Node has for files. */
const PARALLEL = 4;

/** Milliseconds until the first report of progress, and between two. */
const FIRST_REPORT = 2000;
const NEXT_REPORT = 1000;

export interface PlainCopyOptions extends FilesToCopy {
  readonly onProgress?: ((message: string) => void) | undefined;
}

/** Copies the content of files that can't be cloned. */
export async function copyPlainly(options: PlainCopyOptions): Promise<void> {
  const { from, to, files, live, owner, signal, onProgress } = options;
  const entries = files.map((path) => ({ path, kind: 'file' as const }));
  const total = onProgress === undefined ? 0 : await entriesBytes(from, entries);
  let bytes = 0;
  let failed = false;
  let reportAt = Date.now() + FIRST_REPORT;
  const queue = files.values();
  // All of them end before this call does: nobody may write to what is being removed.
  const ends = await Promise.allSettled(Array.from({ length: PARALLEL }, copyNext));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;

  async function copyNext(): Promise<void> {
    for (const path of queue) {
      if (failed) return;
      try {
        throwIfInterrupted(signal);
        await copyOne(path);
      } catch (error) {
        if (live && (error as NodeJS.ErrnoException).code === 'ENOENT') continue;
        failed = true;
        throw error;
      }
      if (onProgress !== undefined) await report(onProgress, path);
    }
  }

  async function copyOne(path: string): Promise<void> {
    const copy = join(to, path);
    using original = live ? openOriginal(join(from, path)) : undefined;
    await copyFile(original?.path ?? join(from, path), copy, constants.COPYFILE_FICLONE);
    await chmod(copy, 0o600);
    if (owner) await chown(copy, owner.uid, owner.gid);
  }

  async function report(tell: (message: string) => void, path: string): Promise<void> {
    bytes += (await lstat(join(to, path))).size;
    if (Date.now() < reportAt) return;
    reportAt = Date.now() + NEXT_REPORT;
    tell(`copied ${gigabytes(bytes)} of ${gigabytes(total)} GB`);
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1024 ** 3).toFixed(1);
}
