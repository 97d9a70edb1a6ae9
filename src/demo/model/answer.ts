import type { InverseDocumentFrequency } from './inverse-document-frequency.ts';
import { type ChatMessage, readPrompt } from './prompt.ts';
import { statements } from './statements.ts';
import { cosine, coverage, type WeightedFeatures, weightedFeatures } from './weighted-features.ts';

interface Candidate {
  source: number;
  text: string;
  features: WeightedFeatures;
  words: number;
}

const noAnswer = 'The sources do not answer the question.';

/** Comparing each with all others is quadratic, and what shares little with the question can't win. */
const mostCompared = 50;

/**
 * Answers by extraction: the best-supported statement of the sources, as it stands there, with its citation
 * (`… [2]`). Best-supported is what shares most with the question, weighted by rarity, and is repeated by
 * other sources; the first in the order of the prompt wins a tie. It understands nothing: it is a stand-in.
 */
export function answer(
  messages: readonly ChatMessage[],
  inverseDocumentFrequency: InverseDocumentFrequency,
): string {
  const { question, sources } = readPrompt(messages);
  const asked = weightedFeatures(question, inverseDocumentFrequency);
  const candidates = sources.flatMap(({ number, body }) =>
    statements(body).map((text) => ({
      source: number,
      text,
      features: weightedFeatures(text, inverseDocumentFrequency),
      words: text.split(/\s+/).length,
    })),
  );
  const compared = rateRelevance(candidates, asked)
    .filter(({ relevance }) => relevance > 0)
    .sort((a, b) => b.relevance - a.relevance)
    .slice(0, mostCompared);
  const [best] = compared
    .map((candidate) => ({
      ...candidate,
      score: candidate.relevance * (1 + support(candidate, compared)),
    }))
    .sort((a, b) => b.score - a.score);
  return best ? `${best.text} [${best.source}]` : noAnswer;
}

/**
 * Rates how much of the question each candidate shares. Long ones are held back as BM25 does it, with b = 0.5
 * (Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009).
 */
function rateRelevance(candidates: readonly Candidate[], asked: WeightedFeatures) {
  const meanWords = candidates.reduce((sum, { words }) => sum + words, 0) / candidates.length;
  return candidates.map((candidate) => ({
    ...candidate,
    relevance: coverage(asked, candidate.features) / (0.5 + (0.5 * candidate.words) / meanWords),
  }));
}

/** How alike the most similar statement of each other source is, on average: 0 to 1. */
function support(candidate: Candidate, candidates: readonly Candidate[]): number {
  const closest = new Map<number, number>();
  for (const other of candidates) {
    if (other.source === candidate.source) continue;
    const alike = cosine(candidate.features, other.features);
    closest.set(other.source, Math.max(alike, closest.get(other.source) ?? 0));
  }
  const sum = [...closest.values()].reduce((total, value) => total + value, 0);
  return closest.size === 0 ? 0 : sum / closest.size;
}
