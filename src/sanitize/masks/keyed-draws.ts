import type { KeyedHash } from '../keyed-hash.ts';

/** The next number from 0 up to, and without, `below`. */
export type Draw = (below: number) => number;

/** How many words of 32 bits a hash has. */
const WORDS = 8;

/** An endless row of numbers that key, domain and value decide; 32 bits each, so small ranges have no visible bias. */
export function keyedDraws(hash: KeyedHash, domain: string, value: string): Draw {
  const digest = hash(domain, value);
  // Most values need no more than these eight draws; one hash for a value is all that it costs, however many it needs.
  let next = 0;
  let more: (() => number) | undefined;
  return (below) => {
    if (next < WORDS) {
      next += 1;
      return digest.readUInt32BE((next - 1) * 4) % below;
    }
    more ??= spread(digest);
    return more() % below;
  };
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018), with 128 bits of the hash as its state: numbers without a visible pattern,
 * some hundred times as fast as more hashes. Whoever computes the state back has a hash, and neither key nor value.
 */
function spread(digest: Buffer): () => number {
  let [a, b, c, d] = [0, 4, 8, 12].map(
    (at) => digest.readInt32BE(at) ^ digest.readInt32BE(at + 16),
  ) as [number, number, number, number];
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
}
