import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { addCheckout, removeCheckout } from '../../src/preview/checkout.ts';
import { asOrdinaryUser } from '../as-ordinary-user.ts';
import { makeRepository, type TestRepository } from './repository.ts';

function add(
  fixture: TestRepository,
  { commit = fixture.commit, signal = new AbortController().signal } = {},
) {
  const { repository, directory: checkout } = fixture;
  return addCheckout({ repository, commit, checkout, signal, record: async () => {} });
}

test('the commit is checked out, not what lies in the working tree', async () => {
  await using fixture = await makeRepository({ 'a.txt': 'committed' });
  await writeFile(join(fixture.repository, 'a.txt'), 'not committed');
  await add(fixture);
  expect(await readFile(join(fixture.directory, 'a.txt'), 'utf8')).toBe('committed');
  expect(fixture.worktrees()).toEqual([fixture.directory]);
  expect(fixture.git('branch', '--list')).toBe('* main');
});

test('file names that a shell would run are files', async () => {
  const hostile = ['$(touch hacked)', '--help', ';touch hacked;', 'a\nb', '\u001b[2J'];
  await using fixture = await makeRepository(Object.fromEntries(hostile.map((n) => [n, n])));
  await add(fixture);
  for (const name of hostile) {
    expect(await readFile(join(fixture.directory, name), 'utf8')).toBe(name);
  }
  await removeCheckout(fixture.repository, fixture.directory);
  expect(existsSync(fixture.directory)).toBe(false);
});

test("the repository's hooks do not run", async () => {
  await using fixture = await makeRepository({ 'a.txt': 'a' });
  const hook = join(fixture.repository, '.git/hooks/post-checkout');
  await mkdir(join(fixture.repository, '.git/hooks'), { recursive: true });
  await writeFile(hook, `#!/bin/sh\ntouch ${fixture.root}/hooked\n`);
  await chmod(hook, 0o755);
  await add(fixture);
  expect(existsSync(join(fixture.root, 'hooked'))).toBe(false);
  // The hook itself works: without our option git runs it.
  fixture.git('worktree', 'add', '--quiet', '--detach', join(fixture.root, 'by-hand'));
  expect(existsSync(join(fixture.root, 'hooked'))).toBe(true);
});

test('a commit that is not there, or is no commit id, is refused', async () => {
  await using fixture = await makeRepository({ 'a.txt': 'a' });
  for (const commit of ['0'.repeat(40), '--force', 'main', '']) {
    await expect(add(fixture, { commit })).rejects.toMatchObject({ code: 'checkout-failed' });
  }
  expect(existsSync(fixture.directory)).toBe(false);
  expect(fixture.worktrees()).toEqual([]);
});

test('a folder that is no repository is refused, and its name is no command', async () => {
  await using fixture = await makeRepository({ 'a.txt': 'a' });
  const repository = join(fixture.root, '$(touch hacked) "; touch hacked; "');
  await mkdir(repository);
  await expect(add({ ...fixture, repository })).rejects.toMatchObject({
    message: expect.stringContaining('fatal: not a git repository'),
  });
  expect(existsSync('hacked')).toBe(false);
});

test.each([60, 100, 140, 180, 220])('nothing writes on after an abort: %i ms', async (afterMs) => {
  const many = Array.from({ length: 2_000 }, (_, i) => [`${i}.txt`, `${i}`.repeat(500)]);
  await using fixture = await makeRepository(Object.fromEntries(many));
  const controller = new AbortController();
  const adding = add(fixture, { signal: controller.signal }).then(
    () => 'added',
    (error) => error.name,
  );
  setTimeout(() => controller.abort(), afterMs);
  expect(['AbortError', 'added']).toContain(await adding);
  await removeCheckout(fixture.repository, fixture.directory);
  await sleep(100);
  expect(existsSync(fixture.directory)).toBe(false);
  expect(fixture.worktrees()).toEqual([]);
});

test.each<[string, (checkout: string, fixture: TestRepository) => unknown]>([
  ['as it was made', () => {}],
  ['removed by hand', (checkout) => rm(checkout, { recursive: true })],
  ['without its .git file', (checkout) => rm(join(checkout, '.git'))],
  ['with another .git file', (checkout) => writeFile(join(checkout, '.git'), 'gitdir: /etc')],
  ['full of new files', (checkout) => writeFile(join(checkout, 'new'), 'x')],
  ['locked', (checkout, fixture) => fixture.git('worktree', 'lock', checkout)],
  [
    'replaced by a link',
    async (checkout, fixture) => {
      await rename(checkout, `${checkout}-moved`);
      await symlink(fixture.repository, checkout);
    },
  ],
])('a checkout is removed: %s', async (_, change) => {
  await using fixture = await makeRepository({ 'a.txt': 'a' });
  await add(fixture);
  await change(fixture.directory, fixture);
  await removeCheckout(fixture.repository, fixture.directory);
  expect(existsSync(fixture.directory)).toBe(false);
  expect(fixture.worktrees()).toEqual([]);
  expect(existsSync(join(fixture.repository, 'a.txt'))).toBe(true);
  await removeCheckout(fixture.repository, fixture.directory);
});

test("people's own worktrees stay, even on a disk that is not mounted now", async () => {
  await using fixture = await makeRepository({ 'a.txt': 'a' });
  const own = join(fixture.root, 'own');
  fixture.git('worktree', 'add', '--quiet', '--detach', own);
  await rename(own, `${own}-unmounted`);
  await add(fixture);
  await removeCheckout(fixture.repository, fixture.directory);
  expect(fixture.worktrees()).toEqual([own]);
});

test('a checkout is removed when its repository is gone', async () => {
  await using fixture = await makeRepository({ 'a.txt': 'a' });
  await add(fixture);
  await rm(fixture.repository, { recursive: true });
  await removeCheckout(fixture.repository, fixture.directory);
  expect(existsSync(fixture.directory)).toBe(false);
});

test('read-only folders are removed', async () => {
  await using fixture = await makeRepository({ 'a.txt': 'a' });
  await add(fixture);
  const modules = join(fixture.directory, 'modules');
  await mkdir(modules);
  await writeFile(join(modules, 'file'), '');
  execFileSync('chmod', ['-R', 'a-w', modules]);
  await asOrdinaryUser(fixture.root, async () => {
    await expect(rm(modules, { recursive: true })).rejects.toMatchObject({ code: 'EACCES' });
    await removeCheckout(fixture.repository, fixture.directory);
    expect(fixture.worktrees()).toEqual([]);
  });
  expect(existsSync(fixture.directory)).toBe(false);
});
