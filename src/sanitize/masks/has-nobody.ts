/** Whether a value has nobody and nothing in it: only punctuation, signs and white space, in any script ("-", "—", "€"). */
export function hasNobody(raw: string): boolean {
  return !somebody.test(raw);
}

/** Letters, digits, and what may be a name without being either (an emoji). */
const somebody = /[\p{L}\p{N}]|[^\p{P}\p{Z}\p{M}\p{Sc}\p{Sk}\p{Sm}\p{Cc}\p{Cf}\p{ASCII}]/u;
