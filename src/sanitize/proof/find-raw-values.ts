import { mayStandAt } from '../masks/short-names.ts';
import { CAPITAL_ONLY } from '../raw-value-label.ts';
import type { SharedRawValues } from '../raw-values.ts';
import { openValueIndex } from '../value-index.ts';
import { type FoldedText, GOES_ON, kindAt, OF_WORD, OUTSIDE, SIGN } from './fold-text.ts';
import {
  BEGINNING,
  beginningEnd,
  bucketOf,
  createConfirmation,
  createRollingHash,
  LENGTHS,
  LONGEST,
  LONGEST_WHOLE,
  type ProofKey,
} from './raw-pattern.ts';

/**
 * Called with the place in the folded text where a raw value begins, its length and its label; what it returns are
 * further bits for the label, which later hits have, in all threads.
 */
export type OnRawValue = (start: number, length: number, label: number) => number;

/** Units of a text that are searched at once; a value that begins in them may end in the next ones. */
const WINDOW = 1 << 18;

/** What a unit is to the words of a text; `INSIDE` goes on with the word before. */
const BEGINS = 1;
const INSIDE = 2;

/**
 * Finds raw values in folded texts, as whole words (where there are blanks between words), in time linear in the text: from the hashes of all beginnings of
 * the text, each part of it is hashed in the same time (Karp and Rabin 1987). At the start of each word, its first
 * word tells which lengths the values have that begin like this, at most 64, and each is looked up.
 */
export function createRawValueFinder(
  shared: SharedRawValues,
  key: ProofKey,
): (text: FoldedText, onRawValue: OnRawValue) => void {
  const values = openValueIndex(shared.values);
  const lengths = new Uint32Array(shared.lengths);
  const rolling = createRollingHash(key);
  const confirm = createConfirmation(key);
  let hashes = new Int32Array(4096);
  let words = new Uint8Array(4096);

  /** Returns the kind of word that goes on where the next window begins. */
  function prepare(folded: string, from: number, next: number, to: number, before: number): number {
    if (hashes.length <= to - from) {
      hashes = new Int32Array((to - from) * 2);
      words = new Uint8Array((to - from) * 2);
    }
    let hash = 0;
    let word = before;
    let beforeNext = before;
    for (let at = from; at < to; at += 1) {
      hash = rolling.next(hash, folded.charCodeAt(at));
      hashes[at - from + 1] = hash;
      const kind = kindAt(folded, at);
      const goesOn =
        word !== OUTSIDE && (kind === GOES_ON || (kind === OF_WORD && word === OF_WORD));
      if (kind === OUTSIDE) {
        words[at - from] = OUTSIDE;
        word = OUTSIDE;
      } else if (goesOn) words[at - from] = INSIDE;
      else {
        words[at - from] = BEGINS;
        word = kind === SIGN ? SIGN : OF_WORD;
      }
      if (at === next - 1) beforeNext = word;
    }
    words[to - from] = to < folded.length && kindAt(folded, to) !== OUTSIDE ? INSIDE : OUTSIDE;
    return beforeNext;
  }

  /** What {@link beginningEnd} gives for a word that begins with no sign. */
  function wordEnd(start: number, from: number, to: number): number {
    const most = Math.min(start + BEGINNING, to);
    let end = start + 1;
    while (end < most && words[end - from] === INSIDE) end += 1;
    return end;
  }

  /** The key of a part of the text; none, if no value has it. */
  function keyOf(folded: string, from: number, start: number, length: number) {
    const before = hashes[start - from] as number;
    const high = rolling.part(before, hashes[start - from + length] as number, length);
    return values.hasHigh(high) ? confirm(high, folded.slice(start, start + length)) : undefined;
  }

  return ({ cased, folded }, onRawValue) => {
    if (values.size === 0) return;
    let word = OUTSIDE;
    for (let from = 0; from < folded.length; from += WINDOW) {
      const to = Math.min(folded.length, from + WINDOW + LONGEST);
      const startsBefore = Math.min(to, from + WINDOW);
      word = prepare(folded, from, startsBefore, to, word);
      for (let start = from; start < startsBefore; start += 1) {
        if (words[start - from] !== BEGINS) continue;
        const end =
          kindAt(folded, start) === SIGN ? beginningEnd(folded, start) : wordEnd(start, from, to);
        const beginning = rolling.part(
          hashes[start - from] as number,
          hashes[end - from] as number,
          end - start,
        );
        const bucket = bucketOf(beginning);
        for (let half = 0; half < 2; half += 1) {
          for (let bits = lengths[bucket + half] as number; bits !== 0; bits &= bits - 1) {
            const length = LENGTHS[half * 32 + 31 - Math.clz32(bits & -bits)] as number;
            if (start + length > to) continue;
            if (length <= LONGEST_WHOLE && words[start - from + length] === INSIDE) continue;
            const key = keyOf(folded, from, start, length);
            const label = key === undefined ? 0 : values.get(key);
            if (key === undefined || label === 0 || !isMeant(cased, start, length, label)) continue;
            const further = onRawValue(start, length, label);
            if (further !== 0) values.mark(key, further);
          }
        }
      }
    }
  };
}

function isMeant(cased: string, start: number, length: number, label: number): boolean {
  if ((label & CAPITAL_ONLY) !== 0 && /^\p{Ll}/u.test(cased.slice(start, start + 2))) return false;
  return kindAt(cased, start) !== SIGN || mayStandAt(cased, start, start + length);
}
