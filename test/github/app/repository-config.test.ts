// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the references of the config itself
import { expect, test } from 'vitest';
import { readRepositoryConfig } from '../../../src/github/app/repository-config.ts';
import { designExample, problemsOf, smallConfig } from '../../config/example.ts';
import { client, mockGitHub, useMockGitHub } from '../mock-github.ts';

useMockGitHub();

const repository = { owner: 'acme', repo: 'shop' };
const path = '.github/branch-prod.yml';
const sha = 'c'.repeat(40);
const folder = '/repos/acme/shop/contents/.github';
const secret = 'hunter2-0123456789-0123456789-0123456789';

function withEntry(entry: object) {
  mockGitHub()
    .get(folder)
    .reply(200, [
      { path: '.github/workflows', type: 'dir', size: 0, sha: 'd'.repeat(40) },
      { path, type: 'file', size: 10, sha, ...entry },
    ]);
}

function withBlob(content: Buffer | string) {
  // GitHub breaks base64 into lines.
  const lines = Buffer.from(content).toString('base64').replace(/.{60}/g, '$&\n');
  mockGitHub()
    .get(`/repos/acme/shop/git/blobs/${sha}`)
    .reply(200, { content: lines, encoding: 'base64' });
}

function read(text: Buffer | string) {
  withEntry({});
  withBlob(text);
  return readRepositoryConfig(client, repository, 'main');
}

test('a config is read without any of its variables', async () => {
  expect(await read(designExample)).toEqual({
    access: 'write',
    checkPaths: ['prompts/**', 'src/**'],
    promptPaths: ['prompts/**'],
    cases: ['.branch-prod/cases/**'],
  });
});

test('what a config leaves out has its default', async () => {
  expect(await read(smallConfig({ root: 'access: { minimum: admin }' }))).toEqual({
    access: 'admin',
    checkPaths: [],
    promptPaths: [],
    cases: ['.branch-prod/cases/**'],
  });
});

test('the problems are those of the Action, with their lines', async () => {
  const text = smallConfig({
    preview: 'ttl: x\nenv: { A: "${GITHUB_TOKEN}", B: "${lower}" }',
    root: 'acces: { minimum: read }',
  });
  const environment = {
    PRODUCTION_REPLICA_URL: 'postgres://h/d',
    BRANCH_PROD_MASK_KEY: 'k'.repeat(32),
    GITHUB_TOKEN: 't',
  };
  const read1 = await read(text);
  expect(read1).toHaveProperty('problem');
  const { problem } = read1 as { problem: string };
  expect(problem.split('\n')).toEqual(
    problemsOf(text, environment).map((line) => line.replace('config.yml', `main:${path}`)),
  );
  expect(problem).toContain('did you mean "access"?');
  expect(problem).toContain('a preview must not get GITHUB_TOKEN');
});

test('a secret that is written out is not told', async () => {
  const text = smallConfig({ root: 'extra: 1' })
    .replace('${PRODUCTION_REPLICA_URL}', `mysql://u:${secret}@h/d`)
    .replace('${BRANCH_PROD_MASK_KEY}', secret.slice(0, 20));
  const { problem } = (await read(text)) as { problem: string };
  expect(problem.split('\n')).toHaveLength(3);
  expect(problem).not.toContain('hunter2');
});

test('a config full of problems is answered in a comment', async () => {
  const start = performance.now();
  const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: "\u{1f4a5}"\n`).join('');
  const { problem } = (await read(keys)) as { problem: string };
  expect(problem.split('\n')).toHaveLength(21);
  expect(problem.length).toBeLessThan(12_000);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('a policy of a repository without .github, or without the file, is missing', async () => {
  mockGitHub().get(folder).reply(404, {}).get(folder).reply(200, []);
  expect(await readRepositoryConfig(client, repository, 'main')).toBe('missing');
  expect(await readRepositoryConfig(client, repository, 'main')).toBe('missing');
});

test.each(['symlink', 'dir'])('a %s in its place is refused, and not followed', async (type) => {
  withEntry({ type });
  expect(await readRepositoryConfig(client, repository, 'main')).toEqual({
    problem: `main:${path}: must be a file, not a ${type}`,
  });
});

test('a folder that is a link is not followed', async () => {
  mockGitHub().get(folder).reply(200, { path: '.github', type: 'symlink', target: 'elsewhere' });
  expect(await readRepositoryConfig(client, repository, 'main')).toBe('missing');
});

test('a submodule in its place, which GitHub lists as a file, is refused', async () => {
  withEntry({ size: 0 });
  mockGitHub().get(`/repos/acme/shop/git/blobs/${sha}`).reply(404, {});
  expect(await readRepositoryConfig(client, repository, 'main')).toEqual({
    problem: `main:${path}: must be a file`,
  });
});

test('a file of more than 256 KiB is not even asked for', async () => {
  withEntry({ size: 256 * 1024 + 1 });
  expect(await readRepositoryConfig(client, repository, 'main')).toEqual({
    problem: `main:${path}: longer than 256 KiB`,
  });
});

test('a file that is not UTF-8 is refused', async () => {
  expect(await read(Buffer.from([0x76, 0xff, 0xfe]))).toEqual({
    problem: `main:${path}: not UTF-8`,
  });
});

test.each([403, 500])('GitHub’s %d is an error, not a missing config', async (status) => {
  mockGitHub().get(folder).reply(status, {});
  await expect(readRepositoryConfig(client, repository, 'main')).rejects.toMatchObject({ status });
});
