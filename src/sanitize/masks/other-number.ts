import { createSipHash } from '../fingerprint.ts';
import type { MaskContext } from './mask.ts';
import { perContext } from './per-context.ts';

/** Up to here, sums and products of JavaScript's numbers are exact with room to spare. */
export const largestRange = 2 ** 52;

/**
 * Another number of a range, one-to-one: `other(context, value, size, attempt)` is never `value`, differs for all
 * values from 0 up to `size` (2 to {@link largestRange}), and for up to `size - 1` attempts.
 * A keyed permutation P gives P⁻¹(P(value) + step): no number stays, whatever P does.
 */
export function otherNumber(domain: string) {
  const ciphers = perContext(({ hash }) => createRounds(hash(`${domain}-permutation`, '')));
  return (context: MaskContext, value: number, size: number, attempt: number): number => {
    const round = ciphers(context);
    const step = 1 + ((round(size, STEP, 0) + attempt) % (size - 1));
    return backward(round, (forward(round, value, size) + step) % size, size);
  };
}

/** A keyed number of 48 bits for the size, the round and a half. */
type Round = (size: number, round: number, half: number) => number;

function createRounds(key: Buffer): Round {
  // A pseudorandom function like AES, without a call out of JavaScript for each of the 17 uses for a value.
  const sip = createSipHash(key.subarray(0, 16));
  let size = 0;
  let sizeText = '';
  return (ofSize, round, half) => {
    if (size !== ofSize) {
      size = ofSize;
      sizeText = inSevenBits(Math.floor(size / 2 ** 28)) + inSevenBits(size % 2 ** 28);
    }
    const { high, low } = sip(sizeText + inSevenBits(half) + String.fromCharCode(round));
    return high * 2 ** 16 + (low >>> 16);
  };
}

/** Up to 28 bits as four characters of ASCII. */
const inSevenBits = (number: number): string =>
  String.fromCharCode(number >>> 21, (number >>> 14) & 0x7f, (number >>> 7) & 0x7f, number & 0x7f);

const rounds = 4;
/** The number of a round that no network has. */
const STEP = 127;

/** A Feistel network on the two digits of a number to the base √size; a number past the end is permuted on. */
function forward(round: Round, value: number, size: number): number {
  const { base, top } = halves(size);
  let number = value;
  do {
    let high = Math.floor(number / base);
    let low = number % base;
    for (let index = 0; index < rounds; index += 1) {
      high = (high + round(size, 2 * index, low)) % top;
      low = (low + round(size, 2 * index + 1, high)) % base;
    }
    number = high * base + low;
  } while (number >= size);
  return number;
}

function backward(round: Round, value: number, size: number): number {
  const { base, top } = halves(size);
  let number = value;
  do {
    let high = Math.floor(number / base);
    let low = number % base;
    for (let index = rounds - 1; index >= 0; index -= 1) {
      low = minus(low, round(size, 2 * index + 1, high), base);
      high = minus(high, round(size, 2 * index, low), top);
    }
    number = high * base + low;
  } while (number >= size);
  return number;
}

function halves(size: number): { base: number; top: number } {
  const base = Math.ceil(Math.sqrt(size));
  return { base, top: Math.ceil(size / base) };
}

const minus = (number: number, less: number, size: number) =>
  (((number - less) % size) + size) % size;
