import { expect, test } from 'vitest';
import { findCommit } from '../../src/github/find-commit.ts';
import { client, mockGitHub, useMockGitHub } from './mock-github.ts';

useMockGitHub();

const repository = { owner: 'acme', repo: 'shop' };
const sha = '0123456789abcdef0123456789abcdef01234567';

test.each([
  ['main', 'main'],
  ['feature/a b', 'feature%2Fa%20b'],
  ['../../user', '..%2F..%2Fuser'],
  ['v1?x=1#y', 'v1%3Fx%3D1%23y'],
])('the ref %s is one segment of the address', async (ref, segment) => {
  mockGitHub().get(`/repos/acme/shop/commits/${segment}?per_page=1`).reply(200, { sha });
  expect(await findCommit(client, repository, ref)).toBe(sha);
});

test.each(['.', '..'])(
  '%s, which would lead to another operation, is not asked for',
  async (ref) => {
    expect(await findCommit(client, repository, ref)).toBeUndefined();
  },
);

test.each([404, 409, 422])('what GitHub answers with %i is no commit', async (status) => {
  mockGitHub().get('/repos/acme/shop/commits/gone?per_page=1').reply(status, {});
  expect(await findCommit(client, repository, 'gone')).toBeUndefined();
});

test('an answer without a full id is no commit', async () => {
  mockGitHub().get('/repos/acme/shop/commits/x?per_page=1').reply(200, { sha: '--upload-pack=x' });
  expect(await findCommit(client, repository, 'x')).toBeUndefined();
});

test.each([401, 403, 500])('GitHub’s error %i is no answer', async (status) => {
  mockGitHub().get('/repos/acme/shop/commits/main?per_page=1').reply(status, {});
  await expect(findCommit(client, repository, 'main')).rejects.toMatchObject({ status });
});
