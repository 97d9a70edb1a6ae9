import type { Fingerprint } from './fingerprint.ts';

/** A slot: the two halves of a fingerprint and its label. */
const WORDS = 3;
export const ENTRY_BYTES = WORDS * 4;
const SMALLEST = 1024;
/** Fuller, and a search would read many slots in a row. */
const FULLEST = 0.75;

/** An index as threads share it: the memory itself, which nobody writes to any more. */
export interface SharedValueIndex {
  readonly slots: SharedArrayBuffer;
  readonly size: number;
}

/** Fingerprints with a label each, of which there will be no more. */
export interface ReadonlyValueIndex {
  readonly size: number;
  /** The label, from 1 to 2³² − 1; 0 if the fingerprint is absent. */
  get(fingerprint: Fingerprint): number;
  /** Sets further bits of the label of a fingerprint that is there, for all threads. */
  mark(fingerprint: Fingerprint, bits: number): void;
  /** Whether any fingerprint has this upper half: half of a fingerprint may be cheaper to have than all of it. */
  hasHigh(high: number): boolean;
  share(): SharedValueIndex;
  /** The entries without the empty slots, in pieces of some 100 kB. */
  entries(): Iterable<Uint32Array>;
}

export interface ValueIndex extends ReadonlyValueIndex {
  /** Sets or replaces the label, which may not be 0. */
  set(fingerprint: Fingerprint, label: number): void;
}

/**
 * A hash table with open addressing in one block of memory: 12 bytes a slot, at most three quarters of the slots in use.
 * 10 million entries take 201 MB; while the table grows to that 302 MB, and while it is made shared memory 402 MB.
 */
export function createValueIndex(): ValueIndex {
  let slots: Uint32Array = new Uint32Array(SMALLEST * WORDS);
  let size = 0;
  function grow() {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += WORDS) {
      if (old[at + 2] === 0) continue;
      const to = findSlot(slots, old[at] as number, old[at + 1] as number);
      slots[to] = old[at] as number;
      slots[to + 1] = old[at + 1] as number;
      slots[to + 2] = old[at + 2] as number;
    }
    release(old);
  }
  /** Shared memory can't be given back as soon as it is not needed, so it is only used in the end. */
  function share(): SharedValueIndex {
    if (!(slots.buffer instanceof SharedArrayBuffer)) {
      const old = slots;
      slots = new Uint32Array(new SharedArrayBuffer(old.byteLength));
      slots.set(old);
      release(old);
    }
    return { slots: slots.buffer as SharedArrayBuffer, size };
  }
  return {
    ...readers(() => slots),
    get size() {
      return size;
    },
    share,
    set({ high, low }, label) {
      let at = findSlot(slots, high, low);
      if (slots[at + 2] === 0) {
        if ((size + 1) * WORDS > slots.length * FULLEST) {
          grow();
          at = findSlot(slots, high, low);
        }
        size += 1;
        slots[at] = high;
        slots[at + 1] = low;
      }
      slots[at + 2] = label;
    },
  };
}

/** The index of {@link ReadonlyValueIndex.share}, in another thread. */
export function openValueIndex({ slots, size }: SharedValueIndex): ReadonlyValueIndex {
  const words = new Uint32Array(slots);
  return {
    size,
    share: () => ({ slots, size }),
    ...readers(() => words),
  };
}

/** Gives memory back at once: in a thread with a small heap the collector comes round late. */
function release({ buffer }: Uint32Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

function readers(slots: () => Uint32Array): Omit<ReadonlyValueIndex, 'size' | 'share'> {
  return {
    get({ high, low }) {
      const words = slots();
      return words[findSlot(words, high, low) + 2] as number;
    },
    mark({ high, low }, bits) {
      const words = slots();
      Atomics.or(words, findSlot(words, high, low) + 2, bits);
    },
    hasHigh(high) {
      const words = slots();
      for (let at = firstSlot(words, high); words[at + 2] !== 0; at = nextSlot(words, at)) {
        if (words[at] === high) return true;
      }
      return false;
    },
    *entries() {
      const words = slots();
      let piece = new Uint32Array(WORDS * 8192);
      let filled = 0;
      for (let at = 0; at < words.length; at += WORDS) {
        if (words[at + 2] === 0) continue;
        piece.set(words.subarray(at, at + WORDS), filled);
        filled += WORDS;
        if (filled < piece.length) continue;
        yield piece;
        piece = new Uint32Array(piece.length);
        filled = 0;
      }
      if (filled > 0) yield piece.subarray(0, filled);
    },
  };
}

/** The slot of this fingerprint, or the empty one that it would take. */
function findSlot(words: Uint32Array, high: number, low: number): number {
  let at = firstSlot(words, high);
  while (words[at + 2] !== 0 && (words[at] !== high || words[at + 1] !== low)) {
    at = nextSlot(words, at);
  }
  return at;
}

/** A last mixing (MurmurHash3's), since the upper half may come from a hash with less spread than SipHash. */
function firstSlot(words: Uint32Array, high: number): number {
  let mixed = Math.imul(high ^ (high >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  return (mixed & (words.length / WORDS - 1)) * WORDS;
}

function nextSlot(words: Uint32Array, at: number): number {
  return at + WORDS === words.length ? 0 : at + WORDS;
}
