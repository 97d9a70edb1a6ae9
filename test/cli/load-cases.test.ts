import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCases } from '../../src/cli/load-cases.ts';

let repository: string;
beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'branch-prod-cases-'));
  const paths = ['a.yml', 'cases/b.yaml', 'cases/.deep/c.yml', 'cases/notes.md', 'other/d.yml'];
  for (const path of paths) {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), `question: ${path}\nmustContain: [x]\n`);
  }
});
afterAll(() => rm(repository, { recursive: true }));

const questions = async (named: string[], globs: string[], directory = repository) =>
  (await loadCases(named, globs, { directory, repository })).map(({ question }) => question);

describe('the cases of a working tree', () => {
  it.each([
    ['a folder', ['cases/**'], ['cases/.deep/c.yml', 'cases/b.yaml']],
    ['a file', ['other/d.yml'], ['other/d.yml']],
    ['a pattern from the root', ['**/*.yml'], ['a.yml', 'cases/.deep/c.yml', 'other/d.yml']],
    [
      'several, of which two match one file',
      ['a.yml', '*.yml', '{gone,other}/*'],
      ['a.yml', 'other/d.yml'],
    ],
  ])('are those in YAML that the globs match: %s', async (_what, globs, expected) => {
    expect(await questions([], globs)).toEqual(expected);
  });

  it('are those that are named, relative to where the command runs', async () => {
    const directory = join(repository, 'cases');
    expect(await questions(['../a.yml', 'b.yaml'], ['other/**'], directory)).toEqual([
      'a.yml',
      'cases/b.yaml',
    ]);
  });

  it.each([
    ['nothing matches', ['gone/**']],
    ['what matches is no YAML', ['cases/*.md']],
    ['there are no globs', []],
  ])('are missed where %s', async (_when, globs) => {
    await expect(questions([], globs)).rejects.toMatchObject({
      code: 'case-invalid',
      nextStep: expect.stringContaining('--case FILE'),
    });
  });
});
