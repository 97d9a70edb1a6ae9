import type { Mask } from '../../config/mask-schema.ts';
import { isCommonWord } from '../masks/common-words.ts';
import { isCountryName } from '../masks/country-names.ts';
import { foldForSearch } from '../masks/fold.ts';
import type { SearchRule } from '../masks/search-rule.ts';
import { statusWords } from '../masks/words-that-are-no-names.ts';

/**
 * Where a raw value is searched:
 * - `everywhere`: in all of the snapshot;
 * - `masked-columns`: only in columns that the policy masks. A place or a first name that is a word of the language
 *   stands in any prose without being a person's, so that a kept column may say it;
 * - `prose`: only in columns masked by `text` or as names, which the masks see to;
 * - `nowhere`: nothing can be said by finding it again.
 */
export type SearchScope = 'everywhere' | 'masked-columns' | 'prose' | 'nowhere';

/** The pseudonyms come from the same few that exist, so that one value's is another's raw value. */
const SHARED: ReadonlySet<string> = new Set(['first_name', 'city', 'postcode']);
/** Numbers and dates, which stand for anything: the mask itself sees to it that none stays as it was. */
const MEASURES: ReadonlySet<string> = new Set(['number', 'date', 'birthdate', 'geo']);
/** Masks that say nothing of what a column holds: one word of it may be a status or a kind. */
const UNNAMED: ReadonlySet<string> = new Set([
  'null',
  'constant',
  'sql',
  'derive',
  'trigger',
  'command',
]);
/** What names somebody by a number alone, however short. */
const NUMBERS: ReadonlySet<string> = new Set(['phone', 'national_id', 'iban', 'card', 'secret']);
const VECTORS: ReadonlySet<string> = new Set(['noise', 'reembed']);

/**
 * The rule by which a raw value of a column is searched; values that are searched nowhere are counted in the report.
 *
 * - What the masks don't look for either (see `searchRule`): shorter than 3 characters (of Chinese and other scripts
 *   without blanks 2), `n/a`, `unknown`: nowhere.
 * - Dates, times, and numbers of fewer than 9 digits (7, if something stands between them): nowhere; but those of 7 and 8
 *   digits of `phone`, `national_id`, `iban`, `card` and `secret`: in prose, if it is searched for them. Elsewhere they
 *   would meet numbers of orders. An IPv4 address is no number, but that of the machine itself is nobody's.
 * - Values of `number`, `date`, `birthdate` and `geo`, and vectors: nowhere.
 * - Values of `first_name`, `city` and `postcode`: in masked columns, if prose is searched for them; else nowhere.
 * - One word of letters that is a word of the language as well, or the name of a country, a role, a status (`Young`,
 *   `Germany`, `Manager`, `Active`): like those.
 * - One word of letters from a column whose mask doesn't say what it holds (`null`, `constant`, `sql`, …): nowhere.
 * - Everything else: everywhere.
 */
export function searchScope(
  value: string,
  rule: SearchRule,
  { mask, entity }: { mask: Mask['mask']; entity: boolean },
): SearchScope {
  if (MEASURES.has(mask) || VECTORS.has(mask)) return 'nowhere';
  if (rule === 'ignore') return 'nowhere';
  if (NUMBERS.has(mask) && /^\s*\d{7,8}\s*$/.test(value)) return entity ? 'prose' : 'nowhere';
  if (!BEGINS_AS_TEXT.test(value) && (isMeasure(value) || isOwnAddress(value))) return 'nowhere';
  if (rule === 'as-written' && UNNAMED.has(mask)) return 'nowhere';
  const isShared = SHARED.has(mask) || (rule === 'as-written' && isOrdinaryWord(value));
  if (isShared) return entity ? 'masked-columns' : 'nowhere';
  return 'everywhere';
}

function isOrdinaryWord(value: string): boolean {
  const folded = foldForSearch(value.trim());
  return isCommonWord(folded) || statusWords.has(folded) || isCountryName(folded);
}

/** Any letter but those of `BC`, `T` and `Z`: most values need no closer look. */
const BEGINS_AS_TEXT = /^[AD-SU-Ya-z]/;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}:\d{2}[\d:.+\- Z]{0,24})?(?: BC)?$/;
const TIME = /^\d{1,2}:\d{2}[\d:.+\- ]{0,24}$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/;
const NUMBER = /^[-+]?\d{1,400}(?:[.,]\d{0,400})*$/;

function isMeasure(value: string): boolean {
  const core = value.trim();
  if (core.length > 400 || /[^\d\s.,:/+()TZBC-]/.test(core) || IPV4.test(core)) return false;
  if (DATE.test(core) || TIME.test(core)) return true;
  const whole = NUMBER.test(core) ? core.replace(/\.\d*$/, '') : core;
  return whole.replace(/\D/g, '').length < (NUMBER.test(core) ? 9 : 7);
}

function isOwnAddress(value: string): boolean {
  return /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.0\.0\.0|255\.255\.255\.255|(?:0{0,4}:){2,7}0{0,3}1?)(?:\/\d{1,3})?$/.test(
    value.trim(),
  );
}
