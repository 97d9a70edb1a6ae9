import { countFeatures } from './features.ts';

/** Plain data: in how many of the documents each of the most frequent features stands. */
export interface DocumentFrequencies {
  documents: number;
  /** 32-bit hashes of features and their number of documents, most frequent first. */
  frequencies: [feature: number, documents: number][];
}

/** The same, to look up in. */
export interface InverseDocumentFrequency {
  weights: ReadonlyMap<number, number>;
  /** The weight of a feature that is not among the most frequent. */
  rare: number;
}

const mostFeatures = 50_000;

/** Counts what the documents are made of, and keeps the 50,000 most frequent features. */
export function countDocuments(texts: Iterable<string>): DocumentFrequencies {
  const counts = new Map<number, number>();
  let documents = 0;
  for (const text of texts) {
    documents += 1;
    for (const feature of countFeatures(text).keys()) {
      counts.set(feature, (counts.get(feature) ?? 0) + 1);
    }
  }
  const frequencies = [...counts]
    .filter(([, inDocuments]) => inDocuments > 1)
    .sort(([a, inA], [b, inB]) => inB - inA || a - b)
    .slice(0, mostFeatures);
  return { documents, frequencies };
}

/** Smoothed inverse document frequencies: ln((1 + N) / (1 + n)) + 1, as scikit-learn has it. */
export function invert({ documents, frequencies }: DocumentFrequencies): InverseDocumentFrequency {
  const weight = (inDocuments: number) => Math.log((1 + documents) / (1 + inDocuments)) + 1;
  return {
    weights: new Map(frequencies.map(([feature, count]) => [feature, weight(count)])),
    rare: weight(frequencies.at(-1)?.[1] ?? 0),
  };
}

/** The weight of a feature, at least 1. */
export function weightOf(table: InverseDocumentFrequency, feature: number): number {
  return table.weights.get(feature) ?? table.rare;
}
