import { countrySpecs, isValidIBAN } from 'ibantools';
import { stdnum } from 'stdnum';
import type { EntityMask } from '../known-values.ts';
import { findSpans } from './find-spans.ts';
import type { Span } from './words.ts';

type Checked = Span & { mask: EntityMask };

/** Payment cards, IBANs, and identity numbers whose form or check digits leave little to chance. */
export function findCheckedNumbers(text: string): Checked[] {
  return [...findCards(text), ...findIbans(text), ...findIdentities(text)];
}

/** 13 to 19 digits, in groups or not, that begin as a card's do (ISO 7812) and pass Luhn's check. */
const cards =
  /((?:[2-6]\d{3}([ -]?)\d{4}\2\d{4}\2\d{1,7}|3\d{3}([ -]?)\d{6}\3\d{4,5}))(?![\w-]|[ .,]\d)/g;
const card: EntityMask = { mask: 'card' };

function findCards(text: string): Checked[] {
  const spans = findSpans(text, cards, { notAfter: /[\w.,-]$|\d $/, isOne: isCard });
  return spans.map((span) => ({ ...span, mask: card }));
}

function isCard(number: string): boolean {
  const digits = number.replace(/\D/g, '');
  return digits.length >= 13 && /^(?:2[2-7]|3[04-9]|[456])/.test(digits) && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}

const ibanStarts = /[A-Z]{2}\d{2}(?=[ -]?[A-Z0-9]{4})/gi;
const iban: EntityMask = { mask: 'iban' };

/** The country says how long an IBAN is, so words behind a grouped one don't join it. */
function findIbans(text: string): Checked[] {
  return findSpans(text, ibanStarts, { notAfter: /[\p{L}\p{N}]$/u }).flatMap(({ start }) => {
    const length = countrySpecs[text.slice(start, start + 2).toUpperCase()]?.chars;
    if (length === undefined) return [];
    const groups = new RegExp(`^[A-Z0-9](?:[ -]?[A-Z0-9]){${length - 1}}(?![\\p{L}\\p{N}])`, 'iu');
    const written = groups.exec(text.slice(start, start + 2 * length))?.[0];
    const isOne = written && isValidIBAN(written.replace(/[ -]/g, '').toUpperCase());
    return isOne ? [{ start, end: start + written.length, mask: iban }] : [];
  });
}

/** Weaker numbers (one check digit, or none and no form of their own) are left to the known values. */
const identities = [
  { country: 'US', name: 'ssn', form: /\d{3}-\d{2}-\d{4}(?![\w-])/g },
  { country: 'BR', name: 'cpf', form: /\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g },
  {
    country: 'IT',
    name: 'codicefiscale',
    form: /[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?![\w-])/gi,
  },
  {
    country: 'FR',
    name: 'nir',
    form: /[12] ?\d{2} ?[01]\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\w-])/g,
  },
].map(({ country, ...identity }) => ({
  ...identity,
  validator: stdnum[country]?.[identity.name],
  mask: { mask: 'national_id', country } satisfies EntityMask,
}));

/** Letters are many and a pattern that begins with them slow; this tells if it is needed. */
const mayHaveCodice = /\d{2}[a-z]\d{2}[a-z]\d{3}/i;

function findIdentities(text: string): Checked[] {
  return identities.flatMap(({ form, validator, mask }) => {
    if (mask.country === 'IT' && !mayHaveCodice.test(text)) return [];
    const isOne = (number: string) => validator?.validate(number.toUpperCase()).isValid ?? false;
    return findSpans(text, form, { notAfter: /[\w.-]$/, isOne }).map((span) => ({ ...span, mask }));
  });
}
