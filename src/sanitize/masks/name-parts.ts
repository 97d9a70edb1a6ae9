import { foldsForSearch } from './fold.ts';
import { splitFullName } from './full-name.ts';
import { beginsWithSign, isLetters } from './words.ts';
import { functionWords, groupWords, placeholderWords } from './words-that-are-no-names.ts';

/**
 * The runs of letters and digits of a raw person value as {@link foldsForSearch} gives them, and the runs of letters inside
 * them.
 */
export function rawTokens(value: string): string[] {
  const runs = value.normalize('NFC').match(/[\p{L}\p{N}\p{M}]{1,1000}/gu) ?? [];
  const words = runs.flatMap(foldsForSearch);
  return [
    ...new Set(words.flatMap((word) => [word, ...(word.match(/[\p{L}\p{M}]{1,1000}/gu) ?? [])])),
  ];
}

/**
 * The folded words of a raw person value that point at this person when they stand alone: of 3 letters or more (of a
 * script without blanks 2), no function word. None come from one word alone (it is searched as a whole), unless it is
 * a family's name and a given one, from a list or an organisation ("Irish Linux Users Group"), an address or a domain,
 * nor from what an organisation adds to a name ("Ada Lovelace (Dublin)", "Ada Lovelace - Analytics").
 */
export function nameParts(value: string): string[] {
  if (/^[A-Za-z]+(?: [A-Za-z]+)+$/.test(value)) return partsAmong(value.toLowerCase().split(' '));
  const words = rawTokens(value.replace(/\([^()]*\)|\[[^[\]]*\]| - .*/gs, ' '));
  return /@|\p{L}\.\p{L}{2}/u.test(value) ? [] : partsAmong(words);
}

/** {@link nameParts} of a value that has these folded words and nothing beside them. */
export function partsAmong(words: readonly string[]): string[] {
  if (words.some((word) => groupWords.has(word))) return [];
  const isFullName = words.some((word) => word !== words[0]);
  const parts = isFullName ? words : words.slice(0, 1).flatMap((word) => splitFullName(word) ?? []);
  return parts.filter(
    (word) =>
      isLetters(word) &&
      [...word].length >= (beginsWithSign(word) ? 2 : 3) &&
      !functionWords.has(word) &&
      !placeholderWords.has(word),
  );
}
