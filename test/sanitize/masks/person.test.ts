import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskEmail } from '../../../src/sanitize/masks/email.ts';
import { hasNobody } from '../../../src/sanitize/masks/has-nobody.ts';
import { namePool } from '../../../src/sanitize/masks/name-pool.ts';
import { scriptOf } from '../../../src/sanitize/masks/name-script.ts';
import { nameWord } from '../../../src/sanitize/masks/name-word.ts';
import { maskPerson } from '../../../src/sanitize/masks/person.ts';
import { createMask } from '../../../src/sanitize/masks/registry.ts';
import { createContext } from './context.ts';

const context = createContext(['Justin Mason']);
const again = createContext(['Justin Mason']);
const mask = (raw: string) => maskPerson(raw, context) ?? '';

test('a word of a name has one pseudonym wherever it stands, in its own letter case', () => {
  const [first = '', last = ''] = mask('Justin Mason').split(' ');
  expect(first).toMatch(/^[A-Z][a-z]+$/);
  expect(mask('Mason, Justin')).toBe(`${last}, ${first}`);
  expect(mask('JUSTIN mason')).toBe(`${first.toUpperCase()} ${last.toLowerCase()}`);
  expect(mask('Justin')).toBe(first);
  expect(mask('Justi\u006e')).toBe(first);
  expect(mask("Justin's")).toMatch(new RegExp(`^${first}'`));
});

test('columns of first and last names agree with whole names', () => {
  const [first, last] = mask('Justin Mason').split(' ');
  expect(createMask({ mask: 'first_name' })('Justin', context)).toBe(first);
  expect(createMask({ mask: 'last_name' })('MASON', context)).toBe(last?.toUpperCase());
});

test('composed and decomposed letters, with and without accents, are the same name', () => {
  expect(mask('Zoe\u0308')).toBe(mask('Zo\u00eb'));
  expect(mask('José García')).toBe(mask('Jose Garcia'));
  expect(mask('Фёдор')).toBe(mask('Федор'));
});

test('initials, punctuation and suffixes keep their form', () => {
  expect(mask('"J. R. Mason", Jr.')).toMatch(/^"[A-IK-Z]\. [A-QS-Z]\. [A-Z][a-z]+", Jr\.$/);
  expect(mask("Paul O'Neil-Smith (ext 722)")).toMatch(/^\w+ [A-Z]'\w+-\w+ \((?!ext)\w+ \d{3}\)$/);
});

test('the capitals of McDonald stay, and all its spellings agree', () => {
  const name = mask('McDonald');
  expect(name).toMatch(/^Mc[A-Z][a-z]+$/);
  expect(mask('MCDONALD')).toBe(name.toUpperCase());
  expect(mask('mcdonald')).toBe(name.toLowerCase());
});

test('an address in a name gets the pseudonym of the address', () => {
  const address = maskEmail('jm@jmason.org', context);
  expect(mask('Justin <jm@jmason.org>')).toBe(`${mask('Justin')} <${address}>`);
  const short = createContext([], { maxLength: 400 });
  expect(maskPerson('Justin <jm@jmason.org>', short)).toContain(`<${address}>`);
});

test.each([
  ['Cyrillic', 'Юрий Гагарин'],
  ['Greek', 'Μαρία Κάλλας'],
  ['Arabic', 'فاطمة الفهري'],
  ['Hebrew', 'גולדה מאיר'],
  ['Han', '王伟'],
  ['Han', '李 小龙'],
  ['Hiragana', 'さくら'],
  ['Katakana', 'ヨーコ'],
  ['Hangul', '김민준'],
  ['Devanagari', 'लता मंगेशकर'],
  ['Thai', 'สมชาย'],
  ['Georgian', 'შოთა რუსთაველი'],
  ['Armenian', 'Արամ Խաչատրյան'],
  ['Thaana', 'އިބްރާހީމް'],
])('the script %s stays, and the number of words, in %s', (script, raw) => {
  const words = mask(raw).split(' ');
  expect(words).toHaveLength(raw.split(' ').length);
  for (const word of words) expect(scriptOf(word)).toBe(script);
  expect(mask(raw)).not.toBe(raw);
});

test('letter case stays in other alphabets', () => {
  const [first = '', last = ''] = mask('Юрий ГАГАРИН').split(' ');
  expect(first).toMatch(/^\p{Lu}\p{Ll}+$/u);
  expect(last).toMatch(/^\p{Lu}+$/u);
  expect(mask('юрий')).toBe(first.toLowerCase());
});

test('the parts of a name without a blank agree with it', () => {
  expect(mask('王小明')).toBe(mask('王') + mask('小明'));
  expect(mask('김민준')).toBe(mask('김') + mask('민준'));
});

test('scripts without names, and symbols, get Latin pseudonyms', () => {
  expect(mask('ታደሰ')).toMatch(/^[A-Z][a-z]+$/);
  expect(mask('🦊')).toMatch(/^[A-Z][a-z]+$/);
});

test('a value with nobody in it stays', () => {
  expect(mask(' -- ')).toBe(' -- ');
});

test('no pseudonym is a raw name, even if every name is one', () => {
  const { first, last } = namePool('Latin');
  const names = new Set([...first, ...last]);
  const raw = [...names].join(' ');
  const crowded = createContext([raw]);
  const masked = (maskPerson(raw, crowded) ?? '').split(' ');
  expect(masked).toHaveLength(names.size);
  expect(masked.filter((word) => names.has(word))).toEqual([]);
});

test('common names stay distinct, and 20,000 others nearly all', () => {
  const { first, last } = namePool('Latin');
  const common = [...first, ...last];
  expect(new Set(common.map(mask)).size).toBe(common.length);
  const rare = Array.from(
    { length: 20_000 },
    (_, index) =>
      `Zq${index.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] as string)}`,
  );
  expect(new Set(rare).size).toBe(20_000);
  expect(new Set(rare.map(mask)).size).toBeGreaterThan(19_950);
});

test('another attempt gives another name, and a key of its own other names', () => {
  const attempts = [0, 1, 2, 3].map((attempt) => nameWord('Justin', context, { attempt }));
  expect(new Set(attempts).size).toBe(4);
  const { first } = namePool('Latin');
  const other = createContext([], { key: 'another key for tests' });
  const same = first.filter((name) => nameWord(name, other) === nameWord(name, context));
  expect(same.length).toBeLessThan(20);
});

test('any characters: the same other value every time, as many words as before', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (raw) => {
      const hasSomebody = !hasNobody(raw);
      const masked = mask(raw);
      expect(masked).toBe(maskPerson(raw, again));
      expect(masked !== raw).toBe(hasSomebody);
    }),
  );
  const word = fc.stringMatching(/^[A-Z]?[a-z]{2,12}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
      const masked = mask(words.join(' ')).split(' ');
      expect(masked).toHaveLength(words.length);
      words.forEach((raw, index) => {
        expect(/^[A-Z]/.test(masked[index] ?? '')).toBe(/^[A-Z]/.test(raw));
      });
    }),
  );
});

test('what alone is said of a person is masked like a name', () => {
  for (const value of ['mailto', 'Jr', 'PhD']) expect(mask(value)).not.toBe(value);
});
