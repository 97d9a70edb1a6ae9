import type { Corpus } from '../../src/demo/corpus/corpus.ts';

export interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * What is personal in mail, as its headers tell, found without any of the code that masks it.
 *
 * - A name of a header: its words in their order and in any case, with whatever is no word between them; a name of one
 *   word with a capital or as written.
 * - An address: anything of the form `x@y.z`.
 * - A telephone number: one that its writer calls so (`Tel:`, `Phone`, `Fax`, `Mobile`, `Cell`) or that begins with `+`.
 * - A word of a header's name of two words and more, with a capital. A word that the mail writes in lower case as often
 *   as that (Will, Page) is personal only beside another word of a name.
 */
export function createEntityFinder({ people, messages }: Corpus): (text: string) => Place[] {
  const names = people.flatMap(({ name }) => (name === null ? [] : [wordsOf(name)]));
  const byFirstWord = Map.groupBy(names.filter(hasWords), ([first]) => first && lowerCase(first));
  const nameWords = new Set(
    names.filter(({ length }) => length > 1).flatMap((words) => words.map(lowerCase)),
  );
  const ordinary = findOrdinaryWords(messages.map(({ body }) => body));
  return (text) => {
    const words = wordsOf(text);
    const isNameWord = (word: Word | undefined) =>
      word !== undefined && isCapitalised(word.text) && nameWords.has(lowerCase(word));
    return [
      ...words.flatMap((word, index) => {
        const named = (byFirstWord.get(lowerCase(word)) ?? []).filter((name) =>
          isNameAt(name, words, index),
        );
        return named.map(({ length }) => ({ ...word, end: words[index + length - 1]?.end ?? 0 }));
      }),
      ...words.filter((word, index) => {
        const isBesideOne = isNameWord(words[index - 1]) || isNameWord(words[index + 1]);
        return isNameWord(word) && (isBesideOne || !ordinary.has(lowerCase(word)));
      }),
      ...places(text, /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+\.[a-z]{2,}/gi),
      ...findPhoneNumbers(text),
    ];
  };
}

/** Telephone numbers that say that they are, with their label. */
export function findPhoneNumbers(text: string): Place[] {
  return places(
    text,
    /(?<!\w)(?:(?:tele?(?:phone)?|phone|fax|mobile|cell)(?: ?(?:no|number|#))?[.:]{0,2} {0,3}(?=[+(\d])[+(]?\d[\d ()./-]{6,20}\d|\+[1-9][\d ()./-]{7,20}\d)/gi,
  );
}

interface Word extends Place {
  readonly text: string;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ index, 0: word }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

function places(text: string, pattern: RegExp): Place[] {
  return [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));
}

/** Without accents: mail programs of the time lost them. */
const lowerCase = ({ text }: Word) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const nowhere: Word = { text: '', start: 0, end: 0 };
const hasWords = (words: Word[]) => words.length > 0;
const isCapitalised = (word: string) => /^\p{Lu}/u.test(word);

function isNameAt(name: readonly Word[], words: readonly Word[], index: number): boolean {
  const [first] = name;
  if (name.length === 1) {
    return words[index]?.text === first?.text || isCapitalised(words[index]?.text ?? '');
  }
  return name.every(
    (word, offset) => lowerCase(words[index + offset] ?? nowhere) === lowerCase(word),
  );
}

/** Words that stand by themselves in lower case as often as with a capital. */
function findOrdinaryWords(texts: readonly string[]): ReadonlySet<string> {
  const lower = new Map<string, number>();
  for (const text of texts) {
    for (const [token] of text.matchAll(/(?<=^|\s)["'(]?\p{L}+[.,;:!?)'"]*(?=\s|$)/gu)) {
      const word = token.replace(/[^\p{L}]/gu, '');
      const key = word.toLowerCase();
      lower.set(key, (lower.get(key) ?? 0) + (isCapitalised(word) ? -1 : 1));
    }
  }
  return new Set([...lower].flatMap(([word, surplus]) => (surplus >= 0 ? [word] : [])));
}
