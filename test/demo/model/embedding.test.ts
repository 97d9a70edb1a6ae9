import { expect, test } from 'vitest';
import { dimensions, embed } from '../../../src/demo/model/embedding.ts';
import { countDocuments, invert } from '../../../src/demo/model/inverse-document-frequency.ts';

const texts = [
  'The printer driver needs the new kernel.',
  'The kernel needs a patch for the printer.',
  'The weather in the mountains was fine.',
  'The soup was cold and the bread was old.',
];
const table = invert(countDocuments(texts));
const similarity = (a: string, b: string) =>
  embed(a, table).reduce((sum, value, index) => sum + value * (embed(b, table)[index] ?? 0), 0);

test('has 384 dimensions and length 1', () => {
  for (const text of [...texts, 'x', 'ß 漢字', '', '!?']) {
    const vector = embed(text, table);
    expect(vector).toHaveLength(dimensions);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 10);
  }
});

test('is the same for the same text, whatever its case', () => {
  expect(embed('Printer Kernel', table)).toEqual(embed('printer kernel', table));
});

test('puts a question nearest to the text about the same', () => {
  const question = 'Which kernel does the printer driver need?';
  const nearest = [...texts].sort((a, b) => similarity(question, b) - similarity(question, a));
  expect(nearest.slice(0, 2)).toEqual([texts[0], texts[1]]);
});

test('lets a word meet its other forms', () => {
  expect(similarity('hinting', 'hinter')).toBeGreaterThan(similarity('hinting', 'bread') + 0.1);
});

test('counts a rare word for more than a frequent one', () => {
  expect(similarity('the soup', 'soup')).toBeGreaterThan(similarity('the soup', 'the'));
});

test('the frequencies survive JSON and are bounded', () => {
  const many = Array.from({ length: 3 }, () =>
    Array.from({ length: 20_000 }, (_, index) => `w${index}`).join(' '),
  );
  const frequencies = countDocuments(many);
  expect(frequencies.frequencies).toHaveLength(50_000);
  const copy = invert(JSON.parse(JSON.stringify(frequencies)));
  expect(embed('w1 w2', copy)).toEqual(embed('w1 w2', invert(frequencies)));
});

test('works without any document', () => {
  expect(Math.hypot(...embed('word', invert(countDocuments([]))))).toBeCloseTo(1, 10);
});
