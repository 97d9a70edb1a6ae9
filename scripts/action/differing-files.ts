import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The files that only one of two folders has, or whose bytes differ; paths from the folders, sorted. */
export async function differingFiles(one: string, other: string): Promise<string[]> {
  const files = new Set([...(await filesIn(one)), ...(await filesIn(other))]);
  const differing = await Promise.all(
    [...files].map(async (file) => {
      const [a, b] = await Promise.all([one, other].map((folder) => bytesOf(join(folder, file))));
      return a !== undefined && b !== undefined && a.equals(b) ? [] : [file];
    }),
  );
  return differing.flat().sort();
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function bytesOf(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch(() => undefined);
}
