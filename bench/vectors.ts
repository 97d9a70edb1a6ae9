import { seededRandom } from './random.ts';

const DIMENSIONS = 128;
/** How many independent features the texts would have that the vectors stand for. */
const FEATURES = 24;
/** What of each component is no feature. */
const NOISE = 0.1;

/**
 * An endless row of vectors as pgvector reads them. As in embeddings of real texts, few features explain most of them,
 * each less than the one before; among vectors without any structure an index finds little. The same for the same
 * seed, and with every seed from the same space.
 */
export function vectorsOf(seed: number): () => string {
  const directions = directionsOfFeatures();
  const random = seededRandom(seed);
  return () => {
    const vector = Array.from({ length: DIMENSIONS }, () => NOISE * bell(random));
    for (const direction of directions) {
      const amount = bell(random);
      for (const [index, component] of direction.entries()) {
        vector[index] = (vector[index] ?? 0) + amount * component;
      }
    }
    return `[${vector.map((value) => value.toFixed(4)).join(',')}]`;
  };
}

function directionsOfFeatures(): number[][] {
  const random = seededRandom(1);
  return Array.from({ length: FEATURES }, (_, feature) =>
    Array.from({ length: DIMENSIONS }, () => bell(random) / Math.sqrt(feature + 1)),
  );
}

/** Nearly normally distributed, with mean 0. */
function bell(random: () => number): number {
  return random() + random() + random() - 1.5;
}
