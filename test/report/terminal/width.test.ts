import { expect, it } from 'vitest';
import { cutToWidth, widthOf, wrapToWidth } from '../../../src/report/terminal/width.ts';

it.each([
  ['', 0],
  ['abc', 3],
  ['Größe', 5],
  ['日本', 4],
  ['e\u0301', 1],
  ['👍', 2],
])('%j takes %d columns', (text, columns) => {
  expect(widthOf(text)).toBe(columns);
});

it.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdef', 5, 'abcd…'],
  ['日本語', 5, '日本…'],
  ['日本語', 4, '日…'],
  ['abc', 1, '…'],
  ['abc', 0, ''],
  ['abc', -3, ''],
])('cuts %j to %d columns', (text, columns, cut) => {
  expect(cutToWidth(text, columns)).toBe(cut);
  expect(widthOf(cut)).toBeLessThanOrEqual(Math.max(0, columns));
});

it.each([
  ['one two three', 8, ['one two', 'three']],
  ['one\n\ntwo', 8, ['one', '', 'two']],
  ['abcdefghij k', 4, ['abcd', 'efgh', 'ij k']],
  ['日本語日本語', 5, ['日本', '語日', '本語']],
  ['  indented text', 11, ['  indented', 'text']],
  ['one two', Number.POSITIVE_INFINITY, ['one two']],
])('wraps %j to %d columns', (text, columns, lines) => {
  expect(wrapToWidth(text, columns)).toEqual(lines);
});
