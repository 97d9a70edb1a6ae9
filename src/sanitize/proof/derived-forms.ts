import type { Mask } from '../../config/mask-schema.ts';
import { isCommonWord } from '../masks/common-words.ts';
import { nameParts } from '../masks/name-parts.ts';
import { numberForms } from '../masks/search-rule.ts';
import { codeKey } from './excerpts.ts';

/** Another form in which a raw value is searched, and where: folded, as a reading of the snapshot has it. */
export interface DerivedForm {
  readonly form: string;
  /**
   * - `prose`: columns masked by `text` or as names, since the masks look for it there, and elsewhere it may be
   *   anybody's; `names`: there too, where it does not begin in lower case;
   * - `text`: all but columns of numbers, where most numbers are no telephone's;
   * - `kept-columns`: in prose the mask finds it only if its check digits are right;
   * - `nowhere`: it is left out, and counted.
   */
  readonly scope: 'prose' | 'names' | 'text' | 'kept-columns' | 'nowhere';
}

/**
 * The forms in which a value of several spellings is searched beside its own:
 * - what may be a telephone number, by its digits, and as it is dialled at home (with fewer than 9 digits in prose only);
 * - a card's number and an IBAN, without its grouping;
 * - names that hold points or hyphens, with blanks in place of these;
 * - the parts of a person's name that the text mask looks for, unless they are words of the language as well.
 */
export function derivedForms(
  value: string,
  folded: string,
  { mask, entity }: { mask: Mask['mask']; entity: boolean },
): DerivedForm[] {
  if (NUMBER.test(value) || IBAN.test(value)) return ofNumber(value.trim(), mask);
  const isJoined = /[_.|/+-]/.test(folded) && JOINED.test(folded);
  const forms: DerivedForm[] = isJoined
    ? [{ form: folded.replace(/[_.|/+-]/g, ' '), scope: 'text' }]
    : [];
  if (mask !== 'person' || !entity) return forms;
  return [...forms, ...nameParts(value).map(partForm)];
}

const NUMBER = /^[\s+(]{0,4}\d[\d ()./-]{6,40}$/;
const IBAN = /^\s{0,4}[A-Z]{2}\d{2}[ -]?[A-Z\d](?:[ -]?[A-Z\d]){8,30}\s{0,4}$/i;
/** Words with a point or the like between two, and none beside a blank: the one of "Capt. Jack" may end a sentence. */
const JOINED = /^[\p{L}\p{M}']{1,60}(?:[ _.|/+-][\p{L}\p{M}']{1,60}){1,20}$/u;

function ofNumber(value: string, mask: Mask['mask']): DerivedForm[] {
  const forms = numberForms(value).map<DerivedForm>((form, index) => ({
    form,
    scope: index > 0 && form.length < LEAST_AT_HOME ? 'prose' : 'text',
  }));
  const isCode = IBAN.test(value) || CODES.has(mask);
  return isCode ? [...forms, { form: codeKey(value).toLowerCase(), scope: 'kept-columns' }] : forms;
}

const CODES: ReadonlySet<string> = new Set(['card', 'iban', 'text']);
/** `tel` and nine digits. */
const LEAST_AT_HOME = 12;

function partForm(part: string): DerivedForm {
  return { form: part, scope: isCommonWord(part) ? 'nowhere' : 'names' };
}
