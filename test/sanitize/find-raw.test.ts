import { expect, test } from 'vitest';
import { Secret } from '../../src/config/secret.ts';
import { createFindRaw } from '../../src/sanitize/find-raw.ts';
import { createKeyedHash } from '../../src/sanitize/keyed-hash.ts';
import {
  createKnownValues,
  type EntityMask,
  openKnownValues,
} from '../../src/sanitize/known-values.ts';
import { createMask } from '../../src/sanitize/masks/registry.ts';

const hash = createKeyedHash(new Secret('a key of the tests'));
const values: [column: string, value: string, mask: EntityMask][] = [
  ['people.name', 'Ada Lovelace', { mask: 'person' }],
  ['people.name', 'Mark', { mask: 'person' }],
  ['people.name', '王伟', { mask: 'person' }],
  ['people.email', 'ada@lovelace.example', { mask: 'email' }],
  ['people.phone', '+353 1 679 0832', { mask: 'phone', country: 'IE' }],
  ['events.payload', 'grace.hopper', { mask: 'hash' }],
  ['authors.name', 'Ada Lovelace', { mask: 'person' }],
  ['authors.name', 'Acme Support', { mask: 'person' }],
  ['roles.name', 'user', { mask: 'person' }],
];

function knownValues() {
  const known = createKnownValues(hash, ['Acme Support']);
  for (const [column, value, mask] of values) known.add(value, mask, column);
  return known;
}

const known = knownValues();

test.each([
  ['as they were collected', known],
  ['shared', openKnownValues(structuredClone(knownValues().share()), hash)],
])('raw values of known values %s are found, with the column that they are from', (_, some) => {
  const findRaw = createFindRaw(some);
  const columnOf = (text: string) => findRaw(text)?.column;
  expect(columnOf('Who is Ada Lovelace?')).toBe('people.name');
  expect(columnOf('mail to ADA@lovelace.example.')).toBe('people.email');
  expect(columnOf('call 00353 (1) 679-0832 now')).toBe('people.phone');
  expect(columnOf('by grace.hopper at noon')).toBe('events.payload');
  expect(columnOf('我见到王伟了')).toBe('people.name');
});

test.each([
  ['over two lines, quoted', '> said Ada\n> > Lovelace'],
  ['in a genitive', 'Ada Lovelaces Rechner'],
  ['with entities', 'Ada&nbsp;Lovelace'],
  ['percent-encoded', '?to=ada%40lovelace.example'],
  ['hyphenated', 'Ada Love-\nlace'],
  ['behind a public text', 'Acme Support, for Mark'],
  ['at the end of a long text', `${'nothing personal in here. '.repeat(40_000)}Ada Lovelace`],
])('a raw value is found %s', (_, text) => {
  expect(createFindRaw(known)(text)?.column).toMatch(/^people\./);
});

test.each([
  'user',
  'assistant',
  'gpt-4.1',
  'gpt-4.1-mini-2025-04-14',
  'text-embedding-3-small',
  'text',
  'a mark in the margin',
  'Acme Support',
  'ACME  support',
  'Lovelace, a town in Texas',
  '12345678901',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA',
  '',
])('nothing raw is found in %j', (text) => {
  expect(createFindRaw(known)(text)).toBeUndefined();
});

test('pseudonyms are no raw values', () => {
  const findRaw = createFindRaw(known);
  const mask = createMask({ mask: 'text', entities: [] });
  const prose = values.map(([, value]) => value).join('; ');
  const masked = mask(prose, { hash, known }) ?? '';
  expect(masked).not.toContain('Lovelace');
  expect(findRaw(masked)).toBeUndefined();
});

test('a long text of what nearly is a known value is looked at once', () => {
  const findRaw = createFindRaw(known);
  expect(findRaw('Ada '.repeat(250_000))).toBeUndefined();
  expect(findRaw('王'.repeat(250_000))).toBeUndefined();
});

test('a raw value whose column is not known is one all the same', () => {
  const findRaw = createFindRaw({ ...knownValues(), columnOf: () => undefined });
  expect(findRaw('Who is Ada Lovelace?')).toEqual({ column: 'a masked column' });
});
