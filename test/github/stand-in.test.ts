import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Octokit } from '@octokit/core';
import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, signedToken } from './stand-in/clients.ts';
import { commitFiles, createBareRepository } from './stand-in/commit-files.ts';
import { gitText } from './stand-in/git.ts';
import { type GitHubStandIn, startGitHub } from './stand-in/github.ts';
import { operations } from './stand-in/operations.ts';
import { type TemporaryRepository, temporaryRepository } from './stand-in/temporary-repository.ts';

const acme = { owner: 'acme', repo: 'shop' };
const workflow = `
name: branch-prod
run-name: 'branch-prod #\${{ inputs.thread }} \${{ inputs.id }}'
on:
  workflow_dispatch:
    inputs:
      thread: { required: true, type: string }
      id: { type: string, default: none }
jobs: {}
`;
const permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  pull_requests: 'write',
} as const;
const events = ['check_run', 'delete', 'deployment_status', 'issue_comment', 'issues'];

let repository: TemporaryRepository;
let gitDirectory: string;
let first: string;
let github: GitHubStandIn;
let client: Octokit;

beforeAll(async () => {
  repository = await temporaryRepository({
    '.github/workflows/branch-prod.yml': workflow,
    'src/a.txt': 'one\n',
    'b.txt': 'b\n',
  });
  ({ gitDirectory, head: first } = repository);
});
afterAll(() => repository?.[Symbol.asyncDispose]());

beforeEach(async () => {
  github = await startGitHub({
    app: { permissions, events: [...events, 'pull_request', 'workflow_run'] },
  });
  github.addRepository({ ...acme, private: true, gitDirectory });
  client = clientOf(github.url, github.installationToken());
});

afterEach(() => github.close());

describe('the validation by GitHub’s description', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['POST /repos/acme/shop/issues/1/comments', { body: 'x', colour: 'red' }, 'unknown colour'],
    ['POST /repos/acme/shop/issues/1/comments', {}, 'there is no body'],
    ['POST /repos/acme/shop/labels', { color: 'ff0000' }, "required property 'name'"],
    ['POST /repos/acme/shop/issues/1/comments', { body: 7 }, 'must be string'],
    ['GET /repos/acme/shop/issues/one', {}, 'must be integer'],
    ['GET /repos/acme/shop/pulls?colour=red', {}, 'unknown colour'],
    ['GET /repos/acme/shop/pulls?per_page=many', {}, 'must be integer'],
    ['GET /repos/acme/shop/stargazers', {}, 'is no operation'],
    [
      'POST /repos/acme/shop/check-runs',
      { name: 'x', head_sha: 'x', output: { title: 'no summary' } },
      "required property 'summary'",
    ],
  ])('refuses %s with %j', async (route, body, message) => {
    github.as('alice').openIssue({ title: 'Wrong answer' });
    await expect(client.request(route, body)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(message),
    });
    expect(github.invalidRequests).toHaveLength(1);
    expect(github.invalidRequests[0]?.problems.join()).toContain(message);
    expect(github.repository().comments.size).toBe(0);
  });

  it('lets valid requests pass', async () => {
    const number = github.as('alice').openIssue({ title: 'Wrong answer' });
    const issue = { ...acme, issue_number: number };
    await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...issue,
      body: 'x',
    });
    expect(github.invalidRequests).toEqual([]);
    expect(github.requests[0]).toMatchObject({
      method: 'POST',
      path: '/repos/acme/shop/issues/1/comments',
      body: { body: 'x' },
      identity: { kind: 'installation', login: 'branch-prod[bot]', slug: 'branch-prod' },
      status: 201,
    });
  });

  it('is extracted for the operations that are listed, and no others', () => {
    const file = new URL('stand-in/openapi.json', import.meta.url);
    const described = JSON.parse(readFileSync(file, 'utf8')).operations;
    expect(Object.keys(described)).toEqual([...operations]);
  });

  it('is extracted for no operation that App and Action do not use', () => {
    const folder = new URL('../../src/github/', import.meta.url);
    const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
      .join('\n');
    // Probot's client asks for its tokens by itself.
    const isUsed = (operation: string) =>
      operation === 'POST /app/installations/{installation_id}/access_tokens' ||
      source.includes(`'${operation}'`);
    expect(operations.filter((operation) => !isUsed(operation))).toEqual([]);
  });

  it('knows only the version of the API that it describes', async () => {
    const headers = { 'x-github-api-version': '2026-03-10' };
    const request = client.request('GET /repos/{owner}/{repo}', { ...acme, headers });
    await expect(request).rejects.toMatchObject({ status: 400 });
  });
});

