import type { InverseDocumentFrequency } from './inverse-document-frequency.ts';
import { weightedFeatures } from './weighted-features.ts';

/** How many numbers an embedding has. */
export const dimensions = 384;

/**
 * A text as a direction: signed feature hashing (Weinberger, Dasgupta, Langford, Smola, Attenberg: Feature
 * Hashing for Large Scale Multitask Learning, ICML 2009) of {@link weightedFeatures}, of length 1.
 * A text without any word points along the first axis.
 */
export function embed(text: string, inverseDocumentFrequency: InverseDocumentFrequency): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const [feature, weight] of weightedFeatures(text, inverseDocumentFrequency)) {
    const bucket = (feature >>> 2) % dimensions;
    vector[bucket] = (vector[bucket] ?? 0) + (feature & 0x8000_0000 ? -weight : weight);
  }
  const length = Math.hypot(...vector);
  if (length === 0) return vector.with(0, 1);
  return vector.map((value) => value / length);
}
