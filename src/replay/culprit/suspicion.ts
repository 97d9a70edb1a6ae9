import type { RecordReference } from '../../investigation/result.ts';

/** A record that reached the prompt, with the texts by which it can be suspected. */
export interface Suspect extends RecordReference {
  readonly texts: readonly string[];
}

/**
 * The records, the likeliest culprit first: the one that shares the most with the wrong answer in words that neither
 * the question nor every record has, rare ones counting more. Records with equally much keep their order. It decides
 * only what is probed first.
 */
export function orderBySuspicion<T extends Suspect>(
  suspects: readonly T[],
  { question, answer }: { readonly question: string; readonly answer: string },
): T[] {
  const asked = wordsOf(question);
  const said = [...wordsOf(answer)].filter((word) => !asked.has(word));
  const words = suspects.map(({ texts }) => wordsOf(texts.join('\n')));
  const weights = said.map((word) => {
    const holders = words.filter((own) => own.has(word)).length;
    return { word, weight: holders === 0 ? 0 : Math.log(suspects.length / holders) };
  });
  const scores = words.map((own) =>
    weights.reduce((score, { word, weight }) => (own.has(word) ? score + weight : score), 0),
  );
  return suspects
    .map((suspect, index) => ({ suspect, score: scores[index] ?? 0 }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ suspect }) => suspect);
}

/** Runs of letters and digits, with what joins the digits of a number: a price or a date is one word. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.,:'’-]\p{N}+)*/gu) ?? []);
}
