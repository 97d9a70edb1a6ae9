import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCityMask } from '../../../src/sanitize/masks/city.ts';
import { hasNobody } from '../../../src/sanitize/masks/has-nobody.ts';
import { scriptOf } from '../../../src/sanitize/masks/name-script.ts';
import { createPostcodeMask } from '../../../src/sanitize/masks/postcode.ts';
import { createAddressMask } from '../../../src/sanitize/masks/street-address.ts';
import { createContext } from './context.ts';

const context = createContext();
const city = (raw: string, country?: string) => createCityMask({ country })(raw, context) ?? '';
const postcode = (raw: string, country?: string) =>
  createPostcodeMask({ country })(raw, context) ?? '';
const address = (raw: string, country?: string) =>
  createAddressMask({ country })(raw, context) ?? '';

describe('city', () => {
  test('the number of words, letter case and connecting words stay', () => {
    expect(city('Utopia')).toMatch(/^[A-Z][a-z]+$/);
    expect(city('UTOPIA')).toBe(city('Utopia').toUpperCase());
    expect(city('Newcastle upon Tyne')).toMatch(/^[A-Z][a-z]+ upon [A-Z][a-z]+$/);
    expect(city('Aix-en-Provence')).toMatch(/^[A-Z][a-z]+-en-[A-Z][a-z]+$/);
  });

  test.each(['Москва', 'Αθήνα', 'تونس', '北京', '서울', 'กรุงเทพ'])(
    'the script of %s stays',
    (raw) => {
      expect(scriptOf(city(raw))).toBe(scriptOf(raw));
      expect(city(raw)).not.toBe(raw);
    },
  );

  test('the country tells how places end', () => {
    const endings = new Set(
      Array.from({ length: 300 }, (_, index) =>
        city(
          `Ort${'abcdefghij'[index % 10]}${'klmnopqrst'[Math.floor(index / 10) % 10]}${'uvw'[Math.floor(index / 100)]}`,
          'DE',
        ),
      ),
    );
    expect([...endings].every((name) => /(?:stadt|dorf|land|scheid|burg)$/.test(name))).toBe(true);
  });
});

describe('postcode', () => {
  test.each([
    ['10115', /^[1-9]\d{4}$/],
    ['01067', /^0[1-9]\d{3}$/],
    ['SW1A 1AA', /^[A-Z]{2}\d[A-Z] \d[ABD-HJLNP-UW-Z]{2}$/],
    ['sw1a1aa', /^[a-z]{2}\d[a-z]\d[a-z]{2}$/],
    ['K1A 0B1', /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] \d[ABCEGHJ-NPRSTV-Z]\d$/],
    ['1012 AB', /^[1-9]\d{3} [A-Z]{2}$/],
    ['12345-6789', /^\d{5}-\d{4}$/],
    ['00-950', /^00-\d{3}$/],
    ['100-0001', /^[1-9]\d\d-\d{4}$/],
  ])('%s keeps its pattern', (raw, form) => {
    expect(postcode(raw)).toMatch(form);
    expect(postcode(raw)).not.toBe(raw);
  });

  test('one code in two spellings is one, a ZIP+4 agrees with its ZIP code', () => {
    expect(postcode('sw1a1aa')).toBe(postcode('SW1A 1AA').replace(' ', '').toLowerCase());
    expect(postcode('62704-1234').slice(0, 5)).toBe(postcode('62704'));
  });

  test('different codes stay different', () => {
    const codes = Array.from({ length: 9_000 }, (_, index) => String(index + 1_000));
    expect(new Set(codes.map((code) => postcode(code, 'CH'))).size).toBe(9_000);
  });
});

describe('address', () => {
  test.each([
    [
      '742 Evergreen Terrace, Springfield, IL 62704',
      /^[1-9]\d\d [A-Z][a-z]+ Terrace, [A-Z][a-z]+, IL \d{5}$/,
    ],
    [
      'Hauptstraße 5a\n10115 Berlin\nDeutschland',
      /^[A-Z][a-z]+straße \d[a-z]\n[1-9]\d{4} [A-Z][a-z]+\nDeutschland$/,
    ],
    [
      'Flat 3, 12 High Street\nLondon SW1A 1AA\nUnited Kingdom',
      /^Flat \d, [1-9]\d [A-Z][a-z]+ Street\n[A-Z][a-z]+ [A-Z]{2}\d[A-Z] \d[A-Z]{2}\nUnited Kingdom$/,
    ],
    [
      '12 rue de la Paix, 75002 Paris, France',
      /^[1-9]\d rue de la [A-Z][a-z]+, [1-9]\d{4} [A-Z][a-z]+, France$/,
    ],
    ['PO Box 123', /^PO Box [1-9]\d\d$/],
    ['350 5th Avenue', /^[1-9]\d\d \d(?:st|nd|rd|th) Avenue$/],
    ['北京市朝阳区建国路88号', /^\p{Script=Han}+市\p{Script=Han}+区\p{Script=Han}+路[1-9]\d号$/u],
    ['ул. Ленина, д. 5', /^ул\. \p{Script=Cyrillic}+, д\. \d$/u],
  ])('%s keeps its form', (raw, form) => {
    expect(address(raw)).toMatch(form);
    expect(address(raw)).not.toBe(raw);
  });

  test('city and postcode agree with their own columns', () => {
    const masked = address('Hauptstraße 5, 10115 Utopia');
    expect(masked).toContain(`, ${postcode('10115')} ${city('Utopia')}`);
  });

  test('an address of nothing but kinds of street is masked, too', () => {
    for (const raw of ['Street', 'IL', 'France', '市', 'Apt']) expect(address(raw)).not.toBe(raw);
  });
});

test.each([
  ['city', city],
  ['postcode', postcode],
  ['address', address],
])('%s takes any characters: the same other value every time', (_, mask) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.stringMatching(/^[A-Za-z0-9 ,.\n-]{0,30}$/),
      ),
      (raw) => {
        const hasPlace = !hasNobody(raw);
        expect(mask(raw) !== raw).toBe(hasPlace);
        expect(mask(raw)).toBe(mask(raw));
      },
    ),
    { numRuns: 300 },
  );
});
