import { expect, test } from 'vitest';
import { globFolders, matchesAny, matchingPaths } from '../../src/config/matching-paths.ts';

test.each([
  ['prompts/**', 'prompts/answer.md'],
  ['prompts/**', 'prompts/a/b/.hidden/c.md'],
  ['.branch-prod/cases/**', '.branch-prod/cases/wrong-price.yml'],
  ['**/*.yml', '.branch-prod/x.yml'],
  ['src/*.ts', 'src/.env.ts'],
  ['src/{a,b}.ts', 'src/b.ts'],
  ['package.json', 'package.json'],
  ['src/**', 'src/line\nbreak.ts'],
  ['src/**', 'src/$(touch x)`<b>.ts'],
])('%j matches %j', (glob, path) => {
  expect(matchesAny(path, ['nothing', glob])).toBe(true);
});

test.each([
  ['prompts/**', 'src/prompts/a.md'],
  ['prompts/*', 'prompts/a/b.md'],
  ['src/**', 'src2/a.ts'],
  ['*.md', 'docs/a.md'],
  ['!src/**', 'docs/a.md'],
  ['src/**', '../src/a.ts'],
])('%j does not match %j', (glob, path) => {
  expect(matchesAny(path, [glob])).toBe(false);
});

test('without globs nothing matches', () => {
  expect(matchingPaths(['a', 'b'], [])).toEqual([]);
});

test('the paths that match are given in their order', () => {
  expect(matchingPaths(['b.ts', 'a.md', 'a.ts'], ['*.ts', 'a.*'])).toEqual([
    'b.ts',
    'a.md',
    'a.ts',
  ]);
});

test.each([
  ['*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(250)],
  ['**/a/**/a/**/a/**/a/**/b', 'a/'.repeat(300)],
  ['(a+)+b', 'a'.repeat(250)],
])('the glob %s is given up in time', (glob, path) => {
  const start = performance.now();
  expect(() => matchesAny(path, [glob])).toThrow(
    expect.objectContaining({ code: 'config-invalid' }),
  );
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('a glob of megabytes is refused', () => {
  expect(() => matchesAny('a', ['a'.repeat(1_000_000)])).toThrow(
    expect.objectContaining({ code: 'config-invalid' }),
  );
});

test.each([
  ['cases/**', 'cases'],
  ['a/b/*.yml', 'a/b'],
  ['cases/one.yml', 'cases/one.yml'],
  ['**/*.yml', ''],
  ['{a,b}/*.yml', ''],
  ['!cases/*.yml', '!cases'],
  ['odd\\*name/*.yml', 'odd*name'],
])('everything that %j matches is in %j', (glob, folder) => {
  expect(globFolders([glob, glob])).toEqual([folder]);
});
