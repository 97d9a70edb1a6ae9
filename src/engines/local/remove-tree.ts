import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readTree } from './directory-tree.ts';

/** Removes a folder and everything in it, read-only folders too; nothing happens when it is gone. */
export async function removeTree(path: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3 };
  try {
    await rm(path, options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    const folders = (await readTree(path)).filter(({ kind }) => kind === 'folder');
    for (const folder of folders) await chmod(join(path, folder.path), 0o700);
    await rm(path, options);
  }
}
