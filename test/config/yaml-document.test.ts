// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the references of the config itself
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/config/yaml-document.ts';

const problemsOf = (text: string) =>
  parseYaml(text).problems.map(
    ({ position, message }) => `${position?.line}:${position?.column} ${message}`,
  );

test('the core schema of YAML 1.2 is what counts', () => {
  expect(parseYaml('a: yes\nb: 0o17\nc: 2020-01-01\nd: !!str 4\ne: ~\n').value).toEqual({
    a: 'yes',
    b: 15,
    c: '2020-01-01',
    d: '4',
    e: null,
  });
  expect(parseYaml('%YAML 1.1\n---\na: yes').value).toEqual({ a: 'yes' });
  expect(parseYaml('<<: { a: 1 }').value).toEqual({ '<<': { a: 1 } });
});

test('keys are strings, whatever they look like', () => {
  expect(parseYaml('1: a\ntrue: b\nnull: c').value).toEqual({ '1': 'a', true: 'b', null: 'c' });
});

describe('refused', () => {
  test.each([
    ['an unclosed bracket', 'a: [1, 2', /^1:9 wrong indentation, or a bracket/],
    ['an unclosed quote', 'a: 1\nb: "x', /^2:\d+ a quote/],
    ['a tab', 'a:\n\t- b', /^2:1 indentation must be blanks/],
    ['a key twice', 'a: 1\nb: 2\na: 3', /^3:1 this key is already there/],
    ['a key twice in an inner mapping', 'a: { b: 1 }\nc: { b: 1, d: { b: 1 }, b: 2 }', /^2:/],
    ['a key twice by its quotes', '1: 1\n"1": 2', /^2:1 this key is already there/],
    ['two documents', 'a: 1\n---\nb: 2', /^2:1 only one YAML document/],
    ['a custom tag', 'a: !js/function x', /^1:4 tags are not allowed/],
    ['a binary', 'a: !!binary aGk=', /^1:4 tags are not allowed/],
    ['a key that is a list', '[x]: 1', /a key must be a string/],
    ['an alias without anchor', 'a: *b', /^1:4 this alias has no anchor/],
    ['an alias in itself', 'a: &a [1, *a]', /^1:11 this alias contains itself/],
    ['an alias deeper in itself', 'a: &a { b: { c: *a } }', /^1:17 this alias contains itself/],
    ['a key without a value', 'a: 1\nb:\n', /^2:1 this key has no value/],
    ['a key without a value in braces', '{ a: 1, b }', /^1:9 this key has no value/],
    ['an item without a value', 'a:\n  - x\n  -\n', /^3:\d+ this item has no value/],
    ['an unquoted reference in braces', 'env: { A: ${B} }', /^1:12 inside \{ \} .* needs quotes/],
  ])('%s', (_what, text, problem) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  test('a small text that would be a large value', () => {
    const levels = 'abcdefghi'.split('').map((name, index) => {
      const below = index === 0 ? 'x' : `*${'abcdefghi'[index - 1]}`;
      return `${name}: &${name} [${Array(9).fill(below).join(', ')}]`;
    });
    expect(problemsOf(levels.join('\n'))).toEqual(['undefined:undefined too many aliases']);
  });

  test('very many aliases, soon', () => {
    const start = performance.now();
    const aliases = Array(50_000).fill('*a').join(', ');
    expect(problemsOf(`a: &a x\nb: [${aliases}]`)).toEqual(['2:405 too many aliases']);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('64 levels of nesting are still fine', () => {
    expect(problemsOf('['.repeat(64) + ']'.repeat(64))).toEqual([]);
  });

  test.each([65, 1000, 20_000])('%i levels of nesting', (depth) => {
    const problems = problemsOf('['.repeat(depth) + ']'.repeat(depth));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/nested (deeper than 64 levels|too deeply)/);
  });
});

test('a few aliases are fine', () => {
  const { value, problems } = parseYaml('a: &a [1]\nb: *a\nc: { d: *a }');
  expect(problems).toEqual([]);
  expect(value).toEqual({ a: [1], b: [1], c: { d: [1] } });
});

describe('locate', () => {
  const { locate } = parseYaml('a:\r\n  b.c: [x, { y: z }]\r\nshared: &s { k: v }\r\nuse: *s\r\n');

  test.each([
    [['a'], 1, 1],
    [['a', 'b.c'], 2, 3],
    [['a', 'b.c', 0], 2, 9],
    [['a', 'b.c', 1, 'y'], 2, 14],
    [['use'], 4, 1],
  ])('%j is where its key or item is written', (path, line, column) => {
    expect(locate(path)).toEqual({ line, column });
  });

  test.each([
    [['a', 'missing'], 1, 1],
    [['a', 'b.c', 9], 2, 3],
    [['a', 'b.c', 0, 'deeper'], 2, 9],
    [['__proto__'], 1, 1],
    [[], 1, 1],
  ])('%j, which is not there, is its nearest parent', (path, line, column) => {
    expect(locate(path)).toEqual({ line, column });
  });

  test('what an alias brings is where its anchor stands', () => {
    expect(locate(['use', 'k'])).toEqual({ line: 3, column: 14 });
  });
});

test('a mapping of very many keys takes linear time', () => {
  const text = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1\n`).join('');
  const start = performance.now();
  expect(parseYaml(text).problems).toEqual([]);
  // To compare each with every other one takes several times as long.
  expect(performance.now() - start).toBeLessThan(10_000);
});
