import { caseNameSchema } from '../../replay/case.ts';
import { readCasePath } from './case-path.ts';
import { quoted } from './quoted.ts';
import { problem, type Read } from './read.ts';

/** The name of a case, as somebody wrote it or the path of its file. */
export function readCaseName(word: string): Read<string> {
  const path = word.includes('/') ? readCasePath(word) : word;
  const name = path?.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
  const { data, success } = caseNameSchema.safeParse(name);
  if (success) return { value: data };
  return problem(`${quoted(word)} is no case: write its name, or its path in the repository`);
}
