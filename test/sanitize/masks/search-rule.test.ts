import { describe, expect, test } from 'vitest';
import { searchForms, searchKeys, searchRule } from '../../../src/sanitize/masks/search-rule.ts';

/** Whether a piece of prose is this value. */
const meets = (value: string, prose: string) =>
  searchKeys(prose).some((key) => searchForms(value).includes(key));

describe('a value meets itself and what only looks otherwise', () => {
  test.each([
    ['Ada Lovelace', 'ADA\n> lovelace'],
    ['Mark', 'MARK'],
    ['mark', 'mark'],
    ['mark', 'Mark'],
    ['José', 'Jose'],
    ['Müller', 'MUELLER'],
    ['Müller', 'Muller'],
    ['Mueller', 'Müller'],
    ['Søren Åberg', 'Soeren Aaberg'],
    ['田中太', '田中太'],
    ['田中 太郎', '田中太郎'],
    ['ジョンスミス', 'ジョン・スミス'],
    ['王伟', '王伟'],
    ['Ada Lovelace', 'ada|lovelace'],
    ['Ada Lovelace', 'Ada+Lovelace'],
    ["O'Brien", 'O’Brien'],
    ['Dr. Ada Lovelace', 'Dr Ada Lovelace'],
    ['Capt. Jack', 'Capt. Jack'],
    ['½ Ada Street', '½ ada street'],
    ['+49 (0)171 1234567', '0171/1234567'],
    ['+1 408 867 5309', '(408) 867-5309'],
    ['0171 1234567', '0171-12 34 567'],
    ['10.20.30.40', '10.20.30.40'],
  ])('%j: %j', (value, prose) => {
    expect(searchRule(value)).not.toBe('ignore');
    expect(meets(value, prose)).toBe(true);
  });
});

test.each([
  ['Mark', 'mark'],
  ['Muller', 'Mueller'],
  ['Acme Best', 'Acme. Best'],
  ['a.b=c', 'a b c'],
  ['ada@example.org', 'ada example org'],
  ['10.20.30.40', '10203040'],
  ['10.20.30.40', '10.203.0.40'],
  ['1234567 A', '1234567'],
])('%j is not %j', (value, prose) => {
  expect(meets(value, prose)).toBe(false);
});

test('a key is never empty, and no value has more than a few', () => {
  for (const value of ['Mark', 'Jörg Müller', '+49 171 1234567', 'x@y.z']) {
    expect(searchForms(value).every((form) => form !== '')).toBe(true);
    expect(searchForms(value).length).toBeLessThanOrEqual(4);
  }
});
