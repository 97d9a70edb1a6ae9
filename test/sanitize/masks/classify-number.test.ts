import fc from 'fast-check';
import {
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { expect, test } from 'vitest';
import { classifyNumber } from '../../../src/sanitize/masks/classify-number.ts';

function expectLibrary(digits: string): boolean {
  const own = classifyNumber(digits);
  if (own === undefined) return false;
  const number = parsePhoneNumberFromString(`+${digits}`);
  expect(own, digits).toEqual({
    callingCode: number?.countryCallingCode,
    country: number?.country,
    national: number?.nationalNumber,
    type: number?.getType(),
    isPossible: number?.isPossible(),
  });
  return true;
}

test.each(getCountries())('numbers of %s are classified as the library does', (country) => {
  const code = getCountryCallingCode(country);
  const example = examples[country] ?? '';
  expectLibrary(code + example);
  const like = fc
    .tuple(fc.nat({ max: example.length }), fc.stringMatching(/^\d{2,12}$/))
    .map(([kept, rest]) => (example.slice(0, kept) + rest).slice(0, 15));
  fc.assert(
    fc.property(like, (national) => {
      expectLibrary(code + national);
    }),
    { numRuns: 100 },
  );
});

test('any digits are classified as the library does, and most without it', () => {
  const asked = { own: 0, all: 0 };
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{3,18}$/), (digits) => {
      asked.all += 1;
      if (expectLibrary(digits)) asked.own += 1;
    }),
    { numRuns: 3000 },
  );
  expect(asked.own / asked.all).toBeGreaterThan(0.5);
});
