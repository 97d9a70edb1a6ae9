import { writeText } from './write-text.ts';

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) of short texts. The result is Node's; it takes a third of the time, since what the
 * key alone decides is computed once and no object is made for a value: a table has millions.
 */
export function createShortHmac(key: Buffer): (text: string) => Buffer | undefined {
  const inner = afterKey(key, 0x36);
  const outer = afterKey(key, 0x5c);
  const state = new Int32Array(8);
  const message = Buffer.alloc(LONGEST + BLOCK);
  const digest = Buffer.alloc(BLOCK);
  digest[32] = 0x80;
  digest.writeUInt32BE((BLOCK + 32) * 8, 60);

  return (text) => {
    if (text.length * 3 > LONGEST) return undefined;
    const length = writeText(text, message, 0);
    const end = Math.ceil((length + 9) / BLOCK) * BLOCK;
    message[length] = 0x80;
    for (let at = length + 1; at < end - 4; at += 1) message[at] = 0;
    message.writeUInt32BE((BLOCK + length) * 8, end - 4);
    state.set(inner);
    for (let at = 0; at < end; at += BLOCK) compress(state, message, at);
    writeState(state, digest);
    state.set(outer);
    compress(state, digest, 0);
    return writeState(state, Buffer.allocUnsafe(32));
  };
}

const BLOCK = 64;
/** In bytes; a longer text is worth the making of an object. */
const LONGEST = 4096;

function afterKey(key: Buffer, pad: number): Int32Array {
  const block = Buffer.alloc(BLOCK);
  key.copy(block);
  const state = Int32Array.from(INITIAL);
  compress(
    state,
    block.map((byte) => byte ^ pad),
    0,
  );
  return state;
}

function writeState(state: Int32Array, to: Buffer): Buffer {
  for (let index = 0; index < 8; index += 1) {
    const word = state[index] as number;
    const at = index * 4;
    to[at] = word >>> 24;
    to[at + 1] = word >>> 16;
    to[at + 2] = word >>> 8;
    to[at + 3] = word;
  }
  return to;
}

/** The first 32 bits of the fractions of roots of the first primes. */
function fractions(count: number, root: (prime: number) => number): Int32Array {
  const found: number[] = [];
  for (let number = 2; found.length < count; number += 1) {
    let isPrime = true;
    for (let by = 2; by * by <= number; by += 1) isPrime &&= number % by !== 0;
    if (isPrime) found.push(((root(number) % 1) * 0x1_0000_0000) | 0);
  }
  return Int32Array.from(found);
}

const INITIAL = fractions(8, Math.sqrt);
const CONSTANTS = fractions(64, Math.cbrt);
const words = new Int32Array(64);

/** FIPS 180-4, 6.2.2; the names of its variables. */
function compress(state: Int32Array, block: Uint8Array, from: number): void {
  const w = words;
  for (let t = 0; t < 16; t += 1) {
    const at = from + t * 4;
    w[t] =
      ((block[at] as number) << 24) |
      ((block[at + 1] as number) << 16) |
      ((block[at + 2] as number) << 8) |
      (block[at + 3] as number);
  }
  for (let t = 16; t < 64; t += 1) {
    const x = w[t - 15] as number;
    const y = w[t - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let t = 0; t < 64; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const t1 = (h + s1 + choice + (CONSTANTS[t] as number) + (w[t] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + s0 + majority) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}
