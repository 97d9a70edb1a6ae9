import { functionWords, groupWords, placeholderWords } from './words-that-are-no-names.ts';

/** Where a word stands; `end` is after its last code unit. */
export interface Span {
  start: number;
  end: number;
}

/** The words of a text: runs of letters, digits and combining marks. Nothing else bounds a known value. */
export function findWords(text: string): Span[] {
  const words: Span[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    words.push({ start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** A word as words are compared when case does not matter. */
export function foldWord(word: string): string {
  return word.normalize('NFC').toLowerCase();
}

/** The folded words of a raw person value, and the runs of letters inside them. */
export function rawTokens(value: string): string[] {
  const words = findWords(value).map(({ start, end }) => foldWord(value.slice(start, end)));
  return [...new Set(words.flatMap((word) => [word, ...(word.match(/[\p{L}\p{M}]+/gu) ?? [])]))];
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
      /^[\p{L}\p{M}]{3,}$/u.test(word) && !functionWords.has(word) && !placeholderWords.has(word),
  );
}
