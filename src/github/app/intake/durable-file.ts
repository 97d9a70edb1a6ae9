import { constants } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The name under which a file is written before it takes its own; what a crash leaves behind is known by it. */
export const unfinished = '.unfinished';

/** Writes a file that only its owner reads, whole or not at all; on disk when it returns. */
export async function writeDurably(file: string, text: string): Promise<void> {
  await writeUnfinished(file, text);
  await finish(file);
  await syncFolder(dirname(file));
}

/** The first half of {@link writeDurably}: the content is on disk, under another name. */
export async function writeUnfinished(file: string, text: string): Promise<void> {
  const handle = await open(`${file}${unfinished}`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives it its name, which is on disk after {@link syncFolder}. */
export async function finish(file: string): Promise<void> {
  await rename(`${file}${unfinished}`, file);
}

/** A name is on disk only when its folder is; see fsync(2). */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whether it failed because a file is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
