/** The two lowest bits of a feature say of which kind it is. */
export const kind = { word: 0, pair: 1, part: 2 };

const words = /[\p{L}\p{N}]+(?:['.][\p{L}\p{N}]+)*/gu;

/**
 * What a text is made of and how often: words, pairs of neighbouring words, and the 3 to 5 characters long
 * parts of words, each as a 32-bit hash. Case is ignored.
 */
export function countFeatures(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  const add = (feature: number, times: number) => {
    counts.set(feature, (counts.get(feature) ?? 0) + times);
  };
  const timesOf = new Map<string, number>();
  let previous: string | undefined;
  for (const [word] of text.toLowerCase().matchAll(words)) {
    timesOf.set(word, (timesOf.get(word) ?? 0) + 1);
    if (previous !== undefined) add(hash(`${previous} ${word}`, kind.pair), 1);
    previous = word;
  }
  for (const [word, times] of timesOf) {
    add(hash(word, kind.word), times);
    addParts(`_${word}_`, (part) => add(part, times));
  }
  return counts;
}

function addParts(bounded: string, add: (feature: number) => void): void {
  for (let start = 0; start + 3 <= bounded.length; start += 1) {
    let state = offsetBasis;
    const end = Math.min(start + 5, bounded.length);
    for (let index = start; index < end; index += 1) {
      state = step(state, bounded.charCodeAt(index));
      if (index >= start + 2) add(finish(state, kind.part));
    }
  }
}

function hash(text: string, ofKind: number): number {
  let state = offsetBasis;
  for (let index = 0; index < text.length; index += 1) state = step(state, text.charCodeAt(index));
  return finish(state, ofKind);
}

const offsetBasis = 0x811c9dc5;

/** FNV-1a (Fowler, Noll, Vo), on UTF-16 code units instead of bytes. */
function step(state: number, code: number): number {
  return Math.imul(state ^ code, 0x01000193);
}

/** MurmurHash3's finaliser (Appleby), since FNV leaves the high bits of short texts alike; then the kind. */
function finish(state: number, ofKind: number): number {
  let mixed = state ^ (state >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return ((mixed & ~3) | ofKind) >>> 0;
}
