import { z } from 'zod';
import { requireJudge } from './judge/require-judge.ts';
import { notEvaluated } from './not-evaluated.ts';
import { rule } from './rule.ts';
import { scoreThreshold, textValue } from './values.ts';

const USUAL_THRESHOLD = 0.75;

const text = textValue('what the answer must be like');

const texts = z.union(
  [text.transform((one) => [one]), z.array(text).min(1, 'list at least one text')],
  {
    error: 'write what the answer must be like: value: "…"',
  },
);

/**
 * Whether the answer means much the same as a text, or as one of several: the cosine of their embeddings by
 * `ai.judge.embeddings` reaches the threshold.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/similar/
 */
export const similarRules = {
  similar: rule(
    { value: texts, threshold: scoreThreshold.default(USUAL_THRESHOLD) },
    async ({ value, threshold }, seen) => {
      const judge = requireJudge(seen, 'similar');
      // The API refuses an empty text, and nothing is like it.
      if (seen.answer.trim() === '') return false;
      const [own = [], ...others] = await judge.embed([seen.answer, ...value], seen.signal);
      return others.some((other) => cosine(own, other) >= threshold);
    },
  ),
};

function cosine(one: readonly number[], other: readonly number[]): number {
  const similarity = dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
  if (one.length === other.length && Number.isFinite(similarity)) return similarity;
  throw notEvaluated(
    'The embeddings of the judge can’t be compared.',
    'See that ai.judge.embeddings is a model of embeddings.',
  );
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
