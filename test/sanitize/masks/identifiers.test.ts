import { countrySpecs, isValidIBAN } from 'ibantools';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import { maskCard } from '../../../src/sanitize/masks/card.ts';
import { maskIban } from '../../../src/sanitize/masks/iban.ts';
import { createNationalIdMask } from '../../../src/sanitize/masks/national-id.ts';
import { createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const context = createContext();

describe('card', () => {
  const mask = (raw: string) => maskCard(raw, context) ?? '';
  const isValid = (card: string) =>
    stdnum.US !== undefined &&
    [...card.replace(/\D/g, '')]
      .reverse()
      .map((digit, index) => (index % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][+digit] : +digit) ?? 0)
      .reduce((sum, digit) => sum + digit, 0) %
      10 ===
      0;

  test.each([
    ['4242 4242 4242 4242', /^4111 11\d\d \d{4} \d{4}$/],
    ['5105-1051-0510-5100', /^5555-55\d\d-\d{4}-\d{4}$/],
    ['2223003122003222', /^555555\d{10}$/],
    ['371449635398431', /^378282\d{9}$/],
    ['6011000990139424', /^601111\d{10}$/],
    ['38520000023237', /^305693\d{8}$/],
    ['3566002020360505', /^353011\d{10}$/],
    ['6200000000000005', /^620000\d{10}$/],
    ['9111111111111111', /^999999\d{10}$/],
  ])('%s stays one of its scheme, for tests, with a valid check digit', (raw, form) => {
    expect(mask(raw)).toMatch(form);
    expect(isValid(mask(raw))).toBe(true);
    expect(mask(raw.replace(/\D/g, ''))).toBe(mask(raw).replace(/\D/g, ''));
  });

  test('what is no whole number is scrambled', () => {
    expect(mask('**** **** **** 4242')).toMatch(/^\*{4} \*{4} \*{4} (?!4242)\d{4}$/);
    expect(mask('Visa 4242')).toMatch(/^[A-Z][a-z]{3} \d{4}$/);
  });
});

describe('iban', () => {
  const mask = (raw: string) => maskIban(raw, context) ?? '';

  test.each(
    Object.entries(countrySpecs).flatMap(([country, { chars, bban_regexp: form }]) =>
      chars && form ? [[country, chars, form] as const] : [],
    ),
  )('of %s come valid IBANs, from invalid ones, too', (country, chars, form) => {
    const bban = [...form.matchAll(/\[([^\]]+)\]\{(\d+)\}/g)]
      .map(([, set = '', count]) => (set.includes('0-9') ? '1' : 'A').repeat(Number(count)))
      .join('');
    const raw = `${country}00${bban}`;
    expect(raw).toHaveLength(chars);
    const masked = mask(raw);
    expect([masked, isValidIBAN(masked)]).toEqual([masked, true]);
    expect(masked.slice(0, 2)).toBe(country);
    expect(masked.slice(4)).not.toBe(bban);
  });

  test('grouping and letter case stay, and one account agrees in all forms', () => {
    const one = mask('DE89370400440532013000');
    expect(one).toMatch(/^DE\d\d99999999\d{10}$/);
    expect(mask('DE89 3704 0044 0532 0130 00').replaceAll(' ', '')).toBe(one);
    expect(mask('de89370400440532013000')).toBe(one.toLowerCase());
    expect(mask('GB29NWBK60161331926819')).toMatch(/^GB\d\dTEST\d{14}$/);
  });

  test('what is no IBAN is scrambled', () => {
    expect(mask('XX00 1234')).toMatch(/^[A-Z]{2}\d\d \d{4}$/);
    expect(mask('to Ada')).toMatch(/^[a-z]{2} [A-Z][a-z]{2}$/);
  });
});

describe('national_id', () => {
  const mask = (raw: string, country?: string) =>
    createNationalIdMask({ country })(raw, context) ?? '';

  test.each([
    ['BE', 'insz', '88022999990'],
    ['BR', 'cpf', '390.533.447-05'],
    ['CN', 'ric', '360426199101010071'],
    ['DE', 'idnr', '36 574 261 809'],
    ['DK', 'cpr', '211062-5629'],
    ['ES', 'dni', '54362315K'],
    ['FI', 'hetu', '131052-308T'],
    ['FR', 'nir', '2 95 10 99 126 111 93'],
    ['GB', 'nino', 'HH 012345 D'],
    ['IT', 'codicefiscale', 'RCCMNL83S18D969H'],
    ['MX', 'curp', 'BOXW310820HNERXN09'],
    ['NL', 'bsn', '1112.22.333'],
    ['NO', 'fodselsnummer', '151086 95088'],
    ['PL', 'pesel', '44051401359'],
    ['SE', 'personnummer', '880320-0016'],
    ['US', 'ssn', '536-90-4399'],
    ['ZA', 'idnr', '7503305044089'],
  ])('of %s, a valid %s stays one, in its form', (country, kind, raw) => {
    const validator = stdnum[country]?.[kind];
    const masked = mask(raw, country);
    expect([masked, validator?.validate(masked).isValid]).toEqual([masked, true]);
    expect(masked.replace(/\d/g, '0').replace(/[A-Z]/g, 'A')).toBe(
      raw.replace(/\d/g, '0').replace(/[A-Z]/g, 'A'),
    );
    expect(masked).not.toBe(raw);
  });

  test('without a country it is found out', () => {
    const masked = mask('36574261809');
    expect(stdnum.DE?.idnr?.validate(masked).isValid).toBe(true);
  });

  test('what no rule takes is scrambled', () => {
    expect(mask('AB-12-x', 'DE')).toMatch(/^[A-Z]{2}-\d\d-[a-z]$/);
    expect(mask('none', 'XX')).toMatch(/^[a-z]{4}$/);
    expect(mask('1'.repeat(100_000), 'DE')).toHaveLength(100_000);
  });
});

test('the net for documentation stays, an address in it does not', () => {
  const ip = createMask({ mask: 'ip' });
  expect(ip('2001:db8::/32', context)).toBe('2001:db8::/32');
  expect(ip('2001:db8::7', context)).not.toBe('2001:db8::7');
});
