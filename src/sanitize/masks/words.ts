import { functionWords, groupWords, placeholderWords } from './words-that-are-no-names.ts';

/** Where a word stands; `end` is after its last code unit. */
export interface Span {
  start: number;
  end: number;
}

/** The words of a text: runs of letters, digits and combining marks. Nothing else bounds a known value. */
export function findWords(text: string): Span[] {
  const words: Span[] = [];
  // An unbounded run of such a class overflows the stack of V8's matcher after a few million characters.
  for (const { index, 0: piece } of text.matchAll(/[\p{L}\p{N}\p{M}]{1,1000}/gu)) {
    const last = words.at(-1);
    if (last?.end === index) last.end += piece.length;
    else words.push({ start: index, end: index + piece.length });
  }
  return words;
}

/** A word as words are compared when case does not matter. */
export function foldWord(word: string): string {
  return word.normalize('NFC').toLowerCase();
}

/** Whether a text has nothing but letters and their combining marks. */
export function isLetters(text: string): boolean {
  return !/[^\p{L}\p{M}]/u.test(text);
}

/** The folded words of a raw person value, and the runs of letters inside them. */
export function rawTokens(value: string): string[] {
  const words = findWords(value).map(({ start, end }) => foldWord(value.slice(start, end)));
  return [
    ...new Set(words.flatMap((word) => [word, ...(word.match(/[\p{L}\p{M}]{1,1000}/gu) ?? [])])),
  ];
}

/**
 * The folded words of a raw person value that point at this person when they stand alone: of 3 letters or more,
 * no function word. None come from one word alone (it is searched as a whole), from a list or an organisation
 * ("Irish Linux Users Group"), an address or a domain, nor from what an organisation adds to a name
 * ("Ada Lovelace (Dublin)", "Ada Lovelace - Analytics").
 */
export function nameParts(value: string): string[] {
  const words = rawTokens(value.replace(/\([^()]*\)|\[[^[\]]*\]| - .*/gs, ' '));
  const isPerson = words.length > 1 && !/@|\p{L}\.\p{L}{2}/u.test(value);
  if (!isPerson || words.some((word) => groupWords.has(word))) return [];
  return words.filter(
    (word) =>
      isLetters(word) &&
      [...word].length >= 3 &&
      !functionWords.has(word) &&
      !placeholderWords.has(word),
  );
}
