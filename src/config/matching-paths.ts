import picomatch from 'picomatch';
import { BranchProdError } from '../errors.ts';
import { runWithin } from '../time-limit.ts';

const limit = {
  limitMs: 1000,
  what: "To match the config's globs",
  code: 'config-invalid',
} as const;

/**
 * The paths that at least one of the config's globs matches, as in a shell with `globstar`, names with a leading dot
 * included. Paths and globs are relative to the repository. Both are hostile: a glob such as `*a*a*a*a*a` can take
 * years on a path that somebody chose.
 *
 * @throws {BranchProdError} `config-invalid` if the globs take longer than a second
 */
export function matchingPaths(paths: readonly string[], globs: readonly string[]): string[] {
  try {
    return runWithin(limit, () => {
      // By itself `.` matches no line break, with which a path could hide.
      const matches = picomatch([...globs], { dot: true, nonegate: true, flags: 's' });
      return paths.filter((path) => matches(path));
    });
  } catch (cause) {
    if (cause instanceof BranchProdError) throw cause;
    throw new BranchProdError('config-invalid', "The config's globs can't be matched.", {
      nextStep: 'Write shorter globs, such as "src/**".',
      cause,
    });
  }
}

/** Whether one of the globs matches the path; see {@link matchingPaths}. */
export function matchesAny(path: string, globs: readonly string[]): boolean {
  return matchingPaths([path], globs).length > 0;
}

/** The folders in which everything is that the globs match; `''` is the repository. Of a glob without wildcards, itself. */
export function globFolders(globs: readonly string[]): string[] {
  return [
    ...new Set(globs.map((glob) => picomatch.scan(glob, { nonegate: true, unescape: true }).base)),
  ];
}
