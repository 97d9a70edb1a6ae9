import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveCommit } from '../../src/preview/resolve-commit.ts';
import { makeRepository, type TestRepository } from './repository.ts';

let fixture: TestRepository;
beforeAll(async () => {
  fixture = await makeRepository({ 'a.txt': 'a' });
});
afterAll(() => fixture[Symbol.asyncDispose]());

test('branches, tags, short ids and HEAD become the full id', async () => {
  fixture.git('tag', '--annotate', '--message=x', 'v1');
  for (const ref of ['main', 'v1', 'HEAD', fixture.commit.slice(0, 8), fixture.commit]) {
    expect(await resolveCommit(fixture.repository, ref)).toBe(fixture.commit);
  }
});

test('a branch may be named like an option', async () => {
  fixture.git('update-ref', 'refs/heads/--all', 'main');
  expect(await resolveCommit(fixture.repository, '--all')).toBe(fixture.commit);
});

test('deployed is the tip of the default branch, whatever is checked out', async () => {
  fixture.git('switch', '--quiet', '--create', 'other');
  fixture.git('commit', '--quiet', '--allow-empty', '--message=second');
  expect(await resolveCommit(fixture.repository, 'deployed')).toBe(fixture.commit);
  expect(await resolveCommit(fixture.repository, 'HEAD')).not.toBe(fixture.commit);
});

test('deployed follows the remote where it says which branch is the default', async () => {
  await using clone = await makeRepository({ 'b.txt': 'b' });
  clone.git('remote', 'add', 'origin', fixture.repository);
  clone.git('fetch', '--quiet', 'origin');
  clone.git('remote', 'set-head', 'origin', 'main');
  expect(await resolveCommit(clone.repository, 'deployed')).toBe(fixture.commit);
});

test('a repository without a default branch is told so', async () => {
  await using odd = await makeRepository({ 'a.txt': 'a' });
  odd.git('branch', '--move', 'trunk');
  await expect(resolveCommit(odd.repository, 'deployed')).rejects.toMatchObject({
    code: 'not-found',
  });
});

test.each([
  'no-such-branch',
  '$(touch hacked)',
  '`touch hacked`',
  '; touch hacked',
  '--upload-pack=touch hacked',
  '--output=hacked',
  '-h',
  '',
  '^main',
  'main..HEAD',
  'main:a.txt',
  'HEAD\0x',
  'x'.repeat(200_000),
  '\u001b[2Jmain',
])('the ref %j is refused and harmless', async (ref) => {
  const error = await resolveCommit(fixture.repository, ref).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'not-found',
    nextStep: expect.stringContaining('git rev-parse'),
  });
  expect((error as Error).message).not.toContain('\u001b');
  expect((error as Error).message.length).toBeLessThan(1_000);
  expect((await readdir(fixture.repository)).sort()).toEqual(['.git', 'a.txt']);
});

test('a folder that is no repository is refused', async () => {
  await expect(resolveCommit(fixture.root, 'main')).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('not a git repository'),
  });
});

test('a git hook that runs us does not change which repository is meant', async () => {
  await using other = await makeRepository({ 'b.txt': 'b' });
  process.env.GIT_DIR = `${other.repository}/.git`;
  try {
    expect(await resolveCommit(fixture.repository, 'main')).toBe(fixture.commit);
  } finally {
    delete process.env.GIT_DIR;
  }
});
