import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a mistyped word most likely meant, or `undefined` when none is near: at most two edits
 * (Levenshtein, case ignored) away, in long words a third of their length. The first of several equally near ones.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(2, word.length / 3);
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    // Cheaper than the distance and never more than it: a word of any length costs nothing.
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    const sharesNothing = edits >= Math.max(word.length, candidate.length);
    if (edits > limit || sharesNothing) continue;
    if (best === undefined || edits < best.edits) best = { candidate, edits };
  }
  return best?.candidate;
}

/** The end of a message about an unknown word: `; did you mean "email"?`, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? '' : `; did you mean "${candidate}"?`;
}
