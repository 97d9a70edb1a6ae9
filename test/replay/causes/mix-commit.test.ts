import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mixCommit } from '../../../src/replay/causes/mix-commit.ts';
import { makeRepository, type TestRepository } from '../../preview/repository.ts';

describe('a commit with the prompts of another', () => {
  let fixture: TestRepository;
  let base: string;
  let head: string;
  beforeEach(async () => {
    fixture = await makeRepository({
      'server.js': 'one',
      'prompts/answer.txt': 'old',
      'prompts/removed later.txt': 'old',
      'prompts/same.txt': 'same',
    });
    base = fixture.commit;
    const inRepository = (path: string) => join(fixture.repository, path);
    await writeFile(inRepository('server.js'), 'two');
    await writeFile(inRepository('prompts/answer.txt'), 'new');
    await writeFile(inRepository('prompts/added\n"later".txt'), 'new');
    await rm(inRepository('prompts/removed later.txt'));
    fixture.git('add', '--all');
    fixture.git('commit', '--quiet', '--message=second');
    head = fixture.git('rev-parse', 'HEAD');
  });
  afterEach(() => fixture?.[Symbol.asyncDispose]());

  const mix = (globs: string[]) =>
    mixCommit({ repository: fixture.repository, commit: head, filesOf: base, globs });
  const show = (commit: string, path: string) => fixture.git('show', `${commit}:${path}`);

  it('has those, and everything else of its own', async () => {
    const mixed = await mix(['prompts/**']);
    expect(show(mixed, 'prompts/answer.txt')).toBe('old');
    expect(show(mixed, 'prompts/removed later.txt')).toBe('old');
    expect(show(mixed, 'server.js')).toBe('two');
    expect(fixture.git('ls-tree', '-r', '--name-only', '-z', mixed).split('\0')).toEqual([
      'prompts/answer.txt',
      'prompts/removed later.txt',
      'prompts/same.txt',
      'server.js',
      '',
    ]);
    expect(fixture.git('rev-parse', `${mixed}^`)).toBe(head);
  });

  it('leaves what is checked out, the index and the refs as they are', async () => {
    await writeFile(join(fixture.repository, 'server.js'), 'being edited');
    const refs = fixture.git('for-each-ref');
    await mix(['prompts/**']);
    expect(fixture.git('status', '--porcelain')).toBe('M server.js');
    expect(fixture.git('rev-parse', 'HEAD')).toBe(head);
    expect(fixture.git('for-each-ref')).toBe(refs);
  });

  it('is the commit itself where no prompt differs', async () => {
    expect(await mix(['prompts/same.txt'])).toBe(head);
    expect(await mix(['nothing/**'])).toBe(head);
  });

  it('keeps the kind of a file: a link stays a link', async () => {
    await rm(join(fixture.repository, 'prompts/answer.txt'));
    await symlink('same.txt', join(fixture.repository, 'prompts/answer.txt'));
    fixture.git('add', '--all');
    fixture.git('commit', '--quiet', '--message=third');
    base = fixture.git('rev-parse', 'HEAD');
    const mixed = await mix(['prompts/**']);
    expect(fixture.git('ls-tree', mixed, 'prompts/answer.txt')).toMatch(/^120000 /);
  });

  it('is not made of a commit that is not there', async () => {
    base = '0'.repeat(40);
    await expect(mix(['prompts/**'])).rejects.toMatchObject({ code: 'checkout-failed' });
  });
});
