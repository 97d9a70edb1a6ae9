import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A path below a directory, with `/` between its parts. */
export interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Of a file, in bytes; otherwise 0. */
  readonly bytes: number;
}

/**
 * Everything below a directory, each folder before its content, links not followed. `select` keeps an entry; what it
 * refuses is not looked into. Entries that vanish meanwhile are left out.
 */
export async function readTree(
  directory: string,
  select: (path: string) => boolean = () => true,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const name of await orMissing(readdir(join(directory, folder)), [])) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (!select(path)) continue;
      const stats = await orMissing(lstat(join(directory, path)), undefined);
      if (stats === undefined) continue;
      const kind = stats.isDirectory()
        ? 'folder'
        : stats.isFile()
          ? 'file'
          : stats.isSymbolicLink()
            ? 'link'
            : 'other';
      entries.push({ path, kind, bytes: kind === 'file' ? stats.size : 0 });
      if (kind === 'folder') folders.push(path);
    }
  }
  return entries;
}

/** The size of all files below a directory, in bytes. */
export async function directoryBytes(directory: string): Promise<number> {
  return (await readTree(directory)).reduce((sum, { bytes }) => sum + bytes, 0);
}

async function orMissing<T, U>(reading: Promise<T>, missing: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing;
    throw error;
  }
}
