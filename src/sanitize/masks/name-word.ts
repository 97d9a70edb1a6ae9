import { BranchProdError } from '../../errors.ts';
import { initials, isCommonName, type NameKind, otherCommonName } from './common-name.ts';
import { foldForSearch } from './fold.ts';
import { splitFullName } from './full-name.ts';
import { keyedDraws } from './keyed-draws.ts';
import { inCaseOf } from './letter-case.ts';
import type { MaskContext } from './mask.ts';
import { blendName } from './name-blend.ts';
import { scriptOf } from './name-script.ts';
import { ownCopy } from './own-copy.ts';
import { perContext } from './per-context.ts';
import { foldWord } from './words.ts';

/**
 * The pseudonym of one word of a name, in its script and letter case: a letter for a letter, for a name that many have
 * another such name, for any other word a {@link blendName}. It depends on nothing but the letters, so a word agrees in
 * columns of first and last names, in whole names and in prose, with and without accents. It is no word of any raw
 * person value. Words in a script without names get Latin names.
 *
 * @param options.attempt above 0: another one, that agrees with that of no other value.
 */
export function nameWord(
  word: string,
  context: MaskContext,
  { kind = 'person', attempt = 0 }: { kind?: NameKind; attempt?: number } = {},
): string {
  if (attempt > 0 || word.length > 64) return makeName(word, context, kind, attempt);
  const remembered = wordsOf(context)[kind];
  let name = remembered.get(word);
  if (name === undefined) {
    name = makeName(word, context, kind, attempt);
    if (remembered.size >= 200_000) remembered.clear();
    remembered.set(ownCopy(word), name);
  }
  return name;
}

const makeName = (word: string, context: MaskContext, kind: NameKind, attempt: number) =>
  inCaseOf(word, otherName(foldWord(word), context, kind, attempt));

const wordsOf = perContext(() => ({
  person: new Map<string, string>(),
  company: new Map<string, string>(),
}));

function otherName(folded: string, context: MaskContext, kind: NameKind, attempt: number): string {
  const { hash, known } = context;
  const script = scriptOf(folded);
  const bare = foldForSearch(folded);
  // So that every spelling of the capitals in "McDonald" agrees.
  const prefix = script === 'Latin' && /^mc\p{L}{3}/u.test(bare) ? 'mc' : '';
  const key = bare.slice(prefix.length);
  const isLetter = /^\p{L}$/u.test(key);
  const isFree = (name: string) =>
    foldForSearch(name) !== key && (isLetter || !known.isRawToken(prefix + name));
  if (attempt === 0) {
    const common = otherCommonName(key, script, hash, kind) ?? otherFullName(key, context, kind);
    if (common !== undefined && isFree(common)) return prefix + common;
  }
  const draw = keyedDraws(hash, kind, `${attempt}\0${key}`);
  const signs = isLetter ? 1 : [...key.slice(0, 16)].length;
  for (let blends = 0; blends < 64; blends += 1) {
    const name =
      isLetter && attempt === 0
        ? (initials(script)[draw(initials(script).length)] as string)
        : blendName(script, signs, attempt === 0 ? blends >> 3 : 1 + (blends >> 3), draw);
    if (isFree(name) && (isLetter || !isCommonName(foldForSearch(name), script)))
      return prefix + name;
  }
  throw new BranchProdError('mask-failed', 'no pseudonym for a name is free', {
    nextStep: 'Give the column the mask `hash` or `null`.',
  });
}

/** Of a name without a blank between its parts: the pseudonyms that the parts have alone. */
function otherFullName(name: string, context: MaskContext, kind: NameKind): string | undefined {
  return splitFullName(name)
    ?.map((part) => otherName(part, context, kind, 0))
    .join('');
}
