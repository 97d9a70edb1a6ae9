import { type SearchRule, searchRule } from './masks/search-rule.ts';
import { placeholderWords } from './masks/words-that-are-no-names.ts';
import { foldText, isWordAt, kindAt, SIGN } from './proof/fold-text.ts';
import { type SearchScope, searchScope } from './proof/search-scope.ts';
import {
  CAPITAL_ONLY,
  MASKED_COLUMNS_ONLY,
  NOT_IN_SCHEMA,
  NOT_SEARCHED,
  PROSE_ONLY,
} from './raw-value-label.ts';
import type { RawColumn } from './raw-values.ts';

/** The shortest value that is searched in a schema. */
const UNMISTAKABLE = 8;

/** What of a value is searched, folded, and how. */
export interface Reading {
  readonly words: string;
  /** Bits of its label. */
  readonly flags: number;
}

/** How a raw value of this column is searched. */
export function readRawValue(value: string, column: RawColumn): Reading {
  return readPlainly(value, column) ?? readCarefully(value, column);
}

function readCarefully(value: string, column: RawColumn): Reading {
  const { folded, cased } = wordsOnly(value);
  const rule = searchRule(value);
  return { words: folded, flags: flagsOf(value, rule, cased, column) };
}

/** Most values are ASCII with single blanks: they come to the same as {@link readCarefully} has, in one pass. */
function readPlainly(value: string, column: RawColumn): Reading | undefined {
  let start = -1;
  let end = 0;
  let others = 0;
  let before = 0;
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    const kind = unit < 0x80 ? (KINDS[unit] as number) : ODD;
    if (kind === ODD || (before === BLANK && (unit === BLANK || unit === GREATER)))
      return undefined;
    before = unit;
    if (kind === OTHER) continue;
    if (start < 0) start = at;
    // What is no letter counts once a word follows it.
    others += at - Math.max(start, end) + (kind === DIGIT ? 1 : 0);
    end = at + 1;
  }
  if (start < 0) return undefined;
  const cased = start === 0 && end === value.length ? value : value.slice(start, end);
  const words = cased.toLowerCase();
  const isIgnored = cased.length < 3 || placeholderWords.has(words);
  const rule = isIgnored ? 'ignore' : others === 0 ? 'as-written' : 'any-case';
  return { words, flags: flagsOf(value, rule, cased, column) };
}

const LETTER = 1;
const DIGIT = 2;
const OTHER = 3;
/** What {@link readPlainly} leaves to the other: it may stand for something else, as `&amp;` does. */
const ODD = 0;
const BLANK = 0x20;
const GREATER = 0x3e;
const KINDS = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[a-z]/i.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return /[ -~]/.test(character) && !/[&=]/.test(character) ? OTHER : ODD;
});

const flagsOfScope: Readonly<Record<SearchScope, number>> = {
  everywhere: 0,
  prose: PROSE_ONLY,
  'masked-columns': MASKED_COLUMNS_ONLY,
  nowhere: NOT_SEARCHED,
};

function flagsOf(value: string, rule: SearchRule, cased: string, column: RawColumn): number {
  const scope = searchScope(value, rule, { mask: column.mask.mask, entity: column.entity });
  if (scope === 'nowhere') return NOT_SEARCHED;
  return flagsOfScope[scope] | wordFlags(rule, cased);
}

/** From the first word to the last; what has no word stays as it is, and is never searched. */
export function wordsOnly(value: string): { folded: string; cased: string } {
  const { folded, cased } = foldText(value);
  let start = 0;
  let end = folded.length;
  while (start < end && !isWordAt(folded, start)) start += 1;
  while (end > start && !isWordAt(folded, end - 1)) end -= 1;
  if (start === end) return { folded, cased };
  return { folded: folded.slice(start, end), cased: cased.slice(start, end) };
}

function wordFlags(rule: SearchRule, cased: string): number {
  // Three signs are a whole name, and no code is written in them.
  if (kindAt(cased, 0) === SIGN) return cased.length < 3 ? NOT_IN_SCHEMA : 0;
  const oneWord = rule === 'as-written';
  return (
    (oneWord && !/^\p{Ll}/u.test(cased) ? CAPITAL_ONLY : 0) |
    (oneWord || cased.length < UNMISTAKABLE ? NOT_IN_SCHEMA : 0)
  );
}
