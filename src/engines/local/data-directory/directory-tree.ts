import { readdirSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How many folders are read before others get their turn: one folder is a fraction of a millisecond. */
const FOLDERS_A_TURN = 16;

/** A path below a directory, with `/` between its parts. */
export interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/**
 * Everything below a directory, each folder before its content, links not followed. `select` keeps an entry; what it
 * refuses is not looked into. Folders that vanish meanwhile are empty.
 */
export async function readTree(
  directory: string,
  select: (path: string) => boolean = () => true,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const folders = [''];
  for (let index = 0; index < folders.length; index++) {
    if (index % FOLDERS_A_TURN === FOLDERS_A_TURN - 1) await nextTurn();
    const folder = folders[index] as string;
    for (const found of readFolder(join(directory, folder))) {
      const path = folder === '' ? found.name : `${folder}/${found.name}`;
      if (!select(path)) continue;
      const kind = found.isDirectory()
        ? 'folder'
        : found.isFile()
          ? 'file'
          : found.isSymbolicLink()
            ? 'link'
            : 'other';
      entries.push({ path, kind });
      if (kind === 'folder') folders.push(path);
    }
  }
  return entries;
}

/** The size of all files below a directory, in bytes. */
export async function directoryBytes(directory: string): Promise<number> {
  return entriesBytes(directory, await readTree(directory));
}

/** The size of those of the entries that are files and still there, in bytes. */
export async function entriesBytes(directory: string, entries: readonly Entry[]): Promise<number> {
  let bytes = 0;
  for (const { path, kind } of entries) {
    if (kind !== 'file') continue;
    bytes += (await lstat(join(directory, path)).catch(ifMissing))?.size ?? 0;
  }
  return bytes;
}

function readFolder(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    return ifMissing(error) ?? [];
  }
}

function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
