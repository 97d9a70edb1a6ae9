import picomatch from 'picomatch';
import { BranchProdError } from '../errors.ts';
import { runWithin } from '../replay/time-limit.ts';

const LIMIT_MS = 1000;

/**
 * The paths that at least one of the config's globs matches, as in a shell with `globstar`, names with a leading dot
 * included. Paths and globs are relative to the repository. Both are hostile: a glob such as `*a*a*a*a*a` can take
 * years on a path that somebody chose.
 *
 * @throws {BranchProdError} `config-invalid` if the globs take longer than a second
 */
export function matchingPaths(paths: readonly string[], globs: readonly string[]): string[] {
  try {
    return runWithin(LIMIT_MS, 'Matching', () => {
      // By itself `.` matches no line break, with which a path could hide.
      const matches = picomatch([...globs], { dot: true, nonegate: true, flags: 's' });
      return paths.filter((path) => matches(path));
    });
  } catch (cause) {
    throw new BranchProdError('config-invalid', "The config's globs can't be matched in time.", {
      nextStep: 'Write each glob with fewer wildcards, such as "src/**".',
      cause,
    });
  }
}

/** Whether one of the globs matches the path; see {@link matchingPaths}. */
export function matchesAny(path: string, globs: readonly string[]): boolean {
  return matchingPaths([path], globs).length > 0;
}
