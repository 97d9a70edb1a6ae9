import { matchingPaths } from '../config/matching-paths.ts';
import { quote } from '../config/quote.ts';
import { BranchProdError } from '../errors.ts';
import { git, gitBytes, gitFailure } from '../git.ts';
import type { Case } from './case.ts';
import { excerpt } from './excerpt.ts';
import { decodeCase, invalidCase, longestCase, parseCase } from './parse-case.ts';

/** A list of files longer than this belongs to no repository that is checked out somewhere. */
const longestList = 512 * 1024 * 1024;

/**
 * Reads cases as they are committed, in the order of their paths, whatever is checked out: no link is followed, and
 * no path leads out of the repository.
 *
 * @param options.commit its full id.
 * @param options.patterns the config's `replay.cases`; of the files that match, those in YAML are cases.
 * @param options.names cases by their names or by their paths; all of them, when there are none.
 * @throws {BranchProdError} `case-invalid`, `not-found` for a name without a case, `config-invalid` for patterns that
 *   can't be matched, `checkout-failed` when git can't read the commit
 */
export async function readCommittedCases(options: {
  readonly repository: string;
  readonly commit: string;
  readonly patterns: readonly string[];
  readonly names: readonly string[];
}): Promise<Case[]> {
  const { repository, names } = options;
  const files = await listCaseFiles(options);
  const found: NamedCase[] = [];
  for (const file of files) {
    try {
      found.push({ path: file.path, case: await readCase(repository, file) });
    } catch (error) {
      // Somebody else's broken case is no reason not to replay the one that was named.
      const isWanted = names.length === 0 || names.some((name) => isNamed(name, file.path));
      if (isWanted || !(error instanceof BranchProdError)) throw error;
    }
  }
  if (names.length > 0) return [...new Set(names.map((name) => only(found, name)))];
  if (found.length === 0) {
    throw new BranchProdError('case-invalid', 'There is no case to replay.', {
      nextStep: 'Commit a case where `replay.cases` of the config looks for one.',
    });
  }
  for (const { case: each } of found) only(found, each.name);
  return found.map(({ case: each }) => each);
}

interface NamedCase {
  readonly path: string;
  readonly case: Case;
}

/** An entry of a tree; `mode` says what it is, as in https://git-scm.com/docs/git-fast-import#_filemodify */
interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly path: string;
}

async function listCaseFiles({
  repository,
  commit,
  patterns,
}: {
  readonly repository: string;
  readonly commit: string;
  readonly patterns: readonly string[];
}): Promise<Entry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit];
  const list = await git(repository, args, { maxBytes: longestList }).catch((cause) => {
    const message = `the files of commit ${quote(commit)} can't be listed: ${gitFailure(cause)}`;
    throw new BranchProdError('checkout-failed', message, {
      nextStep: 'Make sure that the commit is fetched.',
      cause,
    });
  });
  const entries = list
    .split('\0')
    .flatMap((line) => {
      const [, mode, object, path] =
        /^(\d{6}) (?:blob|commit) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      return mode && object && path ? [{ mode, object, path }] : [];
    })
    .filter(({ path }) => /\.ya?ml$/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = new Set(
    matchingPaths(
      entries.map(({ path }) => path),
      patterns,
    ),
  );
  return entries.filter(({ path }) => paths.has(path));
}

async function readCase(repository: string, { mode, object, path }: Entry): Promise<Case> {
  if (!mode.startsWith('100')) throw invalidCase([`${excerpt(path)}: not a file`]);
  let bytes: Buffer;
  try {
    bytes = await gitBytes(repository, ['cat-file', 'blob', object], { maxBytes: longestCase });
  } catch (error) {
    const isLong = (error as { code?: unknown }).code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
    const problem = isLong ? 'longer than 1 MiB' : `unreadable (${gitFailure(error)})`;
    throw invalidCase([`${excerpt(path)}: ${problem}`], error);
  }
  return parseCase(decodeCase(bytes, { file: path }), { file: path });
}

/** Whether a case that can't be parsed is likely to be the one that was meant. */
function isNamed(name: string, path: string): boolean {
  return path === name || path.replace(/^.*\//, '').replace(/\.ya?ml$/, '') === name;
}

function only(found: readonly NamedCase[], name: string): Case {
  const those = found.filter(({ path, case: each }) => path === name || each.name === name);
  const [first, second] = those;
  if (first === undefined) {
    throw new BranchProdError('not-found', `There is no case ${quote(excerpt(name))}.`, {
      nextStep: 'Name a case that is committed where `replay.cases` of the config looks for one.',
    });
  }
  if (second !== undefined) {
    throw invalidCase([`${excerpt(first.path)} and ${excerpt(second.path)} have the same name`]);
  }
  return first.case;
}
