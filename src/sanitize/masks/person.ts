import { addressPseudonym } from './address.ts';
import { findAddresses } from './find-addresses.ts';
import { keyedDraws } from './keyed-draws.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { nameWord } from './name-word.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';
import { foldWord } from './words.ts';

/** Said of a person but naming none: kept behind the first word. */
const suffixes = new Set([
  'jr',
  'sr',
  'jnr',
  'snr',
  'ii',
  'iii',
  'iv',
  'phd',
  'md',
  'esq',
  'mailto',
]);

/**
 * Masks a name word by word, so that "Justin Mason", "Justin" and "Mason, Justin" agree. Letter case, number of
 * words, initials, punctuation and suffixes such as "Jr." stay; addresses inside get the pseudonym of the
 * `email` mask. Names in other scripts get Latin pseudonyms. A value without any letter, digit or character
 * beyond ASCII ("-") has nobody in it and stays.
 */
export const maskPerson: ApplyMask = (raw, context) => {
  if (!/[\p{L}\p{N}\u0080-\u{10FFFF}]/u.test(raw)) return raw;
  return chooseUnlikeRaw(raw, context, (attempt) => maskName(raw, attempt, context));
};

function maskName(raw: string, attempt: number, context: MaskContext): string {
  let masked = '';
  let position = 0;
  for (const { start, end } of findAddresses(raw)) {
    masked += maskWords(raw.slice(position, start), attempt, context);
    masked += addressPseudonym(raw.slice(start, end), context);
    position = end;
  }
  return masked + maskWords(raw.slice(position), attempt, context);
}

/** Letters, digits, and what may be a name without being either (an emoji); ASCII punctuation stays between them. */
const pieces = /([\p{L}\p{M}]{1,1000})|(\p{N}{1,1000})|([^\p{P}\p{Z}\p{Cc}\p{ASCII}]{1,1000})/gu;

function maskWords(text: string, attempt: number, context: MaskContext): string {
  return text.replace(pieces, (piece, letters, digits, _symbols, offset: number) => {
    if (digits) return otherDigits(piece, attempt, context);
    if (letters && isSuffix(piece, offset, context)) return piece;
    // Another attempt must differ in some word, at the price that this one value agrees with no other.
    return nameWord(attempt === 0 ? piece : piece + 'x'.repeat(attempt), context);
  });
}

/** Somebody may be called so; then it is a word like any other. */
function isSuffix(word: string, offset: number, { known }: MaskContext): boolean {
  if (!suffixes.has(foldWord(word)) || known.lookup(word) !== undefined) return false;
  return offset > 0 || word === 'mailto';
}

function otherDigits(digits: string, attempt: number, { hash }: MaskContext): string {
  const draw = keyedDraws(hash, 'person-digits', `${attempt}\0${digits}`);
  return [...digits].map(() => draw(10)).join('');
}
