import type { EntityMask, KnownValues } from '../known-values.ts';
import { normalise } from './search-rule.ts';
import { findWords, foldWord, type Span } from './words.ts';

/** A personal value in prose: where, as it stands there, and the mask that it needs. */
export interface Finding extends Span {
  value: string;
  mask: EntityMask;
}

/**
 * Every place where a known value stands in the text by its search rule, also inside a longer one. This is
 * the one matcher: the text mask replaces what it finds, and the proof counts it as a leak.
 */
export function findKnownValues(text: string, known: KnownValues): Finding[] {
  if (known.longestSequence === 0) return [];
  const words = findWords(text);
  const findings: Finding[] = [];
  words.forEach(({ start, end }, index) => {
    for (const length of known.lengthsFrom(foldWord(text.slice(start, end)))) {
      const last = words[index + length - 1];
      if (!last) continue;
      const value = text.slice(start, last.end);
      const mask = known.lookup(normalise(value));
      if (mask) findings.push({ start, end: last.end, value, mask });
    }
  });
  return findings;
}

/** Words that alone may point at a known person: parts of a name, with a capital if the script has any. */
export function findNameParts(text: string, known: KnownValues): Finding[] {
  return findWords(text).flatMap(({ start, end }) => {
    const value = text.slice(start, end);
    const isPart = /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(value) && known.isNamePart(foldWord(value));
    return isPart ? [{ start, end, value, mask: 'person' as const }] : [];
  });
}
