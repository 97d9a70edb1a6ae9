import { matchingPaths } from '../../../config/matching-paths.ts';
import type { ChangedFile } from '../threads/read-pull.ts';

/** A line of a file of the commit, counted from 1. */
export interface PromptLine {
  readonly path: string;
  readonly line: number;
}

/** The first line that was changed in each prompt file; files without one (binary, removed, too large) are left out. */
export function promptLines(
  files: readonly ChangedFile[],
  promptPaths: readonly string[],
): PromptLine[] {
  const paths = files.filter(({ isRemoved }) => !isRemoved).map(({ path }) => path);
  const prompts = new Set(matchingPaths(paths, promptPaths));
  return files
    .filter(({ path }) => prompts.has(path))
    .flatMap(({ path, patch = '' }) => {
      const line = firstChangedLine(patch);
      return line === undefined ? [] : [{ path, line }];
    });
}

/** The first line that was added or, where lines were only taken away, the one that now stands in their place. */
function firstChangedLine(patch: string): number | undefined {
  let line: number | undefined;
  for (const text of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (hunk !== null) line = Number(hunk[1]);
    else if (line !== undefined && /^[+-]/.test(text)) return Math.max(line, 1);
    else if (line !== undefined && text.startsWith(' ')) line++;
  }
  return undefined;
}
