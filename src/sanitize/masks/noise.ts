import { createCipheriv } from 'node:crypto';
import { BranchProdError } from '../../errors.ts';
import { formatVector, parseVector, type VectorText } from '../computed/vector-text.ts';
import type { ApplyMask } from './mask.ts';

/** The largest values of halfvec and of vector. */
const LARGEST_HALF = 65_504;
const LARGEST_SINGLE = 3.4028234e38;

/** The least that two values of halfvec and of vector differ by. */
const HALF_STEP = 2 ** -24;
const SINGLE_STEP = 2 ** -149;

/** The least relative change of a value that a halfvec, with its 11 bits, always keeps. */
const LEAST_CHANGE = 2 ** -9;

/**
 * Adds noise of a random direction, which key and vector decide, to a vector of pgvector: its length is `amount` times
 * the vector's, and of a zero vector `amount`. In a sparsevec the filled places stay the filled ones.
 */
export function createNoiseMask({ amount }: { amount: number }): ApplyMask {
  return (raw, { hash }) => {
    const vector = withOnePlace(parseVector(raw));
    const { values } = vector;
    const noise = gaussians(hash('noise', raw), values.length);
    const scale = (amount * (norm(values) || 1)) / norm(noise);
    const limit = values.every((value) => Math.abs(value) <= LARGEST_HALF)
      ? LARGEST_HALF
      : LARGEST_SINGLE;
    const noisy = values.map((value, index) => {
      const change = (noise[index] as number) * scale;
      // Where it would leave the type's range it goes the other way, so that it is as long.
      const moved = Math.abs(value + change) > limit ? value - change : value + change;
      return Math.abs(moved) > limit ? value / 2 : moved;
    });
    changeOne(values, noisy);
    return formatVector({ ...vector, values: noisy });
  };
}

/** A sparsevec of zeros has no filled place. */
function withOnePlace(vector: VectorText | undefined): VectorText {
  if (vector === undefined) {
    throw new BranchProdError('mask-failed', 'it is no vector of pgvector', {
      nextStep: 'Give the column another mask: noise is for vector, halfvec and sparsevec.',
    });
  }
  return vector.values.length > 0 ? vector : { ...vector, values: [0], places: [1] };
}

/** Noise may be too little for the type to hold; then the largest value still changes. */
function changeOne(values: readonly number[], noisy: number[]): void {
  const isHalf = values.every((value) => Number.isInteger(value / HALF_STEP));
  const step = isHalf ? HALF_STEP : SINGLE_STEP;
  const isChanged = (value: number, index: number) =>
    Math.abs((noisy[index] as number) - value) > Math.max(Math.abs(value) * LEAST_CHANGE, step);
  if (values.some(isChanged)) return;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const place = values.findIndex((value) => Math.abs(value) === largest);
  const value = values[place] as number;
  noisy[place] = largest > step * 1024 ? value * (1 - 2 * LEAST_CHANGE) : value + 2 * step;
}

/** The length, without the squares' overflow. */
function norm(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}

/**
 * Numbers with the standard normal distribution (Box and Muller), whose direction therefore has no preference. AES in
 * counter mode makes thousands of them from one hash.
 */
function gaussians(seed: Buffer, count: number): number[] {
  const stream = createCipheriv('aes-256-ctr', seed, Buffer.alloc(16)).update(
    Buffer.alloc(count * 8),
  );
  return Array.from({ length: count }, (_, index) => {
    const radius = (stream.readUInt32LE(index * 8) + 1) / 2 ** 32;
    const angle = stream.readUInt32LE(index * 8 + 4) / 2 ** 32;
    return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
  });
}
