import { digitWord } from './digit-word.ts';
import { findAddresses } from './find-addresses.ts';
import { hasNobody } from './has-nobody.ts';
import { addressPseudonym } from './mail-address.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { nameWord } from './name-word.ts';
import { perContext } from './per-context.ts';
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
 * Masks a name word by word, so that "Justin Mason", "Justin" and "Mason, Justin" agree. Script, letter case, number of
 * words, initials, punctuation and suffixes such as "Jr." stay; addresses inside get the pseudonym of the `email`
 * mask. A value of punctuation alone ("-") has nobody in it and stays.
 */
export const maskPerson: ApplyMask = (raw, context) => {
  if (hasNobody(raw)) return raw;
  return chooseUnlikeRaw(raw, context, (attempt) => maskName(raw, attempt, context));
};

function maskName(raw: string, attempt: number, context: MaskContext): string {
  if (!raw.includes('@')) return maskWords(raw, attempt, context);
  let masked = '';
  let position = 0;
  for (const { start, end } of findAddresses(raw)) {
    masked += maskWords(raw.slice(position, start), attempt, context);
    masked += addressPseudonym(raw.slice(start, end), inside(context));
    position = end;
  }
  return masked + maskWords(raw.slice(position), attempt, context);
}

/** The column's length concerns the whole value alone. */
const inside = perContext<MaskContext>(({ hash, known, firstAttempt }) => ({
  hash,
  known,
  firstAttempt,
}));

/** Letters, digits, and what may be a name without being either (an emoji); ASCII punctuation stays between them. */
const pieces = /([\p{L}\p{M}]{1,1000})|(\p{N}{1,1000})|([^\p{P}\p{Z}\p{Cc}\p{ASCII}]{1,1000})/gu;

function maskWords(text: string, attempt: number, context: MaskContext): string {
  return text.replace(pieces, (piece, letters, digits, _symbols, offset: number) => {
    if (digits) return otherDigits(piece, attempt, context);
    if (letters && attempt === 0 && isSuffix(piece, text, offset, context)) return piece;
    // Another attempt must differ in some word, at the price that this one value agrees with no other.
    return nameWord(piece, context, { attempt });
  });
}

/** Somebody may be called so; then it is a word like any other. */
function isSuffix(word: string, text: string, offset: number, { known }: MaskContext): boolean {
  if (word.length > 6 || !suffixes.has(foldWord(word)) || known.lookup(word) !== undefined) {
    return false;
  }
  return offset > 0 || (word === 'mailto' && text.length > word.length);
}

const otherDigits = digitWord('person-digits');
