import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainKeys, readPlainValue } from '../../../src/sanitize/masks/plain-value.ts';
import { searchForms, searchKeys, searchRule } from '../../../src/sanitize/masks/search-rule.ts';
import { findWords } from '../../../src/sanitize/masks/words.ts';

const word = fc.stringMatching(/^[A-Za-z]{1,8}$/);
const values = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  fc.tuple(word, fc.nat(), word).map(([local, number, host]) => `${local}.${number}@${host}.net`),
  fc.stringMatching(/^(?:\+|00|0|)[1-9]\d{0,2}(?:[ /-]?\d{1,6}){1,5}$/),
  fc.stringMatching(/^[A-Za-z0-9 @.+_'/()&=%-]{0,24}$/),
  fc.constantFrom(
    'admin',
    'n/a',
    'No-Reply',
    'ab',
    '@ada',
    'ada@',
    '+49 30 1234567',
    'tel4930123456',
  ),
);

test('a value that is read in one pass has the forms, words and rule that searchForms finds', () => {
  let plain = 0;
  fc.assert(
    fc.property(values, (value) => {
      const read = readPlainValue(value);
      if (read === undefined) return;
      plain += 1;
      expect(searchRule(value)).not.toBe('ignore');
      expect(read.forms).toEqual(searchForms(value));
      const [form = ''] = read.forms;
      const words = findWords(form).map(({ start, end }) => form.slice(start, end).toLowerCase());
      expect(read.words).toEqual(words);
      expect(read.kind === 'words').toBe(/^[a-z ]+$/i.test(value));
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(2500);
});

test('a piece of prose that is read in one pass has the keys that searchKeys finds', () => {
  fc.assert(
    fc.property(values, (value) => {
      const keys = plainKeys(value);
      if (keys !== undefined) expect(keys).toEqual(searchKeys(value));
    }),
    { numRuns: 5000 },
  );
});

test.each(['Ada Lovelace', 'ada.king@example.com', '+49 30 1234567', 'Ada'])(
  '%s is read in one pass',
  (value) => {
    expect(readPlainValue(value)?.forms).toEqual(searchForms(value));
    expect(plainKeys(value)).toEqual(searchKeys(value));
  },
);
