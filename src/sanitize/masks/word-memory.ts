import { ownCopy } from './own-copy.ts';
import type { WordBounds } from './words.ts';

/** Words are remembered until there are so many; then all are forgotten. */
const MOST_WORDS = 1 << 17;
const SLOTS = MOST_WORDS * 2;
const LONGEST = 40;

/**
 * Remembers what is found out about a word as it is written: prose repeats its words. A hash table of its own, because
 * cutting each word out of the text and hashing it again, as a Map needs it, takes most of the time.
 */
export function rememberByWord<Value>(findOut: (word: string) => Value) {
  const slots = new Int32Array(SLOTS);
  let words: string[] = [];
  let values: Value[] = [];
  return (text: string, { starts, ends, hashes }: WordBounds, index: number): Value => {
    const start = starts[index] as number;
    const end = ends[index] as number;
    let slot = (hashes[index] as number) & (SLOTS - 1);
    for (let entry = slots[slot] as number; entry !== 0; entry = slots[slot] as number) {
      if (isAt(text, start, end, words[entry - 1] as string)) return values[entry - 1] as Value;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const value = findOut(text.slice(start, end));
    if (end - start > LONGEST) return value;
    if (words.length === MOST_WORDS) {
      slots.fill(0);
      words = [];
      values = [];
      slot = (hashes[index] as number) & (SLOTS - 1);
    }
    // A piece of the text would keep all of it in memory.
    words.push(ownCopy(text.slice(start, end)));
    values.push(value);
    slots[slot] = words.length;
    return value;
  };
}

function isAt(text: string, start: number, end: number, word: string): boolean {
  if (word.length !== end - start) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (text.charCodeAt(start + index) !== word.charCodeAt(index)) return false;
  }
  return true;
}
