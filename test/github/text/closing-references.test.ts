import { expect, test } from 'vitest';
import { closingReferences } from '../../../src/github/text/closing-references.ts';

const repository = { owner: 'acme', repo: 'shop' };

test.each([
  ['Fixes #12', [12]],
  ['fix #1, fixed #2, FIXES #3', [1, 2, 3]],
  ['Close #1 closes #2 closed #3', [1, 2, 3]],
  ['resolve #1\nResolves: #2\r\nresolved:\t#3', [1, 2, 3]],
  ['Fixes acme/shop#12', [12]],
  ['Fixes ACME/Shop#12.', [12]],
  ['Fixes https://github.com/acme/shop/issues/12', [12]],
  ['(fixes https://github.com/acme/shop/issues/12#issuecomment-1)', [12]],
  ['fixes #2 and fixes #1 and fixes #2', [2, 1]],
  ['`code` fixes #3 `more`', [3]],
  ['an unclosed ` fixes #3', [3]],
  ['``` a ``` fixes #3', [3]],
  ['text <!-- hidden --> fixes #3', [3]],
  ['an arrow <!-- that ends nowhere, fixes #3', [3]],
  ['```\nfixes #1\n```\nfixes #3', [3]],
])('%j closes %j', (text, numbers) => {
  expect(closingReferences(text, repository)).toEqual(numbers);
});

test.each([
  '',
  '#12',
  'See #12',
  'fixes 12',
  'fixes#12',
  'prefixes #12',
  'hot-fix #12',
  'fixing #12',
  'fixes #0',
  'fixes #012',
  'fixes #12a',
  'fixes #99999999999',
  'fixes other/shop#12',
  'fixes acme/other#12',
  'fixes evil/acme/shop#12',
  'fixes https://github.com/other/shop/issues/12',
  'fixes https://github.com/acme/shop/pull/12',
  'fixes https://github.com.evil.example/acme/shop/issues/12',
  'fixes https://evil.example/acme/shop/issues/12',
  '`fixes #12`',
  '``fixes ` #12``',
  '```\nfixes #12\n```',
  '~~~md\n```\nfixes #12\n```\n~~~',
  '```\nfixes #12',
  '<!-- fixes #12 -->',
  '<!--\nfixes #12\n-->',
  '<!-- fixes #12',
  'text <!-- fixes #12 --> text',
])('%j closes nothing', (text) => {
  expect(closingReferences(text, repository)).toEqual([]);
});

test('at most ten are taken', () => {
  const text = Array.from({ length: 50 }, (_, index) => `fixes #${index + 1}`).join('\n');
  expect(closingReferences(text, repository)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('what stands for a pattern in a repository’s name is no pattern', () => {
  expect(closingReferences('fixes aXb/c#1', { owner: 'a.b', repo: 'c' })).toEqual([]);
});

test.each([
  'fixes ',
  'fixes #',
  'fixes a/',
  'fixes https://github.com/',
  '`',
  '` ',
  '`` ` ',
  '<!--',
  '<!-- ',
  '<!-- -->',
  '\n<!-- -->',
  '\n```',
  '\n',
  'fixes\t',
  'a/',
])('60,000 characters of %j are read without long searches', (part) => {
  const start = performance.now();
  closingReferences(part.repeat(60_000 / part.length), repository);
  expect(performance.now() - start).toBeLessThan(10_000);
});
