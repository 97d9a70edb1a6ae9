import { findWords, isLetters } from './words.ts';
import { placeholderWords } from './words-that-are-no-names.ts';

/** How a raw value is searched for in prose; `ignore` is not at all. */
export type SearchRule = 'ignore' | 'as-written' | 'any-case';

/**
 * How this raw value is searched for in prose, always as whole words. Used by the text mask and by the proof.
 *
 * White space and punctuation at both ends do not count.
 * - Shorter than 3 characters, or a placeholder or role such as `n/a`, `unknown`, `admin`: `ignore`.
 * - One word of letters only: `as-written`, and also `Capitalised` and `ALL CAPS`. Lower case only if it was
 *   written so: Mark is a person, a mark is none.
 * - Everything else (several words, digits, `@`, punctuation): `any-case`.
 */
export function searchRule(value: string): SearchRule {
  const core = searchableCore(value);
  if ([...core].length < 3 || placeholderWords.has(core.toLowerCase())) return 'ignore';
  return isLetters(core) ? 'as-written' : 'any-case';
}

/** The value from its first to its last word. */
function searchableCore(value: string): string {
  const composed = value.normalize('NFC');
  const words = findWords(composed);
  return composed.slice(words[0]?.start ?? composed.length, words.at(-1)?.end);
}

/**
 * A piece of prose or a raw value as it is compared: NFC, each run of white space one blank (with the quote
 * markers in it, as in `\n> > `), typographic apostrophes and hyphens as on a typewriter.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s[\s>]*/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[‐‑]/g, '-');
}

/** All keys under which a value is kept, so that {@link searchKey} of what prose says meets one of them. */
export function searchForms(value: string): string[] {
  const core = normalise(searchableCore(value));
  if (searchRule(core) === 'any-case') return [searchKey(core)];
  const [first = '', ...rest] = core;
  const capitalised = first.toUpperCase() + rest.join('').toLowerCase();
  return [...new Set([core, capitalised, core.toUpperCase()])];
}

/** The key of normalised prose. A word of letters never needs another rule than its upper-case form. */
export function searchKey(normalised: string): string {
  return isLetters(normalised) ? normalised : normalised.toLowerCase();
}
