import type { Span } from './words.ts';

/**
 * What a global pattern finds (or its first group, which ends where it ends), where it does not stand right behind
 * `notAfter`. A pattern that begins with a lookbehind instead is many times slower, since it is tried everywhere.
 */
export function findSpans(
  text: string,
  pattern: RegExp,
  { notAfter, isOne }: { notAfter?: RegExp; isOne?: (found: string) => boolean } = {},
): Span[] {
  const spans: Span[] = [];
  // `matchAll` makes another pattern for each text, which takes longer than a search.
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const { index, 0: match, 1: group } = found;
    if (notAfter?.test(text.slice(Math.max(0, index - farthest), index))) continue;
    const own = group ?? match;
    const end = index + match.length;
    if (isOne === undefined || isOne(own)) spans.push({ start: end - own.length, end });
  }
  return spans;
}

/** How far `notAfter` looks back. */
const farthest = 10;
