import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitFiles, createBareRepository, type NewCommit } from './commit-files.ts';

/** A bare repository in a folder of its own, in which a test can put others. */
export interface TemporaryRepository extends AsyncDisposable {
  readonly folder: string;
  readonly gitDirectory: string;
  /** Of the branch `main`. */
  readonly head: string;
}

/** Makes a repository whose branch `main` has one commit with these files. */
export async function temporaryRepository(files: NewCommit['files']): Promise<TemporaryRepository> {
  const folder = await mkdtemp(join(tmpdir(), 'stand-in-'));
  const gitDirectory = join(folder, 'shop.git');
  await createBareRepository(gitDirectory);
  const head = await commitFiles(gitDirectory, { branch: 'main', files });
  return {
    folder,
    gitDirectory,
    head,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
