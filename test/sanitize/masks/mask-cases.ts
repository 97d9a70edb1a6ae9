import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { isValidIBAN } from 'ibantools';
import { stdnum } from 'stdnum';

/** What a mask takes in earnest, and how its pseudonyms can be told to be valid. */
export interface MaskCase {
  options?: Record<string, unknown>;
  raw: fc.Arbitrary<string>;
  isValid: (masked: string, raw: string) => boolean;
  /** A value that is nobody's may stay. */
  isNobodys?: (raw: string) => boolean;
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const pad = (value: number) => String(value).padStart(2, '0');
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const timestamp = fc
  .tuple(day, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([date, hour, minute]) => `${date} ${pad(hour)}:${pad(minute)}:00.25+00`);
const octet = fc.integer({ min: 0, max: 255 });
const word = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 });
const letters = fc.stringMatching(/^[a-zA-Z0-9]{3,12}$/);

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
const luhn = (number: string) =>
  [...number]
    .reverse()
    .map(Number)
    .reduce(
      (sum, digit, index) => sum + (index % 2 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit),
      0,
    ) %
    10 ===
  0;
const classes = (text: string) =>
  text
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\p{Nd}/gu, '0');

/** The masks that this file tells more about than that they give another text. */
export const maskCases: Record<string, MaskCase> = {
  date: {
    raw: fc.oneof(day, timestamp),
    isValid: (masked, raw) => isDay(masked) && masked.slice(10) === raw.slice(10),
  },
  birthdate: {
    raw: fc.oneof(day, timestamp),
    isValid: (masked, raw) =>
      isDay(masked) && Math.floor(+masked.slice(0, 4) / 5) === Math.floor(+raw.slice(0, 4) / 5),
  },
  ip: {
    raw: fc.oneof(fc.ipV4(), fc.ipV6()),
    isValid: (masked, raw) => (isIPv4(raw) ? isIPv4(masked) : isIPv6(masked)),
  },
  mac: {
    raw: fc
      .tuple(octet, octet, octet, octet, octet, octet)
      .map((all) => all.map((byte) => byte.toString(16).padStart(2, '0')).join(':')),
    isValid: (masked) => /^[0-9a-f][2367abef](?::[0-9a-f]{2}){5}$/.test(masked),
  },
  url: {
    raw: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    isValid: (masked, raw) =>
      URL.canParse(masked) &&
      new URL(masked).hostname.endsWith('.example') &&
      masked.split('/').length === raw.split('/').length,
  },
  uuid: {
    raw: fc.uuid(),
    isValid: (masked, raw) =>
      /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(masked) && masked[14] === raw[14],
    isNobodys: (raw) => /^[0f-]+$/.test(raw),
  },
  card: {
    raw: digits(16),
    isValid: (masked) => /^\d{16}$/.test(masked) && luhn(masked),
  },
  iban: {
    raw: digits(18).map((bban) => `DE00${bban}`),
    isValid: (masked) => isValidIBAN(masked) && masked.startsWith('DE'),
  },
  national_id: {
    options: { country: 'NL' },
    raw: digits(9).filter((number) => stdnum.NL?.bsn?.validate(number).isValid ?? false),
    isValid: (masked) => stdnum.NL?.bsn?.validate(masked).isValid ?? false,
  },
  number: {
    raw: fc.oneof(
      fc.integer().map(String),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      fc.tuple(fc.integer(), digits(2)).map(([whole, cents]) => `${whole}.${cents}`),
    ),
    isValid: (masked, raw) =>
      masked.length === raw.length &&
      /^-?\d+(?:\.\d\d)?$/.test(masked) &&
      (masked[0] !== '0') === (raw[0] !== '0' || !raw.includes('.')),
  },
  secret: {
    raw: fc.stringMatching(/^[A-Za-z0-9]{8,64}$/).map((secret) => `sk-proj-${secret}`),
    isValid: (masked, raw) =>
      masked.startsWith('sk-proj-') && masked.length === Math.min(64, raw.length),
  },
  hash: { raw: word, isValid: (masked) => /^[a-f][0-9a-f]{31}$/.test(masked) },
  scramble: {
    raw: letters,
    isValid: (masked, raw) => classes(masked) === classes(raw),
  },
  json: {
    options: { paths: { '$..*': 'hash' } },
    raw: fc
      .tuple(fc.json({ maxDepth: 3 }), letters)
      .map(([json, name]) => `{"any": ${json}, "name": ${JSON.stringify(name)}}`),
    isValid: (masked, raw) =>
      Object.keys(JSON.parse(masked)).join() === Object.keys(JSON.parse(raw)).join(),
  },
  xml: {
    options: { paths: { '//*': 'hash', '//@*': 'scramble' } },
    raw: letters.map((name) => `<r><name a="${name}">${name} &amp; Co</name></r>`),
    isValid: (masked) => /^<r><name a="[a-zA-Z0-9]+">[0-9a-f]{32}<\/name><\/r>$/.test(masked),
  },
  hstore: {
    options: { keys: { '*': 'hash' } },
    raw: letters.map((name) => `"name"=>"${name}", "none"=>NULL`),
    isValid: (masked) => /^"name"=>"[0-9a-f]{32}", "none"=>NULL$/.test(masked),
  },
  array: {
    options: { each: 'hash' },
    raw: fc.array(letters, { minLength: 1, maxLength: 4 }).map((all) => `{${all.join(',')},NULL}`),
    isValid: (masked, raw) => masked.split(',').length === raw.split(',').length,
    isNobodys: (raw) => /^\{(?:null,)*NULL\}$/i.test(raw),
  },
};
