import { expect, test } from 'vitest';
import { isOwnCommit } from '../../src/github/own-commit.ts';
import { client, mockGitHub, useMockGitHub } from './mock-github.ts';

useMockGitHub();

const repository = { owner: 'acme', repo: 'shop' };
const commit = 'a'.repeat(40);
const tip = 'f'.repeat(40);
const head = 'b'.repeat(40);

function withBranches(...commits: string[]) {
  mockGitHub()
    .get(`/repos/acme/shop/commits/${commit}/branches-where-head`)
    .reply(
      200,
      commits.map((sha) => ({ name: 'x', commit: { sha } })),
    );
}

function withHistory(base: string, status: number, answer: object) {
  mockGitHub()
    .get(`/repos/acme/shop/compare/${base}...${commit}`)
    .query({ per_page: 1 })
    .reply(status, answer);
}

function withDefaultBranch(status: number, answer: object) {
  mockGitHub()
    .get('/repos/acme/shop')
    .reply(200, { default_branch: 'main' })
    .get('/repos/acme/shop/branches/main')
    .reply(200, { commit: { sha: tip } });
  withHistory(tip, status, answer);
}

function withPull(headRepository: object | null) {
  mockGitHub()
    .get('/repos/acme/shop/pulls/12')
    .reply(200, {
      head: { sha: head, repo: headRepository },
      base: { repo: { id: 1, full_name: 'acme/shop' } },
    });
}

test('the tip of a branch is our own', async () => {
  withBranches(commit);
  expect(await isOwnCommit(client, repository, commit)).toBe(true);
});

test.each(['behind', 'identical'])(
  'a commit that the default branch is not without is ours: %s',
  async (status) => {
    withBranches();
    withDefaultBranch(200, { status });
    expect(await isOwnCommit(client, repository, commit)).toBe(true);
  },
);

test.each(['ahead', 'diverged'])(
  'a commit that only a fork has is not ours: %s',
  async (status) => {
    withBranches();
    withDefaultBranch(200, { status });
    expect(await isOwnCommit(client, repository, commit)).toBe(false);
  },
);

test('a commit that GitHub does not know is not ours', async () => {
  mockGitHub()
    .get(`/repos/acme/shop/commits/${commit}/branches-where-head`)
    .reply(422, { message: `No commit found for SHA: ${commit}` });
  withDefaultBranch(404, {});
  expect(await isOwnCommit(client, repository, commit)).toBe(false);
});

test('a branch whose tip is another commit proves nothing', async () => {
  withBranches(tip);
  withDefaultBranch(200, { status: 'ahead' });
  expect(await isOwnCommit(client, repository, commit)).toBe(false);
});

test('an earlier commit of a pull request from a branch of ours is ours', async () => {
  withBranches();
  withDefaultBranch(200, { status: 'diverged' });
  withPull({ id: 1, full_name: 'acme/shop' });
  withHistory(head, 200, { status: 'behind' });
  expect(await isOwnCommit(client, repository, commit, { pull: 12 })).toBe(true);
});

test('a commit that is not in the pull request is not ours', async () => {
  withBranches();
  withDefaultBranch(200, { status: 'diverged' });
  withPull({ id: 1, full_name: 'acme/shop' });
  withHistory(head, 200, { status: 'diverged' });
  expect(await isOwnCommit(client, repository, commit, { pull: 12 })).toBe(false);
});

test('an issue makes no commit ours', async () => {
  withBranches();
  withDefaultBranch(200, { status: 'diverged' });
  mockGitHub().get('/repos/acme/shop/pulls/12').reply(404, {});
  expect(await isOwnCommit(client, repository, commit, { pull: 12 })).toBe(false);
});

test.each([
  ['a fork', { id: 2, full_name: 'mallory/shop' }],
  ['a fork of the same name', { id: 2, full_name: 'acme/shop' }],
  ['a fork that is gone', null],
])('a pull request from %s makes no commit ours', async (_, from) => {
  withBranches();
  withDefaultBranch(200, { status: 'diverged' });
  withPull(from);
  expect(await isOwnCommit(client, repository, commit, { pull: 12 })).toBe(false);
});

test.each([403, 500])('GitHub’s %d is an error and neither yes nor no', async (status) => {
  mockGitHub().get(`/repos/acme/shop/commits/${commit}/branches-where-head`).reply(status, {});
  await expect(isOwnCommit(client, repository, commit)).rejects.toMatchObject({ status });
});
