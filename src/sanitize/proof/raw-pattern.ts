import { createSipHash, type Fingerprint, fingerprintKey } from '../fingerprint.ts';
import type { KeyedHash } from '../keyed-hash.ts';
import { kindAt, OF_WORD, OUTSIDE, SIGN } from './fold-text.ts';

/**
 * The lengths, in UTF-16 units, that are looked for: every one up to 47, then each half as long again. Of a longer
 * value its beginning is looked for, which is two thirds of it at least.
 */
export const LENGTHS: readonly number[] = [
  ...Array.from({ length: 47 }, (_, index) => index + 1),
  ...Array.from({ length: 17 }, (_, index) => Math.floor(48 * 1.5 ** index)),
];
/** Up to here a value is looked for as a whole, so that it also has to end where a word ends. */
export const LONGEST_WHOLE = 47;
export const LONGEST = LENGTHS.at(-1) as number;

/** The place in {@link LENGTHS} of the greatest length that a value of this length has. */
export function lengthClass(length: number): number {
  if (length <= LONGEST_WHOLE) return length - 1;
  let at = LONGEST_WHOLE;
  while (at + 1 < LENGTHS.length && (LENGTHS[at + 1] as number) <= length) at += 1;
  return at;
}

/** A hash of any part of a text in the same time, from the hashes of all its beginnings (Karp and Rabin 1987). */
export interface RollingHash {
  /** The hash that follows when this unit is appended. */
  next(hash: number, unit: number): number;
  /** The hash of a part from the hashes of the beginnings before and after it, and its length. */
  part(before: number, after: number, length: number): number;
}

/** What the search is keyed with; the threads that search get this and not the mask key. */
export interface ProofKey {
  readonly base: number;
  readonly fingerprint: Uint8Array;
}

export function proofKey(hash: KeyedHash): ProofKey {
  return {
    base: hash('proof-base', '').readUInt32LE(0) | 5,
    fingerprint: fingerprintKey(hash, 'proof-value'),
  };
}

/** Modulo 2³², with a base that only the key's owner knows; whoever finds a hash asks {@link createConfirmation}. */
export function createRollingHash({ base }: ProofKey): RollingHash {
  const powers = new Uint32Array(LONGEST + 1);
  powers[0] = 1;
  for (let index = 1; index <= LONGEST; index += 1) {
    powers[index] = Math.imul(powers[index - 1] as number, base);
  }
  return {
    next: (before, unit) => (Math.imul(before, base) + unit + 1) | 0,
    part: (before, after, length) => (after - Math.imul(before, powers[length] as number)) >>> 0,
  };
}

/** The hash of a text up to `end`. */
export function rollingHashOf(rolling: RollingHash, text: string, end: number): number {
  let hash = 0;
  for (let index = 0; index < end; index += 1) {
    hash = rolling.next(hash, text.charCodeAt(index));
  }
  return hash >>> 0;
}

/** The full key of a text whose rolling hash met one: that hash, and half of a keyed fingerprint. */
export function createConfirmation(key: ProofKey): (high: number, text: string) => Fingerprint {
  const fingerprint = createSipHash(key.fingerprint);
  return (high, text) => ({ high, low: fingerprint(text).low });
}

/** Units of a value's first word that decide, before anything else is tried, whether a value may begin here. */
export const BEGINNING = 16;

/** Where the beginning of a value that starts here ends: behind its first word, if that is short, or two signs. */
export function beginningEnd(text: string, start: number): number {
  const isOfSigns = kindAt(text, start) === SIGN;
  let end = start;
  for (let signs = 0; end < text.length && end - start < BEGINNING; end += 1) {
    const kind = kindAt(text, end);
    if (kind === OUTSIDE || (kind === OF_WORD && isOfSigns)) break;
    if (kind !== SIGN) continue;
    signs += 1;
    if (!isOfSigns || signs > 2) break;
  }
  return end;
}

/** Which lengths the values have that share a beginning: 64 bits each, for 4 million beginnings, 32 MB. */
const BUCKETS = 1 << 22;
export const BUCKET_BYTES = BUCKETS * 8;

/** Where in a table of {@link BUCKET_BYTES} a beginning's lengths stand. */
export function bucketOf(beginning: number): number {
  const mixed = Math.imul(beginning ^ (beginning >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) & (BUCKETS - 1)) * 2;
}
