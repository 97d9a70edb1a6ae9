import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { globFolders, matchingPaths } from '../config/matching-paths.ts';
import { BranchProdError } from '../errors.ts';
import type { Case } from '../replay/case.ts';
import { loadCase } from '../replay/load-case.ts';

/**
 * The cases of the working tree, in the order of their files: those that are named, else the YAML files that the
 * config's `replay.cases` match.
 *
 * @param named files, relative to `directory`
 * @throws {BranchProdError} `case-invalid`, also when there is none
 */
export async function loadCases(
  named: readonly string[],
  globs: readonly string[],
  { directory, repository }: { directory: string; repository: string },
): Promise<Case[]> {
  const files = new Set(
    named.length > 0
      ? named.map((file) => resolve(directory, file))
      : (await findCaseFiles(repository, globs)).map((path) => join(repository, path)),
  );
  if (files.size === 0) {
    throw new BranchProdError('case-invalid', 'There is no case to replay.', {
      nextStep: 'Name a case file with --case FILE, or list some in replay.cases.',
    });
  }
  return Promise.all([...files].toSorted().map(loadCase));
}

async function findCaseFiles(repository: string, globs: readonly string[]): Promise<string[]> {
  const paths = await Promise.all(globFolders(globs).map((folder) => filesIn(repository, folder)));
  const yaml = paths.flat().filter((path) => /\.ya?ml$/.test(path));
  return matchingPaths(yaml, globs);
}

/** Paths in the repository of all files in `path`; of `path` itself where that is a file. */
async function filesIn(repository: string, path: string): Promise<string[]> {
  try {
    const options = { recursive: true, withFileTypes: true } as const;
    const entries = await readdir(join(repository, path), options);
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) => relative(repository, join(parentPath, name)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
}
