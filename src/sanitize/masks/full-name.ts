import { isFamilyName } from './common-name.ts';
import { scriptOf } from './name-script.ts';

/** The family's name and the given one of a name that is written without a blank between them (王伟, 김민준). */
export function splitFullName(name: string): [family: string, given: string] | undefined {
  const script = scriptOf(name);
  if ((script !== 'Han' && script !== 'Hangul') || name.length > 4) return undefined;
  const family = [2, 1]
    .map((length) => name.slice(0, length))
    .find((start) => start.length < name.length && isFamilyName(start, script));
  return family === undefined ? undefined : [family, name.slice(family.length)];
}
