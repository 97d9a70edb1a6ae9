import { getCountries, getCountryCallingCode } from 'libphonenumber-js';
import { placeholderWords } from './words-that-are-no-names.ts';

/** What a value in plain ASCII is known by. */
export interface PlainValue {
  /** Letters and single blanks; the same with digits or an `@` and what stands in addresses; a telephone number. */
  readonly kind: 'words' | 'signs' | 'number';
  /** In lower case, as the first of the forms has them. */
  readonly words: readonly string[];
  /** As `searchForms` gives them. */
  readonly forms: readonly string[];
}

/**
 * Reads most values in one pass. `undefined` for any other, at which `searchRule` and `searchForms` have to look with
 * more care, and for one that is not searched.
 */
export function readPlainValue(value: string): PlainValue | undefined {
  const kind = kindOf(value);
  if (kind === undefined) return undefined;
  const folded = value.toLowerCase();
  const words = wordsOf(folded);
  const core = value.length === words.start ? folded : folded.slice(words.start, words.end);
  if (core.length < 3 || placeholderWords.has(core)) return undefined;
  return { kind, words: words.found, forms: formsOf(value, kind, core, words.found.length) };
}

/** As `searchKeys` gives them, for a piece of prose in which such a value may stand. */
export function plainKeys(prose: string): string[] | undefined {
  const kind = kindOf(prose);
  if (kind === undefined) return undefined;
  const folded = prose.toLowerCase();
  if (kind === 'number') {
    const digits = digitsOf(prose);
    return isNumber(prose, digits) ? [folded, keyOf(digits)] : [folded];
  }
  const isCapitalised = kind === 'words' && !prose.includes(' ') && prose[0] !== folded[0];
  return [isCapitalised ? capitalised(folded) : folded];
}

function formsOf(value: string, kind: PlainValue['kind'], core: string, words: number): string[] {
  if (kind === 'number') return [core, ...numberForms(value, core)];
  if (kind === 'signs' || words > 1) return [core];
  return value[0] === core[0] ? [core, capitalised(core)] : [capitalised(core)];
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Its digits as a key, and if it is international, as it is written at home. */
function numberForms(value: string, core: string): string[] {
  const digits = digitsOf(core);
  const forms = isNumber(core, digits) ? [keyOf(digits)] : [];
  if (!isNumber(value, digits)) return forms;
  const whole = withoutZeros(digits);
  const isInternational = value[0] === '+' || value.startsWith('00');
  const code = isInternational && [1, 2, 3].find((length) => codes.has(whole.slice(0, length)));
  const home = code ? withoutZeros(whole.slice(code)) : '';
  return home.length >= 7 ? [...forms, keyOf(home)] : forms;
}

const codes: ReadonlySet<string> = new Set(
  getCountries().map((country) => getCountryCallingCode(country)),
);

/** 7 to 15 digits (ITU-T E.164) with some signs between, and no IPv4 address. */
function isNumber(text: string, digits: string): boolean {
  return text.length <= 40 && digits.length >= 7 && digits.length <= 15 && !isIPv4(text, digits);
}

function isIPv4(text: string, digits: string): boolean {
  return text.length === digits.length + 3 && /^\d+(?:\.\d+){3}$/.test(text);
}

function keyOf(digits: string): string {
  return `tel${withoutZeros(digits)}`;
}

function withoutZeros(digits: string): string {
  let start = 0;
  while (digits.charCodeAt(start) === 0x30) start += 1;
  return digits.slice(start);
}

function digitsOf(text: string): string {
  let digits = '';
  for (let at = 0; at < text.length; at += 1) {
    if (KINDS[text.charCodeAt(at)] === DIGIT) digits += text[at];
  }
  return digits;
}

const LETTER = 1;
const DIGIT = 2;
const BLANK = 4;
const AT = 8;
/** In addresses, and in a number. */
const HYPHEN = 16;
const PLUS = 32;
const POINT = 64;
const SLASH = 128;
const OTHER = 256;

const SIGNS: Readonly<Record<string, number>> = {
  ...{ ' ': BLANK, '@': AT, '-': HYPHEN, '+': PLUS, '.': POINT, _: OTHER, "'": OTHER, '/': SLASH },
};
const KINDS = Uint16Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/i.test(character)) return LETTER;
  return /\d/.test(character) ? DIGIT : (SIGNS[character] ?? 0);
});

function kindOf(text: string): PlainValue['kind'] | undefined {
  const last = text.length - 1;
  let all = 0;
  let before = BLANK;
  for (let at = 0; at <= last; at += 1) {
    const kind = KINDS[text.charCodeAt(at)];
    // No blanks at the ends, nor two together.
    if (!kind || (kind === BLANK && (before === BLANK || at === last))) return undefined;
    if (kind === PLUS && at > 0) all |= OTHER;
    // Beside no word it is no part of the value.
    if (kind === AT && (at === last || (before & (LETTER | DIGIT)) === 0)) return undefined;
    if (before === AT && (kind & (LETTER | DIGIT)) === 0) return undefined;
    all |= kind;
    before = kind;
  }
  if ((all & LETTER) === 0) {
    const isNumber = (all & DIGIT) !== 0 && (all & (AT | OTHER)) === 0;
    return isNumber ? 'number' : undefined;
  }
  if ((all & ~(LETTER | BLANK)) === 0) return 'words';
  return (all & (DIGIT | AT)) !== 0 && (all & SLASH) === 0 ? 'signs' : undefined;
}

function wordsOf(folded: string): { found: string[]; start: number; end: number } {
  const found: string[] = [];
  let first = -1;
  let end = 0;
  let start = -1;
  for (let at = 0; at <= folded.length; at += 1) {
    const kind = at === folded.length ? 0 : KINDS[folded.charCodeAt(at)];
    if (kind === LETTER || kind === DIGIT) {
      if (start < 0) start = at;
      if (first < 0) first = at;
    } else if (start >= 0) {
      found.push(folded.slice(start, at));
      end = at;
      start = -1;
    }
  }
  return { found, start: first, end };
}
