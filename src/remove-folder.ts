import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Removes a file or folder and everything in it, without following links; nothing happens when it is gone.
 * Read-only folders are made writable first: Go's module cache, for one, consists of them.
 */
export async function removeFolder(path: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3 };
  try {
    await rm(path, options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    await promisify(execFile)('chmod', ['-R', 'u+rwX', path]);
    await rm(path, options);
  }
}
