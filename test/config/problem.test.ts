import { expect, test } from 'vitest';
import { formatPath, formatProblem, invalidConfig } from '../../src/config/problem.ts';

test.each([
  [['preview', 'ttl'], 'preview.ttl'],
  [['replay', 'cases', 0], 'replay.cases[0]'],
  [['sanitize', 'columns', 'people.email'], 'sanitize.columns["people.email"]'],
  [['ai', 'models', 'gpt-4.1'], 'ai.models["gpt-4.1"]'],
  [['0'], '["0"]'],
  [[], ''],
  [['source', 'postgres', 'u:p@host'], 'source.postgres'],
  [['preview', 'env', 'A', 'secret'], 'preview.env.A'],
  [['source', 'postgres:postgres://u:p@host'], 'source["postgres:…"]'],
  [['a"b\n\u001b[31m\u202e'], '["a\\"b\\n\\u001b[31m\\u{202e}"]'],
  [['x'.repeat(10_000)], 'x'.repeat(10_000)],
])('%j is written %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});

test('a problem is one line that an editor can jump to', () => {
  const text = { file: 'main:.github/branch-prod.yml', locate: () => ({ line: 9, column: 5 }) };
  expect(formatProblem(text, { path: ['engine'], message: 'is missing' })).toBe(
    'main:.github/branch-prod.yml:9:5: engine: is missing',
  );
  expect(
    formatProblem(text, { path: [], message: 'not YAML', position: { line: 2, column: 1 } }),
  ).toBe('main:.github/branch-prod.yml:2:1: not YAML');
});

test('of very many problems the first are told, in the order of the text, without a long search', () => {
  let places = 0;
  const locate = () => ({ line: 10_000 - ++places, column: 1 });
  const problems = Array.from({ length: 5000 }, (_, at) => ({ path: [at], message: 'wrong' }));
  const lines = invalidConfig({ file: 'c.yml', locate }, problems).message.split('\n');
  expect(lines).toHaveLength(501);
  expect(lines[0]).toBe('c.yml:9500:1: [499]: wrong');
  expect(lines.at(-1)).toBe('… and 4500 more');
  expect(places).toBe(500);
});

test.each([
  ['config.yml', '`branch-prod check --config config.yml`.'],
  [
    'main:.github/branch-prod.yml',
    '`branch-prod check --config .github/branch-prod.yml`, and commit it to the default branch.',
  ],
])('the next step says how %s is checked', (file, end) => {
  const locate = () => ({ line: 1, column: 1 });
  const { nextStep } = invalidConfig({ file, locate }, [{ path: [], message: 'wrong' }]);
  expect(nextStep.endsWith(end)).toBe(true);
});
