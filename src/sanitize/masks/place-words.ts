import type { MaskContext } from './mask.ts';
import { ordinal, otherOrdinal } from './ordinal.ts';
import { otherCode } from './other-code.ts';
import { type PlaceOptions, placeWord } from './place-word.ts';
import { writeAs } from './write-as.ts';

/** Between the words of a place's name, in lower case, they say nothing of which it is. */
const connectors = new Set(
  'a aan am an auf bei by con da das de dei del della den der des di do dos du e el en het i im in la las le les lez los na nad of on ob op sous sur the under unter upon vor y za zum zur и на'.split(
    ' ',
  ),
);

/** Words with digits, words, and what may be a name without being either (an emoji). */
const pieces =
  /[\p{L}\p{M}]{0,1000}\p{Nd}[\p{L}\p{M}\p{Nd}]{0,1000}|[\p{L}\p{M}]{1,1000}|[^\p{P}\p{Z}\p{Cc}\p{ASCII}]{1,1000}/gu;

/**
 * Masks the words and numbers of a place; punctuation, white space and lines stay.
 *
 * @param keptEnding how many characters at the end of a word are kept, since they say only what kind of place it is.
 */
export function maskPlaceWords(
  text: string,
  context: MaskContext,
  options: PlaceOptions,
  keptEnding: (word: string) => number = () => 0,
): string {
  return text.replace(pieces, (piece, offset: number) => {
    // Another attempt must find something to change.
    const isInside = options.attempt === 0 && offset > 0 && offset + piece.length < text.length;
    if (isInside && connectors.has(piece)) return piece;
    if (/\p{Nd}/u.test(piece)) return otherNumberWord(piece, context, options.attempt);
    const end = piece.length - keptEnding(piece);
    return end === 0 ? piece : placeWord(piece.slice(0, end), context, options) + piece.slice(end);
  });
}

/** "12a" becomes "37c", and "5th" "8th". */
function otherNumberWord(word: string, context: MaskContext, attempt: number): string {
  if (ordinal.test(word)) return otherOrdinal(word, context, attempt);
  const code = word.toUpperCase();
  if (!/^[A-Z\d]+$/.test(code)) return otherSigns(word, context, attempt);
  const masked = otherCode(code, context, attempt);
  return [...masked]
    .map((sign, index) => (/[a-z]/.test(word[index] as string) ? sign.toLowerCase() : sign))
    .join('');
}

/** Digits of any script become ASCII's, and letters that are none of `A` to `Z` a place's. */
function otherSigns(word: string, context: MaskContext, attempt: number): string {
  return word.replace(/\p{Nd}{1,1000}|\P{Nd}{1,1000}/gu, (run) =>
    /^\d+$/.test(run)
      ? otherCode(run, context, attempt)
      : /^\p{Nd}/u.test(run)
        ? writeAs(run, otherCode('7'.repeat([...run].length), context, attempt), /./gu)
        : placeWord(run, context, { country: undefined, attempt }),
  );
}
