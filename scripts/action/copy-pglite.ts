import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const pglite = '@electric-sql/pglite';
const pgvector = '@electric-sql/pglite-pgvector';

/** Packages that look for files beside their own code, so that no bundler may move it. */
export const pglitePackages: readonly string[] = [pglite, pgvector];

/** What they read besides their modules: PostgreSQL, its empty cluster, the extension. */
const data: Readonly<Record<string, readonly string[]>> = {
  [pglite]: ['dist/pglite.wasm', 'dist/pglite.data', 'dist/initdb.wasm'],
  [pgvector]: ['dist/vector.tar.gz'],
};

/** Copies of the packages what the Action loads: a twentieth part of them is enough. */
export async function copyPglite(root: string, folder: string): Promise<void> {
  for (const name of pglitePackages) {
    const from = join(root, 'node_modules', name);
    const modules = await modulesOf(from, 'dist/index.js');
    for (const file of ['package.json', 'LICENSE', ...modules, ...(data[name] ?? [])]) {
      const to = join(folder, 'node_modules', name, file);
      await mkdir(dirname(to), { recursive: true });
      await copyFile(join(from, file), to);
    }
  }
}

/** A module and those of the same package that it imports, directly or not; paths from the package's folder. */
async function modulesOf(folder: string, entry: string): Promise<string[]> {
  const found = new Set([entry]);
  for (const file of found) {
    const text = await readFile(join(folder, file), 'utf8');
    // Minified, so that there is no blank to look for.
    for (const [, target = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+\.js)"/g)) {
      found.add(join(dirname(file), target));
    }
  }
  return [...found].sort();
}
