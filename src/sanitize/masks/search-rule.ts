import { getCountries, getCountryCallingCode } from 'libphonenumber-js';
import { foldsForSearch } from './fold.ts';
import { readings } from './reading.ts';
import { withoutBlanksBetweenSigns } from './signs.ts';
import { beginsWithSign, findWords, isCapitalised, isLetters } from './words.ts';
import { placeholderWords } from './words-that-are-no-names.ts';

/** How a raw value is searched for in prose; `ignore` is not at all. */
export type SearchRule = 'ignore' | 'as-written' | 'any-case';

/**
 * How this raw value is searched for in prose, always as whole words. Used by the text mask and by the proof.
 *
 * White space and punctuation at both ends do not count, and accents nowhere.
 * - Shorter than 3 characters (2 of a script that is written without blanks; where such a short one counts is said by
 *   `mayStandAt`), or a placeholder or role such as `n/a`, `unknown`, `admin`: `ignore`.
 * - One word of letters only: `as-written`, with a capital. In lower case only if it was written so: Mark is a
 *   person, a mark is none.
 * - Everything else (several words, digits, `@`, punctuation): `any-case`. If all of it is letters, other white
 *   space, hyphens, apostrophes, points, commas, low lines, bars, slashes and plus signs may stand between the words, in
 *   Chinese and Japanese nothing. If it could be a telephone number, its digits are searched in any grouping, also
 *   without the country code.
 */
export function searchRule(value: string): SearchRule {
  const core = searchableCore(value);
  if (isTooShort(core) || placeholderWords.has(core.toLowerCase())) return 'ignore';
  return isLetters(core) ? 'as-written' : 'any-case';
}

function isTooShort(core: string): boolean {
  if (core.length > 6) return false;
  return beginsWithSign(core) ? findWords(core).length < 2 : [...core].length < 3;
}

/** The value from its first to its last word. */
function searchableCore(value: string): string {
  const composed = (readings(value)[0]?.text ?? value).normalize('NFC');
  const words = findWords(composed);
  return composed.slice(words[0]?.start ?? composed.length, words.at(-1)?.end);
}

/**
 * A piece of prose or a raw value as it is compared: NFC, each run of white space one blank (with the quote
 * markers in it, as in `\n> > `), typographic apostrophes and hyphens as on a typewriter.
 */
function normalise(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s[\s>]*/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[‐‑]/g, '-');
}

/** What {@link normalise} leaves as it is, as most of what is looked up: ASCII with single blanks. */
const plain = /^[!-~]+(?: [!-=?-~][!-~]*)*$/;

/** All keys under which a value is kept, so that one of {@link searchKeys} of what prose says meets one of them. */
export function searchForms(value: string): string[] {
  const core = withoutBlanksBetweenSigns(searchableCore(value));
  const keys = searchKeys(core);
  const inLowerCase = isLetters(core) && !isCapitalised(core);
  return [
    ...new Set([...keys, ...(inLowerCase ? keys.map(capitalised) : []), ...numberForms(value)]),
  ];
}

/** The keys of a piece of prose, from the first to the last character of words. */
export function searchKeys(prose: string): string[] {
  if (plain.test(prose)) return keysOf(prose, [prose.toLowerCase()]);
  const normal = withoutBlanksBetweenSigns(normalise(prose));
  return keysOf(normal, foldsForSearch(normal));
}

function keysOf(prose: string, folds: string[]): string[] {
  if (isLetters(prose)) return isCapitalised(prose) ? folds.map(capitalised) : folds;
  const keys = folds.map(acrossSeparators);
  const number = numberKey(prose);
  return number === undefined ? keys : [...keys, number];
}

/** Of a single word: a capital in its key says that it has to have one in prose. */
function capitalised(folded: string): string {
  const first = String.fromCodePoint(folded.codePointAt(0) ?? 0);
  return first.toUpperCase() + folded.slice(first.length);
}

/** What may stand between the words of a name is a blank; a point after more than three letters ends a sentence. */
function acrossSeparators(folded: string): string {
  if (/^[a-z]+(?: [a-z]+)*$/.test(folded) || /[^\p{L}\p{M} '._,|/+-]/u.test(folded)) return folded;
  return folded.replace(/[ '._,|/+-]{1,1000}/g, (separator, at: number) => {
    const endsSentence =
      separator === '. ' && !/[ '._,|/+-]/.test(folded.slice(at - 4, at)) && at > 3;
    return endsSentence || separator.length > 3 ? separator : ' ';
  });
}

/** The digits of what could be a telephone number: 7 to 15 (ITU-T E.164), no letters, not an IPv4 address. */
function phoneDigits(text: string): string | undefined {
  if (text.length > 40 || !/^\+?[\d\s()./-]+$/.test(text) || /^\d+(?:\.\d+){3}$/.test(text)) return;
  const digits = text.replace(/\D/g, '');
  return digits.length >= 7 && digits.length <= 15 ? digits : undefined;
}

function numberKey(text: string): string | undefined {
  const digits = phoneDigits(text);
  return digits === undefined ? undefined : `tel${withoutPrefix(digits)}`;
}

/** A value that may be a telephone number as a key, and if it is international, as it is written at home. */
export function numberForms(value: string): string[] {
  const trimmed = value.trim();
  // A trunk zero in parentheses is not dialled from abroad.
  const digits = phoneDigits(trimmed.replace(/^\+(.{0,8})\(0\)/, '+$1'));
  if (digits === undefined) return [];
  const whole = withoutPrefix(digits);
  const isInternational = /^(?:\+|00)/.test(trimmed);
  const code = isInternational && [1, 2, 3].find((length) => codes.has(whole.slice(0, length)));
  const home = code ? withoutPrefix(whole.slice(code)) : '';
  return home.length >= 7 ? [`tel${whole}`, `tel${home}`] : [`tel${whole}`];
}

/** Without the zeros of `00` (international) and `0` (trunk). */
const withoutPrefix = (digits: string) => digits.replace(/^0+/, '');

const codes: ReadonlySet<string> = new Set(
  getCountries().map((country) => getCountryCallingCode(country)),
);
