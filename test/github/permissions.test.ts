import { expect, test } from 'vitest';
import { type AccessLevel, hasAccess } from '../../src/github/permissions.ts';
import { client, mockGitHub, useMockGitHub } from './mock-github.ts';

useMockGitHub();

const repository = { owner: 'acme', repo: 'shop' };
const levels: AccessLevel[] = ['read', 'triage', 'write', 'maintain', 'admin'];

async function levelOf(permission: string, role: string): Promise<AccessLevel | undefined> {
  let highest: AccessLevel | undefined;
  for (const level of levels) {
    mockGitHub()
      .get('/repos/acme/shop/collaborators/ada/permission')
      .reply(200, { permission, role_name: role });
    if (await hasAccess(client, repository, 'ada', level)) highest = level;
  }
  return highest;
}

test.each([
  ['read', 'read', 'read'],
  ['read', 'triage', 'triage'],
  ['write', 'write', 'write'],
  ['write', 'maintain', 'maintain'],
  ['admin', 'admin', 'admin'],
  ['none', 'none', undefined],
])('permission %s in the role %s is %s', async (permission, role, level) => {
  expect(await levelOf(permission, role)).toBe(level);
});

test.each([
  ['read', 'security-reviewer', 'read'],
  ['write', 'release-engineer', 'write'],
  ['admin', 'owner-of-all', 'admin'],
  ['none', 'ghost', undefined],
  ['owner', 'owner', undefined],
])('of a role that the organization made only the permission counts: %s, %s', async (...facts) => {
  const [permission, role, level] = facts;
  expect(await levelOf(permission, role)).toBe(level);
});

test.each([
  ['write', 'admin', 'write'],
  ['read', 'maintain', 'read'],
  ['none', 'admin', undefined],
  ['admin', 'read', 'read'],
])('where permission %s and role %s contradict each other, the lower holds', async (...facts) => {
  const [permission, role, level] = facts;
  expect(await levelOf(permission, role)).toBe(level);
});

test('who is unknown has no access', async () => {
  mockGitHub().get('/repos/acme/shop/collaborators/ghost/permission').reply(404, {});
  expect(await hasAccess(client, repository, 'ghost', 'read')).toBe(false);
});

test('a login can’t lead to another address', async () => {
  mockGitHub()
    .get('/repos/acme/shop/collaborators/..%2F..%2Fx%5Bbot%5D%3Fa/permission')
    .reply(404, {});
  expect(await hasAccess(client, repository, '../../x[bot]?a', 'read')).toBe(false);
});

test.each([401, 403, 500])('GitHub’s %d is an error and neither yes nor no', async (status) => {
  mockGitHub().get('/repos/acme/shop/collaborators/ada/permission').reply(status, {});
  await expect(hasAccess(client, repository, 'ada', 'read')).rejects.toMatchObject({ status });
});
