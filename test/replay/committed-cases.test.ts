import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommittedCases } from '../../src/replay/committed-cases.ts';
import { makeRepository, type TestRepository } from '../preview/repository.ts';

const text = (question: string, name?: string) =>
  `${name === undefined ? '' : `name: ${name}\n`}question: ${question}\nmustContain: [x]\n`;

let repository: TestRepository;
let commit: string;
beforeAll(async () => {
  repository = await makeRepository({
    'cases/a.yml': text('a'),
    'cases/deep/b.yaml': text('b', 'named-b'),
    'cases/notes.md': 'no case',
    'other/c.yml': text('c'),
  });
  ({ commit } = repository);
});
afterAll(() => repository?.[Symbol.asyncDispose]());

const read = (names: string[] = [], patterns = ['cases/**'], at = commit) =>
  readCommittedCases({ repository: repository.repository, commit: at, patterns, names });
const questions = async (...args: Parameters<typeof read>) =>
  (await read(...args)).map(({ question }) => question);

/** A commit beside the others, with one more entry; nothing of it is checked out. */
function commitEntry(mode: string, content: string | Buffer, path: string): string {
  const { git, repository: folder } = repository;
  const options = { cwd: folder, encoding: 'utf8' as const };
  const object =
    mode === '160000'
      ? commit
      : execFileSync('git', ['hash-object', '-w', '--stdin'], {
          ...options,
          input: content,
        }).trim();
  git('read-tree', commit);
  git('update-index', '--add', '--cacheinfo', `${mode},${object},${path}`);
  const tree = git('write-tree');
  git('read-tree', commit);
  return git('commit-tree', '-m', 'one more', '-p', commit, tree);
}

describe('committed cases', () => {
  it('are those in YAML that the patterns match, by their paths', async () => {
    expect(await questions()).toEqual(['a', 'b']);
    expect(await questions([], ['other/*', 'cases/*'])).toEqual(['a', 'c']);
  });

  it('are found by name and by path, in the order in which they were named', async () => {
    expect(await questions(['named-b', 'cases/a.yml', 'a'])).toEqual(['b', 'a']);
  });

  it('are not those of the working tree', async () => {
    await mkdir(join(repository.repository, 'cases'), { recursive: true });
    await writeFile(join(repository.repository, 'cases/a.yml'), text('changed'));
    await symlink('/etc/passwd', join(repository.repository, 'cases/link.yml'));
    expect(await questions()).toEqual(['a', 'b']);
  });

  it.each([
    ['other/c.yml', 'which the patterns do not match'],
    ['../repository/cases/a.yml', 'which leads out'],
    ['cases/../other/c.yml', 'which goes back'],
    ['/etc/passwd', 'which is absolute'],
    ['--batch', 'which looks like an option'],
  ])('are not found as %s, %s', async (name) => {
    await expect(read([name])).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    ['120000', '/etc/passwd', 'not a file'],
    ['160000', '', 'not a file'],
    ['100644', `question: ${'x'.repeat(1024 * 1024)}\nmustContain: [x]\n`, 'longer than 1 MiB'],
    ['100644', Buffer.from([0xff, 0xfe]), 'not UTF-8'],
    ['100644', 'question: [', 'cases/bad.yml:'],
  ])('refuse an entry of mode %s with %.20s…', async (mode, content, problem) => {
    const at = commitEntry(mode, content, 'cases/bad.yml');
    const refusal = { code: 'case-invalid', message: expect.stringContaining(problem) };
    await expect(read([], undefined, at)).rejects.toMatchObject(refusal);
    await expect(read(['bad'], undefined, at)).rejects.toMatchObject(refusal);
    // Another case is still there to be replayed.
    expect(await questions(['a'], undefined, at)).toEqual(['a']);
  });

  it('may have names that mean something to shells and to git', async () => {
    const path = 'cases/$(touch owned)\n--x.yml';
    const at = commitEntry('100644', text('odd', 'odd'), path);
    expect(await questions(['odd'], undefined, at)).toEqual(['odd']);
    expect(await questions([path], undefined, at)).toEqual(['odd']);
  });

  it('refuse a name that two of them have', async () => {
    const at = commitEntry('100644', text('again'), 'cases/deep/a.yml');
    const refusal = { code: 'case-invalid', message: expect.stringContaining('the same name') };
    await expect(read([], undefined, at)).rejects.toMatchObject(refusal);
    await expect(read(['a'], undefined, at)).rejects.toMatchObject(refusal);
    expect(await questions(['cases/a.yml'], undefined, at)).toEqual(['a']);
  });

  it('are missed where there are none, and where there is no such commit', async () => {
    await expect(read([], ['nothing/**'])).rejects.toMatchObject({ code: 'case-invalid' });
    for (const missing of ['0'.repeat(40), '--help', 'main:cases']) {
      await expect(read([], undefined, missing)).rejects.toMatchObject({
        code: expect.stringMatching(/checkout-failed|case-invalid/),
      });
    }
  });
});
