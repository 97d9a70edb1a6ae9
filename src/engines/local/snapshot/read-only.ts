import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTree } from '../data-directory/directory-tree.ts';

/** Takes from everybody the right to change a folder or anything in it. */
export async function makeReadOnly(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const { path, kind } of await readTree(directory)) {
    await chmod(join(directory, path), kind === 'folder' ? 0o500 : 0o400);
  }
  await chmod(directory, 0o500);
}
