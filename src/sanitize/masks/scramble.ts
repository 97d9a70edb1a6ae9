import { otherBytes } from './bytes.ts';
import { poolOf } from './character-pools.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { otherCharacters } from './other-characters.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Other letters and digits, each of the same class: upper or lower case, digit, its script. Length, marks, punctuation
 * and white space stay; so does a value that has nothing else. One-to-one among texts of one form as long as there are
 * up to 2^52 of them (11 letters, 15 digits). Of a `bytea` in hexadecimal, other digits.
 */
export const maskScramble: ApplyMask = scrambleIn('scramble');

/** The same for another mask's values: its pseudonyms have nothing to do with those of `scramble`. */
export function scrambleIn(domain: string): (raw: string, context: MaskContext) => string {
  const scramble = createScramble(domain);
  return (raw, context) => {
    const bytes = otherBytes(raw, domain, context);
    if (bytes !== undefined) return bytes;
    // Nothing but punctuation is nobody's.
    if (scramble(raw, context, 0) === raw) return raw;
    return chooseUnlikeRaw(raw, context, (attempt) => scramble(raw, context, attempt));
  };
}

/** The scrambled text for each attempt, to be put into a longer pseudonym. */
export function createScramble(domain: string) {
  const other = otherCharacters(domain);
  return (text: string, context: MaskContext, attempt: number): string => {
    const characters = [...text];
    return other(characters, characters.map(poolOf), context, attempt);
  };
}
