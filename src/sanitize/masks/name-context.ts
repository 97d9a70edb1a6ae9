import { isProperWord } from './common-words.ts';
import { foldForSearch } from './fold.ts';
import type { WordBounds } from './words.ts';

/**
 * Whether a part of a known name that is also an ordinary word (`Will`, `Page`) is a name where it stands, with a
 * capital: beside another part that is no such word or an initial, after a title, a greeting or `@`, before `wrote`,
 * alone in its line, or inside a sentence, where only names have a capital.
 */
export function standsAsName(
  text: string,
  words: WordBounds,
  index: number,
  isOtherPart: (index: number) => boolean,
): boolean {
  const word = wordAt(text, words, index);
  const [previous, next] = [wordAt(text, words, index - 1), wordAt(text, words, index + 1)];
  const [before, after] = [gapBefore(text, words, index), gapAfter(text, words, index)];
  const isBeside = (gap: string, other: number, gapBehind: string) =>
    beside.test(gap) &&
    other >= 0 &&
    other < words.count &&
    (isInitial(wordAt(text, words, other), gapBehind) || isOtherPart(other));
  return (
    isBeside(before, index - 1, before) ||
    isBeside(after, index + 1, gapAfter(text, words, index + 1)) ||
    before.endsWith('@') ||
    (before.length <= 4 && announcing.has(foldForSearch(previous))) ||
    (/^["']?\s$/.test(after) && reporting.has(foldForSearch(next))) ||
    (opensLine.test(before) && closesLine.test(after)) ||
    (before === ' ' && isInSentence(word, previous))
  );
}

const beside = /^(?:[ ._-]|\. |, |\s[\s>]{0,20})$/;
const opensLine = /\n[\s>*_~-]*$/;
const closesLine = /^[.,!*_]?[ \t]*\r?\n/;
const longestWord = 64;
const longestGap = 40;

function wordAt(text: string, { starts, ends, count }: WordBounds, index: number): string {
  if (index < 0 || index >= count) return '';
  const start = starts[index] as number;
  return text.slice(start, Math.min(ends[index] as number, start + longestWord));
}

/** The end of what stands before a word; a line's end stands before the first. */
function gapBefore(text: string, { starts, ends }: WordBounds, index: number): string {
  const from = index === 0 ? 0 : (ends[index - 1] as number);
  const to = starts[index] as number;
  return (index === 0 ? '\n' : '') + text.slice(Math.max(from, to - longestGap), to);
}

/** The beginning of what stands behind a word; a line's end stands behind the last. */
function gapAfter(text: string, { starts, ends, count }: WordBounds, index: number): string {
  if (index >= count) return '';
  const from = ends[index] as number;
  const isLast = index === count - 1;
  const to = isLast ? text.length : (starts[index + 1] as number);
  return text.slice(from, Math.min(to, from + longestGap)) + (isLast ? '\n' : '');
}

function isInitial(word: string, gapBehind: string): boolean {
  return /^\p{Lu}$/u.test(word) && gapBehind.startsWith('.');
}

function isInSentence(word: string, previous: string): boolean {
  return (
    /^\p{Ll}+$/u.test(previous) &&
    /\p{Ll}/u.test(word) &&
    !isProperWord(foldForSearch(word)) &&
    !beforeThings.has(previous)
  );
}

const announcing: ReadonlySet<string> = new Set(
  `mr mrs ms miss dr prof professor sir madam herr frau dear hi hello hey hallo liebe lieber thanks thank cheers regards
  greetings signed sincerely love yours bye ciao cc attn`.split(/\s+/),
);
const reporting: ReadonlySet<string> = new Set(
  'wrote writes write said says asked replied answered schrieb sagte'.split(' '),
);
/** Before these, a word with a capital is rather a thing or a place ("the Page"). */
const beforeThings: ReadonlySet<string> = new Set(
  `a an the this that these those my your our its no any some every each in on at into via per of`.split(
    ' ',
  ),
);
