import { expect, test } from 'vitest';
import { maskEmail } from '../../../src/sanitize/masks/email.ts';
import { namePool } from '../../../src/sanitize/masks/name-pool.ts';
import { maskPerson } from '../../../src/sanitize/masks/person.ts';
import { createContext } from './context.ts';

const context = createContext(['Justin Mason']);
const mask = (raw: string) => maskPerson(raw, context) ?? '';

test('a word of a name has one pseudonym wherever it stands, in its own letter case', () => {
  const [first = '', last = ''] = mask('Justin Mason').split(' ');
  expect(first).toMatch(/^[A-Z][a-z]+$/);
  expect(mask('Mason, Justin')).toBe(`${last}, ${first}`);
  expect(mask('JUSTIN mason')).toBe(`${first.toUpperCase()} ${last.toLowerCase()}`);
  expect(mask('Justin')).toBe(first);
  expect(mask('Justi\u006e')).toBe(first);
});

test('composed and decomposed letters are the same name', () => {
  expect(mask('Zoe\u0308')).toBe(mask('Zo\u00eb'));
});

test('initials, punctuation and suffixes keep their form', () => {
  expect(mask('"J. R. Mason", Jr.')).toMatch(/^"[A-IK-Z]\. [A-QS-Z]\. [A-Z][a-z]+", Jr\.$/);
  expect(mask("Paul O'Neil-Smith (ext 722)")).toMatch(/^\w+ [A-Z]'\w+-\w+ \((?!ext)\w+ \d{3}\)$/);
});

test('an address in a name gets the pseudonym of the address', () => {
  const address = maskEmail('jm@jmason.org', context);
  expect(mask('Justin <jm@jmason.org>')).toBe(`${mask('Justin')} <${address}>`);
});

test('other scripts and symbols get Latin pseudonyms', () => {
  expect(mask('王伟')).toMatch(/^[A-Z][a-z]+$/);
  expect(mask('Юрий')).toMatch(/^[A-Z][a-z]+$/);
  expect(mask('🦊')).toMatch(/^[A-Z][a-z]+$/);
});

test('a value with nobody in it stays', () => {
  expect(mask(' -- ')).toBe(' -- ');
});

test('no pseudonym is a raw name, even if every name of the pool is one', () => {
  const raw = namePool.join(' ');
  const crowded = createContext([raw]);
  const masked = (maskPerson(raw, crowded) ?? '').split(' ');
  expect(masked).toHaveLength(namePool.length);
  const names = new Set(namePool);
  expect(masked.filter((word) => names.has(word))).toEqual([]);
});
