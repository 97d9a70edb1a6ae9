import { git } from '../git.ts';

/** The folder that holds the repository in which `directory` is; `directory` itself where there is none. */
export async function repositoryRoot(directory: string): Promise<string> {
  try {
    return (await git(directory, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '');
  } catch {
    // Whoever reads the config says what is wrong.
    return directory;
  }
}
