import type { KnownValues } from '../known-values.ts';
import { findKnownNumbers, findKnownValues } from './find-known-values.ts';

/**
 * Whether {@link findKnownValues} finds anything. Every pseudonym is asked about, and nearly none holds anything: where
 * the words of a short text in ASCII begin no known value, that is known without the search.
 */
export function holdsKnownValue(text: string, known: KnownValues): boolean {
  if (known.longestSequence === 0) return false;
  const bounds = readWords(text);
  if (bounds === undefined || mayHoldWords(text, bounds, known)) {
    return findKnownValues(text, known).length > 0;
  }
  return bounds.hasNumber && findKnownNumbers(text, known).length > 0;
}

const MOST_WORDS = 32;
/** Reused, since it is filled for every pseudonym. */
const starts = new Uint16Array(MOST_WORDS);
const ends = new Uint16Array(MOST_WORDS);

interface Bounds {
  count: number;
  /** Whether there are seven digits or more, with at most three other characters and no letter between any two. */
  hasNumber: boolean;
}

/** What a character of ASCII is: 0 for one that a text may not have to be its own only reading. */
const DIGIT = 1;
const LETTER = 2;
const OTHER = 3;
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) return DIGIT;
  if (/[A-Za-z]/.test(character)) return LETTER;
  return /[ -%'-~]/.test(character) ? OTHER : 0;
});

function readWords(text: string): Bounds | undefined {
  const { length } = text;
  if (length > 0xffff) return undefined;
  let count = 0;
  let isInside = false;
  let digits = 0;
  let lastDigit = 0;
  let hasNumber = false;
  for (let index = 0; index < length; index += 1) {
    const kind = kinds[text.charCodeAt(index)];
    if (!kind) return undefined;
    if (kind === DIGIT) {
      digits = index - lastDigit <= 4 ? digits + 1 : 1;
      lastDigit = index;
      hasNumber ||= digits >= 7;
    } else if (kind === LETTER) digits = 0;
    if (kind === OTHER) {
      if (isInside) ends[count++] = index;
      isInside = false;
    } else if (!isInside) {
      if (count === MOST_WORDS) return undefined;
      starts[count] = index;
      isInside = true;
    }
  }
  if (isInside) ends[count++] = length;
  return { count, hasNumber };
}

/** Whether a known value may stand here: each of as many words as it has is one that it may have there. */
function mayHoldWords(text: string, { count }: Bounds, known: KnownValues): boolean {
  const lower = text.toLowerCase();
  for (let index = 0; index < count; index += 1) {
    const start = starts[index] as number;
    const end = ends[index] as number;
    if (mayBegin(lower, start, end, index, count, known)) return true;
    // It may be a genitive's.
    if (lower.charCodeAt(end - 1) === S && mayBegin(lower, start, end - 1, index, count, known)) {
      return true;
    }
  }
  return false;
}

const S = 0x73;

function mayBegin(
  lower: string,
  start: number,
  end: number,
  index: number,
  count: number,
  known: KnownValues,
): boolean {
  for (const length of known.lengthsFrom(lower, start, end)) {
    if (index + length <= count && mayContinue(lower, index + 1, index + length, known)) {
      return true;
    }
  }
  return false;
}

function mayContinue(lower: string, from: number, to: number, known: KnownValues): boolean {
  for (let index = from; index < to; index += 1) {
    const start = starts[index] as number;
    const end = ends[index] as number;
    const continues =
      known.mayContinue(lower, start, end) ||
      (lower.charCodeAt(end - 1) === S && known.mayContinue(lower, start, end - 1));
    if (!continues) return false;
  }
  return true;
}
