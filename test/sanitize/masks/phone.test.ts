import fc from 'fast-check';
import {
  type CountryCode,
  getCountries,
  parsePhoneNumberFromString as parse,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { expect, test } from 'vitest';
import { hasNobody } from '../../../src/sanitize/masks/has-nobody.ts';
import { createPhoneMask } from '../../../src/sanitize/masks/phone.ts';
import { createContext } from './context.ts';

const context = createContext();
const again = createContext();
const mask = (raw: string, country?: string, within = context) =>
  createPhoneMask({ country })(raw, within) ?? '';

test('North American numbers become 555-01XX, and one number agrees in all formats', () => {
  expect(mask('(408) 867-5309')).toMatch(/^\([2-9]\d\d\) 555-01\d\d$/);
  const digits = mask('408-867-5309').replaceAll('-', '');
  expect(mask('+1 408.867.5309').replace(/\D/g, '')).toBe(`1${digits}`);
  expect(mask('tel:+1-408-867-5309;ext=5')).toMatch(/^tel:\+1-\d{3}-555-01\d\d;ext=\d$/);
});

test('the country code and the format stay', () => {
  expect(mask('+353 (0)86 8768780')).toMatch(/^\+353 \(0\)\d\d \d{7}$/);
  expect(mask('+44 20 7946 0958')).toMatch(/^\+44 \d\d \d{4} \d{4}$/);
  expect(mask('+44 20 7946 0958')).not.toContain('7946 0958');
});

test('a national number gets the same digits as the international one, if the policy tells the country', () => {
  expect(mask('030 1234567', 'DE').replace(/\D/g, '')).toBe(
    `0${mask('+49 30 1234567').replace(/\D/g, '').slice(2)}`,
  );
  expect(mask('0049 30/1234567').replace(/\D/g, '').slice(2)).toBe(mask('+49301234567').slice(1));
});

test.each([
  ['+44 161 234 5678', /^\+44 \d{3} (?:496 0|498 0|649 6|018 0|946 0)\d{3}$|^\+44 207 946 0\d{3}$/],
  ['+33 1 42 68 53 00', /^\+33 (?:1 99 00|2 61 91|3 53 01|4 65 71|5 36 49) \d\d \d\d$/],
  ['+49 171 1234567', /^\+49 171 39200\d\d$/],
  ['+61 2 9374 4000', /^\+61 [2378] (?:5550|7010) \d{4}$/],
  ['+46 8 123 456 78', /^\+46 /],
])('%s becomes a number that is set aside for fiction', (raw, form) => {
  expect(mask(raw)).toMatch(form);
});

test.each(getCountries())(
  'a valid number of %s stays valid, of its country and type',
  (country) => {
    const raw = parse(examples[country] ?? '', country);
    if (!raw?.isValid()) return;
    for (const form of [raw.number, raw.formatInternational()]) {
      const masked = parse(mask(form));
      expect(masked?.isValid(), form).toBe(true);
      expect(masked?.country).toBe(raw.country);
      expect(masked?.getType()).toBe(raw.getType());
      expect(masked?.number).not.toBe(raw.number);
    }
    const national = parse(mask(raw.formatNational(), country), country as CountryCode);
    expect(national?.number).toBe(parse(mask(raw.number))?.number);
  },
);

test('a number that is possible but invalid stays possible', () => {
  const raw = parse('+44 7700 900123');
  expect(raw?.isValid()).toBe(false);
  const masked = parse(mask('+44 7700 900123'));
  expect(masked?.isPossible()).toBe(true);
  expect(masked?.number).not.toBe(raw?.number);
});

test('a name beside the number goes, an extension stays one', () => {
  expect(mask('Justin 01-6790832 x12')).toMatch(/^(?!justin)[a-z]{6} \d\d-\d{7} x\d\d$/);
  expect(mask('Tel. +49 30 1234567 ext. 12')).toMatch(/^Tel\. \+49 \d\d \d{7} ext\. \d\d$/);
});

test('digits of other scripts stay in their script', () => {
  expect(mask('٠١٠٠ ١٢٣٤٥٦٧', 'EG')).toMatch(/^[٠-٩]{4} [٠-٩]{7}$/u);
});

test('in a column whose values must differ, attempts leave the numbers for fiction', () => {
  const at = (attempt: number) =>
    mask('+14088675309', undefined, { ...context, firstAttempt: () => attempt });
  expect(at(0)).toMatch(/55501\d\d$/);
  expect(new Set(Array.from({ length: 100 }, (_, attempt) => at(attempt))).size).toBeGreaterThan(
    98,
  );
});

test('any characters: the same other value every time', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.stringMatching(/^\+?[0-9 ()./-]{1,20}$/),
  );
  fc.assert(
    fc.property(anything, fc.constantFrom(undefined, 'DE', 'US', 'AR'), (raw, country) => {
      const hasNumber = !hasNobody(raw);
      expect(mask(raw, country) !== raw).toBe(hasNumber);
      expect(mask(raw, country, again)).toBe(mask(raw, country));
    }),
    { numRuns: 300 },
  );
});