describe('the identities', () => {
  it('need a valid token', async () => {
    const route = 'GET /repos/{owner}/{repo}';
    for (const auth of [undefined, 'ghs_unknown', signedToken({ ...github.app, id: 1 })]) {
      await expect(clientOf(github.url, auth).request(route, acme)).rejects.toMatchObject({
        status: 401,
      });
    }
  });

  it('exchange the app’s own token for one of an installation', async () => {
    const app = clientOf(github.url, signedToken(github.app));
    const route = 'POST /app/installations/{installation_id}/access_tokens';
    const target = { installation_id: github.repository().installation?.id as number };
    const { data } = await app.request(route, { ...target, permissions: { issues: 'read' } });
    await expect(
      clientOf(github.url, data.token).request('POST /repos/{owner}/{repo}/labels', {
        ...acme,
        name: 'x',
      }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      app.request(route, { ...target, permissions: { administration: 'write' } }),
    ).rejects.toMatchObject({ status: 422 });
    await expect(app.request('GET /repos/{owner}/{repo}', acme)).rejects.toMatchObject({
      status: 401,
    });
  });

  it('of a job can do what its permissions say, in its own repository', async () => {
    github.addRepository({ owner: 'acme', repo: 'other', private: true, gitDirectory });
    const number = github.as('alice').openIssue({ title: 'Wrong answer' });
    const job = clientOf(
      github.url,
      github.jobToken({ contents: 'read', 'pull-requests': 'write' }),
    );
    const comment = job.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...acme,
      issue_number: number,
      body: 'x',
    });
    await expect(comment).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
      response: { headers: { 'x-accepted-github-permissions': 'issues=write' } },
    });
    const other = { owner: 'acme', repo: 'other' };
    await expect(job.request('GET /repos/{owner}/{repo}', other)).rejects.toMatchObject({
      status: 404,
    });
    await expect(job.request('GET /repos/{owner}/{repo}', acme)).resolves.toMatchObject({
      data: { full_name: 'acme/shop', private: true },
    });
  });
});

describe('the threads', () => {
  it('hold comments with reactions, page by page', async () => {
    const alice = github.as('alice');
    const number = alice.openIssue({ title: 'Wrong answer', labels: ['bug'] });
    const ids = Array.from({ length: 7 }, (_, index) => alice.comment(number, `comment ${index}`));
    const listed = await composePaginateRest(
      client,
      'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { ...acme, issue_number: number, per_page: 3 },
    );
    expect(listed.map(({ id }) => id)).toEqual(ids);
    expect(github.requests).toHaveLength(3);

    const react = () =>
      client.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
        ...acme,
        comment_id: ids[0] as number,
        content: 'eyes',
      });
    expect((await react()).status).toBe(201);
    expect((await react()).status).toBe(200);
    const comment = { ...acme, comment_id: ids[0] as number };
    const route = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
    const { data } = await client.request(`GET ${route}`, comment);
    expect(data).toMatchObject({ user: { login: 'alice' }, reactions: { eyes: 1 } });
    await client.request(`DELETE ${route}`, comment);
    await expect(client.request(`GET ${route}`, comment)).rejects.toMatchObject({ status: 404 });
  });

  it('take no text above 65,536 characters', async () => {
    const number = github.as('alice').openIssue({ title: 'Wrong answer' });
    const write = (length: number) =>
      client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...acme,
        issue_number: number,
        body: 'x'.repeat(length),
      });
    await expect(write(65_536)).resolves.toMatchObject({ status: 201 });
    await expect(write(65_537)).rejects.toMatchObject({ status: 422 });
    expect(github.invalidRequests).toEqual([]);
  });

  it('know what people may do', async () => {
    github.addCollaborator('tina', 'triage');
    github.as('mallory');
    const permission = async (username: string) => {
      const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
      const { data } = await client.request(route, { ...acme, username });
      return [data.permission, data.role_name];
    };
    expect(await permission('acme')).toEqual(['admin', 'admin']);
    expect(await permission('tina')).toEqual(['read', 'triage']);
    expect(await permission('mallory')).toEqual(['none', 'none']);
    await expect(permission('nobody')).rejects.toMatchObject({ status: 404 });
  });
});

