import { expect, test } from 'vitest';
import { deployedCommit } from '../../../src/github/action/deployed-commit.ts';
import { client, mockGitHub, nextPage, useMockGitHub } from '../mock-github.ts';

useMockGitHub();

const repository = { owner: 'acme', repo: 'shop' };
const list = '/repos/acme/shop/deployments';
const sha = (digit: string) => digit.repeat(40);
const deployment = (id: number, production: boolean | undefined) => ({
  id,
  sha: sha(String(id % 10)),
  environment: `environment-${id}`,
  ...(production !== undefined && { production_environment: production }),
});

function withStatuses(id: number, ...states: string[]) {
  const statuses = states.map((state, index) => ({ id: 100 - index, state }));
  mockGitHub().get(`${list}/${id}/statuses`).query(true).reply(200, statuses);
}

/** The commit is at the tip of a branch. */
function withOwn(commit: string) {
  mockGitHub()
    .get(`/repos/acme/shop/commits/${commit}/branches-where-head`)
    .reply(200, [{ name: 'release', commit: { sha: commit } }]);
}

function withDefaultBranch() {
  mockGitHub()
    .get('/repos/acme/shop')
    .reply(200, { default_branch: 'trunk/main', private: true })
    .get('/repos/acme/shop/branches/trunk%2Fmain')
    .reply(200, { commit: { sha: sha('f') } });
}

test('the newest successful deployment to production says what production runs', async () => {
  mockGitHub()
    .get(list)
    .query({ per_page: 100 })
    .reply(200, [
      deployment(9, false),
      deployment(8, undefined),
      deployment(7, true),
      deployment(6, true),
      deployment(5, true),
    ]);
  withStatuses(7, 'in_progress', 'queued');
  withStatuses(6, 'success', 'in_progress');
  withOwn(sha('6'));
  expect(await deployedCommit(client, repository)).toEqual({
    commit: sha('6'),
    origin: 'deployment',
    environment: 'environment-6',
  });
});

test.each(['inactive', 'failure', 'error', 'pending'])(
  'a deployment that succeeded and is %s by now does not count',
  async (state) => {
    mockGitHub()
      .get(list)
      .query(true)
      .reply(200, [deployment(7, true)]);
    withStatuses(7, state, 'success');
    withDefaultBranch();
    expect((await deployedCommit(client, repository)).origin).toBe('default-branch');
  },
);

test('the newest status is the one with the highest id, in whatever order they come', async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [deployment(7, true)])
    .get(`${list}/7/statuses`)
    .query(true)
    .reply(200, [
      { id: 1, state: 'in_progress' },
      { id: 2, state: 'success' },
    ]);
  withOwn(sha('7'));
  expect((await deployedCommit(client, repository)).commit).toBe(sha('7'));
});

test("a fork's commit, whose workflow said that it was deployed, is passed over", async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [{ ...deployment(7, true), ref: '7/merge' }, deployment(6, true)])
    .get(`/repos/acme/shop/commits/${sha('7')}/branches-where-head`)
    .reply(200, [])
    .get(`/repos/acme/shop/compare/${sha('f')}...${sha('7')}`)
    .query(true)
    .reply(200, { status: 'diverged' })
    .get('/repos/acme/shop/commits/heads%2F7%2Fmerge')
    .query(true)
    .reply(422, {})
    .get('/repos/acme/shop/commits/tags%2F7%2Fmerge')
    .query(true)
    .reply(404, {});
  withDefaultBranch();
  withStatuses(7, 'success');
  withStatuses(6, 'success');
  withOwn(sha('6'));
  expect((await deployedCommit(client, repository)).commit).toBe(sha('6'));
});

test('a commit of a release is production’s, also when the branch it came from has gone on', async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [{ ...deployment(7, true), ref: 'v1.2' }])
    .get(`/repos/acme/shop/commits/${sha('7')}/branches-where-head`)
    .reply(200, [])
    .get(`/repos/acme/shop/compare/${sha('f')}...${sha('7')}`)
    .query(true)
    .reply(200, { status: 'diverged' })
    .get('/repos/acme/shop/commits/heads%2Fv1.2')
    .query(true)
    .reply(422, {})
    .get('/repos/acme/shop/commits/tags%2Fv1.2')
    .query(true)
    .reply(200, { sha: sha('7') })
    .get(`/repos/acme/shop/compare/${sha('7')}...${sha('7')}`)
    .query(true)
    .reply(200, { status: 'identical' });
  withDefaultBranch();
  withStatuses(7, 'success');
  expect((await deployedCommit(client, repository)).commit).toBe(sha('7'));
});

test('production is found behind a page of previews', async () => {
  mockGitHub()
    .get(list)
    .query({ per_page: 100 })
    .reply(
      200,
      Array.from({ length: 100 }, (_, index) => deployment(200 - index, false)),
      nextPage(`${list}?page=2`),
    )
    .get(`${list}?page=2`)
    .reply(200, [deployment(3, true)]);
  withStatuses(3, 'success');
  withOwn(sha('3'));
  expect((await deployedCommit(client, repository)).commit).toBe(sha('3'));
});

test('without a deployment to production it is the tip of the default branch', async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [deployment(7, true), deployment(6, false)]);
  withStatuses(7);
  withDefaultBranch();
  expect(await deployedCommit(client, repository)).toEqual({
    commit: sha('f'),
    origin: 'default-branch',
  });
});

test('a repository with endless deployments is not read to its end', async () => {
  for (let page = 1; page <= 10; page++) {
    mockGitHub()
      .get(list)
      .query(page === 1 ? { per_page: 100 } : { page })
      .reply(200, [deployment(page, false)], nextPage(`${list}?page=${page + 1}`));
  }
  withDefaultBranch();
  expect((await deployedCommit(client, repository)).origin).toBe('default-branch');
});

test('at most 100 deployments to production are asked for their status', async () => {
  const all = Array.from({ length: 101 }, (_, index) => deployment(index + 1, true));
  mockGitHub().get(list).query(true).reply(200, all);
  for (const { id } of all.slice(0, 100)) withStatuses(id, 'failure');
  withDefaultBranch();
  expect((await deployedCommit(client, repository)).origin).toBe('default-branch');
});

test('what GitHub refuses to say is an error, not the default branch', async () => {
  mockGitHub().get(list).query(true).reply(403, {});
  await expect(deployedCommit(client, repository)).rejects.toMatchObject({ status: 403 });
});
