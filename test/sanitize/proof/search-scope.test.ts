import { expect, it } from 'vitest';
import type { Mask } from '../../../src/config/mask-schema.ts';
import { searchRule } from '../../../src/sanitize/masks/search-rule.ts';
import { searchScope } from '../../../src/sanitize/proof/search-scope.ts';

const rows: [Mask['mask'], string, string][] = [
  ['person', 'Ada Lovelace', 'everywhere'],
  ['person', 'Lovelace', 'everywhere'],
  ['person', '王伟', 'everywhere'],
  ['person', '王', 'nowhere'],
  ['person', 'Al', 'nowhere'],
  ['person', 'n/a', 'nowhere'],
  ['email', 'a@b.de', 'everywhere'],
  ['email', 'unknown', 'nowhere'],
  ['first_name', 'Mark', 'nowhere'],
  ['city', 'New York', 'nowhere'],
  ['postcode', 'SW1A 1AA', 'nowhere'],
  ['birthdate', '1984-05-03', 'nowhere'],
  ['number', '123456789012', 'nowhere'],
  ['geo', '(13.4,52.5)', 'nowhere'],
  ['noise', '[1,2,3]', 'nowhere'],
  ['null', 'active', 'nowhere'],
  ['null', 'two words', 'everywhere'],
  ['constant', 'x-1234-y', 'everywhere'],
  ['sql', '2024-01-02 03:04:05.123456+00', 'nowhere'],
  ['text', '03.05.1984', 'nowhere'],
  ['hash', '12345678', 'nowhere'],
  ['hash', '123456789', 'everywhere'],
  ['hash', '-1234.567890123', 'nowhere'],
  ['phone', '679 0832', 'everywhere'],
  ['phone', '+49 30 1234567', 'everywhere'],
  ['phone', '12 34', 'nowhere'],
  ['phone', '12345678', 'nowhere'],
  ['card', '4111 1111 1111 1111', 'everywhere'],
  ['ip', '10.1.2.3', 'everywhere'],
  ['ip', '127.0.0.1', 'nowhere'],
  ['ip', '0.0.0.0/0', 'nowhere'],
  ['ip', '2001:db8::1', 'everywhere'],
  ['secret', 'sunshine', 'everywhere'],
];

it.each(rows)('%s: %j is searched %s', (mask, value, scope) => {
  expect(searchScope(value, searchRule(value), { mask, entity: false })).toBe(scope);
});

it('searches a first name or a city in masked columns, if prose is searched for it', () => {
  for (const mask of ['first_name', 'city', 'postcode'] as const) {
    expect(searchScope('Paris', 'as-written', { mask, entity: true })).toBe('masked-columns');
  }
});

it('searches what is an ordinary word as well in masked columns, if prose is searched for it', () => {
  for (const value of ['Mark', 'Young', 'Germany', 'Manager', 'active', 'Monday', 'Free']) {
    const scope = (entity: boolean) =>
      searchScope(value, searchRule(value), { mask: 'person', entity });
    expect([scope(true), scope(false)], value).toEqual(['masked-columns', 'nowhere']);
  }
});

it('searches a short telephone number in prose alone, if prose is searched for it', () => {
  expect(searchScope('12345678', 'any-case', { mask: 'phone', entity: true })).toBe('prose');
});

it('takes no longer for a long value than to read it', () => {
  const value = '1 '.repeat(5_000_000);
  expect(searchScope(value, searchRule(value), { mask: 'hash', entity: false })).toBe('everywhere');
});