describe('the pull requests', () => {
  it('follow their branch, also a fork’s with a hostile name', async () => {
    const forkDirectory = join(repository.folder, 'fork.git');
    await createBareRepository(forkDirectory);
    await gitText(forkDirectory, ['fetch', '--quiet', gitDirectory, '+refs/heads/*:refs/heads/*']);
    const branch = '$(touch-pwned);`id`';
    const change = { branch, from: first, files: { 'src/a.txt': 'two\n', 'new.txt': 'new\n' } };
    const sha = await commitFiles(forkDirectory, change);
    const fork = github.addRepository({
      owner: 'mallory',
      repo: 'shop',
      private: false,
      gitDirectory: forkDirectory,
      forkOf: github.repository(acme),
      installed: false,
    });
    const mallory = github.as('mallory', acme);
    const number = await mallory.openPullRequest({ head: branch, title: 'x', fromFork: fork });
    const pull = { ...acme, pull_number: number };
    const files = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', pull);
    expect(files.data.map(({ filename, status }) => [filename, status])).toEqual([
      ['new.txt', 'added'],
      ['src/a.txt', 'modified'],
    ]);
    const next = await commitFiles(forkDirectory, { branch, files: { 'new.txt': null } });
    await mallory.push(branch, fork);
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', pull);
    expect(data).toMatchObject({
      number,
      changed_files: 1,
      head: { sha: next, ref: branch, repo: { full_name: 'mallory/shop', fork: true } },
      base: { ref: 'main', repo: { full_name: 'acme/shop' } },
    });
    const compare = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...acme,
      basehead: `${first}...${sha}`,
    });
    expect(compare.data).toMatchObject({ status: 'ahead', ahead_by: 1, total_commits: 1 });
  });
});

describe('the contents', () => {
  const route = '/repos/{owner}/{repo}/contents/{path}';

  it('come from git, at any commit', async () => {
    const get = (path: string, ref?: string) =>
      client.request(`GET ${route}`, { ...acme, path, ...(ref !== undefined && { ref }) });
    const { data } = await get('src/a.txt', first);
    const { content } = data as { content: string };
    expect(Buffer.from(content, 'base64').toString()).toBe('one\n');
    expect(data).toMatchObject({ type: 'file', path: 'src/a.txt', size: 4 });
    expect((await get('')).data).toMatchObject([
      { path: '.github', type: 'dir' },
      { path: 'b.txt', type: 'file' },
      { path: 'src', type: 'dir' },
    ]);
    expect((await get('src')).data).toMatchObject([{ path: 'src/a.txt', type: 'file' }]);
    await expect(get('gone.txt')).rejects.toMatchObject({ status: 404 });
    await expect(get('src/a.txt', 'no-such-branch')).rejects.toMatchObject({ status: 404 });
    const raw = await client.request(`GET ${route}`, {
      ...acme,
      path: 'b.txt',
      mediaType: { format: 'raw' },
    });
    expect(raw.data).toBe('b\n');
  });

  it('are written to a branch, not over what somebody else wrote', async () => {
    await client.request('POST /repos/{owner}/{repo}/git/refs', {
      ...acme,
      ref: 'refs/heads/kept',
      sha: first,
    });
    const put = (sha?: string | undefined) =>
      client.request(`PUT ${route}`, {
        ...acme,
        path: 'cases/one.yml',
        branch: 'kept',
        message: 'Keep',
        content: Buffer.from('a: 1\n').toString('base64'),
        ...(sha !== undefined && { sha }),
      });
    const made = await put();
    expect(made.status).toBe(201);
    await expect(put()).rejects.toMatchObject({ status: 422 });
    await expect(put('0'.repeat(40))).rejects.toMatchObject({ status: 409 });
    expect((await put(made.data.content?.sha)).status).toBe(200);
    await github.as('alice').deleteBranch('kept');
    await expect(
      client.request('GET /repos/{owner}/{repo}/branches/{branch}', { ...acme, branch: 'kept' }),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('the check runs', () => {
  it('belong to the app that made them', async () => {
    const { data } = await client.request('POST /repos/{owner}/{repo}/check-runs', {
      ...acme,
      name: 'branch-prod',
      head_sha: first,
      status: 'in_progress',
    });
    const job = clientOf(github.url, github.jobToken({ checks: 'write' }));
    const conclude = (who: Octokit) =>
      who.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
        ...acme,
        check_run_id: data.id,
        conclusion: 'success',
      });
    await expect(conclude(job)).rejects.toMatchObject({ status: 403 });
    expect((await conclude(client)).data).toMatchObject({
      status: 'completed',
      app: { id: 424_242 },
    });
    const listed = await client.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
      ...acme,
      ref: first,
    });
    expect(listed.data).toMatchObject({ total_count: 1, check_runs: [{ conclusion: 'success' }] });
    expect(() => github.as('alice').clickCheckButton(Number(data.id), 'replay')).toThrow(
      'no button',
    );
  });
});
