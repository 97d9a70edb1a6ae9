import { BranchProdError } from '../../errors.ts';
import { keyedDraws } from './keyed-draws.ts';
import type { MaskContext } from './mask.ts';
import { namePool } from './name-pool.ts';
import { foldWord } from './words.ts';

/**
 * The pseudonym of one word of a name, in the letter case of the word: a name from the pool that is no word of
 * any raw person value, or two joined ("Annabelwood") if eight were raw. A single letter becomes another one.
 */
export function nameWord(word: string, context: MaskContext): string {
  const folded = foldWord(word);
  if (/^\p{L}$/u.test(folded)) return inCaseOf(word, otherLetter(folded, context));
  const draw = keyedDraws(context.hash, 'person', folded);
  for (let attempt = 0; attempt < 64; attempt += 1) {
    const first = draw(namePool.length);
    const name = (namePool[first] as string).toLowerCase();
    const candidate =
      attempt < 8 ? name : name + (namePool[draw(namePool.length)] as string).toLowerCase();
    if (candidate !== folded && !context.known.isRawToken(candidate)) {
      return inCaseOf(word, candidate);
    }
  }
  throw new BranchProdError('mask-failed', 'no pseudonym for a name is free', {
    nextStep: 'Give the column the mask `hash` or `null`.',
  });
}

function otherLetter(letter: string, { hash }: MaskContext): string {
  const others = [...'abcdefghijklmnopqrstuvwxyz'].filter((other) => other !== letter);
  return others[keyedDraws(hash, 'initial', letter)(others.length)] as string;
}

/** Scripts without letter case get a capital, as Latin names have one. */
function inCaseOf(word: string, lower: string): string {
  const isUpper = word === word.toUpperCase();
  const [first = ''] = word;
  if (isUpper && word !== word.toLowerCase() && (word.length > 1 || lower.length === 1)) {
    return lower.toUpperCase();
  }
  if (!isUpper && first === first.toLowerCase()) return lower;
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
