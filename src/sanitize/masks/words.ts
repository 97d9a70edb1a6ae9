import { type CharacterKind, kindOfCharacter, LETTER, MARK, NONE, SIGN } from './signs.ts';

/** Where a word stands; `end` is after its last code unit. */
export interface Span {
  start: number;
  end: number;
}

/**
 * The words of a text: runs of letters, digits and combining marks, and each letter of a script that is written without
 * blanks. Nothing else bounds a known value.
 */
export function findWords(text: string): Span[] {
  const { count, starts, ends } = findWordBounds(text);
  return Array.from({ length: count }, (_, index) => ({
    start: starts[index] as number,
    end: ends[index] as number,
  }));
}

/** {@link findWords} for long texts: 12 bytes a word. */
export interface WordBounds {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Equal for equal words; others may share it. */
  hashes: Int32Array;
}

export function findWordBounds(text: string): WordBounds {
  let words = emptyBounds((text.length >> 2) + 8);
  let count = 0;
  for (let position = 0; position < text.length; ) {
    const start = position;
    const first = kindAt(text, position);
    let kind = first;
    if (kind === NONE) {
      position += 1;
      continue;
    }
    let hash = 0;
    do {
      const unit = text.charCodeAt(position);
      hash = Math.imul(hash ^ unit, 0x9e3779b1);
      hash ^= hash >>> 15;
      position += isHighSurrogate(unit) ? 2 : 1;
      kind = kindAt(text, position);
    } while (kind === MARK || (kind === LETTER && first !== SIGN));
    if (count === words.starts.length) words = grown(words);
    words.starts[count] = start;
    words.ends[count] = position;
    words.hashes[count] = hash;
    count += 1;
  }
  return { ...words, count };
}

function emptyBounds(length: number): WordBounds {
  const [starts, ends, hashes] = [0, 1, 2].map(() => new Int32Array(length));
  return { count: 0, starts, ends, hashes } as WordBounds;
}

function grown({ starts, ends, hashes }: WordBounds): WordBounds {
  const more = emptyBounds(starts.length * 2);
  more.starts.set(starts);
  more.ends.set(ends);
  more.hashes.set(hashes);
  return more;
}

const UNKNOWN = 4;
/** The kind of each code unit of the basic plane, once somebody asked. */
const unitKinds = new Uint8Array(0x10000).fill(UNKNOWN);

/** The kind of the character that begins here. */
function kindAt(text: string, position: number): CharacterKind {
  if (position >= text.length) return NONE;
  const unit = text.charCodeAt(position);
  const known = unitKinds[unit] as CharacterKind | typeof UNKNOWN;
  if (known !== UNKNOWN) return known;
  const kind = kindOfCharacter(String.fromCodePoint(text.codePointAt(position) as number));
  // What a high surrogate is depends on the low one.
  if (unit < 0xd800 || unit > 0xdfff) unitKinds[unit] = kind;
  return kind;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Whether a text begins with a letter of a script that is written without blanks. */
export function beginsWithSign(text: string): boolean {
  return kindAt(text, 0) === SIGN;
}

/** The signs that {@link opening} has at most. */
export const OPENING = 3;

/**
 * By which a folded value of these words is looked for: its first word, or if that is a sign, which many values begin
 * with, its first signs.
 */
export function opening(folded: string, words: readonly Span[]): string {
  let end = 1;
  while (end < Math.min(words.length, OPENING) && areSigns(folded, words.slice(0, end + 1)))
    end += 1;
  return words
    .slice(0, end)
    .map((word) => folded.slice(word.start, word.end))
    .join('');
}

function areSigns(text: string, words: readonly Span[]): boolean {
  return words.every(({ start }) => kindAt(text, start) === SIGN);
}

/** A word as words are compared when case does not matter. */
export function foldWord(word: string): string {
  return word.normalize('NFC').toLowerCase();
}

/** Whether a text has nothing but letters and their combining marks. */
export function isLetters(text: string): boolean {
  return !/[^\p{L}\p{M}]/u.test(text);
}

/** Whether a word begins with a capital, or with a letter of a script that has none. */
export function isCapitalised(word: string): boolean {
  return /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(word);
}
