import type { KeyedHash } from './keyed-hash.ts';

/** 64 bits that stand for a text, as two halves of 32. */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

/** A key for {@link createSipHash} that comes from the mask key, for this domain alone. */
export function fingerprintKey(hash: KeyedHash, domain: string): Uint8Array {
  return Uint8Array.from(hash('fingerprint', domain).subarray(0, 16));
}

/** The fingerprint of a text, or of a part of it, which need not be cut out. */
export type FingerprintOf = (text: string, start?: number, end?: number) => Fingerprint;

/** Fingerprints of one domain: nobody who lacks the mask key can tell which text one stands for, nor try texts out. */
export function createFingerprint(hash: KeyedHash, domain: string): FingerprintOf {
  return createSipHash(fingerprintKey(hash, domain));
}

/**
 * SipHash-2-4 (Aumasson and Bernstein 2012) of a text's UTF-8 under a key of 16 bytes. The function fills and returns
 * the same object each time, since it is called for every word of the data.
 */
export function createSipHash(key: Uint8Array): FingerprintOf {
  const initial = initialState(key);
  const result = { high: 0, low: 0 };
  let bytes = new Uint8Array(256);
  const encoder = new TextEncoder();

  function encode(text: string, start: number, end: number): number {
    const length = end - start;
    // Room for the last word of the message, too.
    if (length * 3 + 8 > bytes.length) bytes = new Uint8Array(length * 4 + 8);
    for (let index = 0; index < length; index += 1) {
      const unit = text.charCodeAt(start + index);
      if (unit > 0x7f) return encoder.encodeInto(text.slice(start, end), bytes).written;
      bytes[index] = unit;
    }
    return length;
  }

  return (text, start = 0, end = text.length) => {
    const length = encode(text, start, end);
    const blocks = (length >>> 3) + 1;
    // The last block: what is left, zeros, and the length.
    for (let at = length; at < blocks * 8; at += 1) bytes[at] = 0;
    bytes[blocks * 8 - 1] = length;
    sipHash(initial, bytes, blocks, result);
    return result;
  };
}

/** The four 64-bit words of the state, low half first. */
function initialState(key: Uint8Array): Int32Array {
  const [l0, h0, l1, h1] = [0, 4, 8, 12].map((at) => readWord(key, at)) as [
    number,
    number,
    number,
    number,
  ];
  return Int32Array.of(
    l0 ^ 0x70736575,
    h0 ^ 0x736f6d65,
    l1 ^ 0x6e646f6d,
    h1 ^ 0x646f7261,
    l0 ^ 0x6e657261,
    h0 ^ 0x6c796765,
    l1 ^ 0x79746573,
    h1 ^ 0x74656462,
  );
}

/** Four bytes, little-endian. */
function readWord(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

/**
 * Two rounds a block and four at the end, in one loop, so that the state stays in registers. 64-bit arithmetic in
 * halves; the carry of an addition comes from the three highest bits, without a branch that nobody could predict.
 */
function sipHash(
  initial: Int32Array,
  bytes: Uint8Array,
  blocks: number,
  result: { high: number; low: number },
): void {
  let l0 = initial[0] as number;
  let h0 = initial[1] as number;
  let l1 = initial[2] as number;
  let h1 = initial[3] as number;
  let l2 = initial[4] as number;
  let h2 = initial[5] as number;
  let l3 = initial[6] as number;
  let h3 = initial[7] as number;
  let low = 0;
  let high = 0;
  let swap = 0;
  const absorbing = blocks * 2;
  for (let round = 0; round < absorbing + 4; round += 1) {
    if (round <= absorbing && (round & 1) === 0) {
      l0 ^= low;
      h0 ^= high;
      if (round === absorbing) {
        l2 ^= 0xff;
      } else {
        low = readWord(bytes, round * 4);
        high = readWord(bytes, round * 4 + 4);
        l3 ^= low;
        h3 ^= high;
      }
    }

    // v0 += v1; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32)
    swap = l0;
    l0 = (l0 + l1) | 0;
    h0 = (h0 + h1 + (((swap & l1) | ((swap | l1) & ~l0)) >>> 31)) | 0;
    swap = (l1 << 13) | (h1 >>> 19);
    h1 = ((h1 << 13) | (l1 >>> 19)) ^ h0;
    l1 = swap ^ l0;
    swap = l0;
    l0 = h0;
    h0 = swap;

    // v2 += v3; v3 = rotl(v3, 16) ^ v2
    swap = l2;
    l2 = (l2 + l3) | 0;
    h2 = (h2 + h3 + (((swap & l3) | ((swap | l3) & ~l2)) >>> 31)) | 0;
    swap = (l3 << 16) | (h3 >>> 16);
    h3 = ((h3 << 16) | (l3 >>> 16)) ^ h2;
    l3 = swap ^ l2;

    // v0 += v3; v3 = rotl(v3, 21) ^ v0
    swap = l0;
    l0 = (l0 + l3) | 0;
    h0 = (h0 + h3 + (((swap & l3) | ((swap | l3) & ~l0)) >>> 31)) | 0;
    swap = (l3 << 21) | (h3 >>> 11);
    h3 = ((h3 << 21) | (l3 >>> 11)) ^ h0;
    l3 = swap ^ l0;

    // v2 += v1; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32)
    swap = l2;
    l2 = (l2 + l1) | 0;
    h2 = (h2 + h1 + (((swap & l1) | ((swap | l1) & ~l2)) >>> 31)) | 0;
    swap = (l1 << 17) | (h1 >>> 15);
    h1 = ((h1 << 17) | (l1 >>> 15)) ^ h2;
    l1 = swap ^ l2;
    swap = l2;
    l2 = h2;
    h2 = swap;
  }
  result.low = (l0 ^ l1 ^ l2 ^ l3) >>> 0;
  result.high = (h0 ^ h1 ^ h2 ^ h3) >>> 0;
}
