import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchingPaths } from '../../config/matching-paths.ts';
import { BranchProdError } from '../../errors.ts';
import { git, gitEnvironment, gitFailure } from '../../git.ts';
import { removeFolder } from '../../remove-folder.ts';

/** A list of files longer than this belongs to no repository that is checked out somewhere. */
const LONGEST_LIST = 512 * 1024 * 1024;

/** Whose commit it is matters to nobody: no ref leads to it, and git removes it some time. */
const IDENTITY = ['-c', 'user.name=branch-prod', '-c', 'user.email=branch-prod@localhost'];

/**
 * Makes a commit that is one commit but for the files that the globs match, which are another's; a file that only the
 * first has of them is gone. Its id; the first commit's own where there is no difference. What is checked out stays.
 *
 * @param options.commit its full id, as is that of `filesOf`
 * @param options.globs as the config's `ai.prompts`
 * @throws {BranchProdError} `checkout-failed` when git can't, `config-invalid` for globs that can't be matched
 */
export async function mixCommit(options: {
  readonly repository: string;
  readonly commit: string;
  readonly filesOf: string;
  readonly globs: readonly string[];
}): Promise<string> {
  const { repository, commit, filesOf, globs } = options;
  const folder = await mkdtemp(join(tmpdir(), 'branch-prod-index-'));
  const environment = { ...gitEnvironment(), GIT_INDEX_FILE: join(folder, 'index') };
  const run = (...args: string[]) =>
    git(repository, [...IDENTITY, ...args], { environment, maxBytes: LONGEST_LIST });
  try {
    const list = (tree: string) => run('ls-tree', '-r', '-z', '--full-tree', tree);
    const [own, others] = (await Promise.all([list(commit), list(filesOf)])).map(readList);
    const theirs = entriesOf(others, globs);
    const ours = entriesOf(own, globs);
    if (JSON.stringify(ours) === JSON.stringify(theirs)) return commit;
    await run('read-tree', commit);
    for (const { path } of ours) await run('update-index', '--force-remove', '--', path);
    for (const { mode, object, path } of theirs) {
      await run('update-index', '--add', '--cacheinfo', mode, object, path);
    }
    const tree = (await run('write-tree')).trim();
    const message = `${commit.slice(0, 12)} with files of ${filesOf.slice(0, 12)}`;
    const made = await run('commit-tree', '-p', commit, '-m', message, tree);
    return made.trim();
  } catch (error) {
    if (error instanceof BranchProdError) throw error;
    throw new BranchProdError(
      'checkout-failed',
      `A commit with other prompts can't be made: ${gitFailure(error)}`,
      {
        nextStep: 'Fetch both commits into the repository, and see that it can be written to.',
        cause: error,
      },
    );
  } finally {
    await removeFolder(folder);
  }
}

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly path: string;
}

/** `mode type object TAB path NUL`, of which submodules are no files. */
function readList(text: string): Entry[] {
  return text.split('\0').flatMap((line) => {
    const [, mode, object, path] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return mode && object && path ? [{ mode, object, path }] : [];
  });
}

function entriesOf(entries: readonly Entry[] = [], globs: readonly string[]): Entry[] {
  const matching = new Set(
    matchingPaths(
      entries.map(({ path }) => path),
      globs,
    ),
  );
  return entries.filter(({ path }) => matching.has(path));
}
