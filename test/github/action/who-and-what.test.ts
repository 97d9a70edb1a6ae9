import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStarter } from '../../../src/github/action/check-starter.ts';
import { chooseCases } from '../../../src/github/action/choose-cases.ts';
import { chooseCommits } from '../../../src/github/action/choose-commits.ts';
import { textDigest } from '../../../src/github/order.ts';
import { makeRepository, type TestRepository } from '../../preview/repository.ts';
import { client, mockGitHub, useMockGitHub } from '../mock-github.ts';

useMockGitHub();
const repository = { owner: 'octo', repo: 'shop' };
const commit = 'a'.repeat(40);

describe('who may start it', () => {
  const path = '/repos/octo/shop/collaborators/ada/permission';
  const context = { repository, eventName: 'workflow_dispatch' };
  const person = { ...context, startedBy: { login: 'ada', isBot: false } };
  const check = (given: Parameters<typeof checkStarter>[1]) =>
    checkStarter(client, given, { minimum: 'maintain' });
  const grant = (permission: string, role: string) =>
    mockGitHub().get(path).reply(200, { permission, role_name: role });
  const denied = { code: 'access-denied' };

  it('is a person with the minimum of the config', async () => {
    grant('write', 'maintain');
    await expect(check(person)).resolves.toBeUndefined();
  });

  it('is no person with less, and the refusal names nobody', async () => {
    grant('write', 'write');
    const refusal = check(person);
    await expect(refusal).rejects.toMatchObject(denied);
    await expect(refusal).rejects.not.toThrow(/ada/);
  });

  it('is the App, which has checked who asked, when it dispatches', async () => {
    const startedBy = { login: 'branch-prod[bot]', isBot: true };
    await expect(check({ ...context, startedBy })).resolves.toBeUndefined();
  });

  it('is no job of a workflow, whose token dispatches for anybody who can push', async () => {
    const startedBy = { login: 'github-actions[bot]', isBot: true };
    mockGitHub()
      .get('/repos/octo/shop/collaborators/github-actions%5Bbot%5D/permission')
      .reply(404, {});
    await expect(check({ ...context, startedBy })).rejects.toMatchObject(denied);
  });

  it('is no bot by another event', async () => {
    mockGitHub()
      .get('/repos/octo/shop/collaborators/dependabot%5Bbot%5D/permission')
      .reply(404, {});
    const startedBy = { login: 'dependabot[bot]', isBot: true };
    await expect(check({ ...context, eventName: 'push', startedBy })).rejects.toMatchObject(denied);
  });

  it('is the clock, but nobody by any other event', async () => {
    await expect(check({ ...context, eventName: 'schedule' })).resolves.toBeUndefined();
    await expect(check(context)).rejects.toMatchObject(denied);
  });

  it("is nobody for a fork's pull request", async () => {
    const pull = { number: 7, head: commit, isFork: true };
    for (const eventName of ['pull_request', 'pull_request_target', 'schedule']) {
      await expect(check({ ...person, eventName, pull })).rejects.toMatchObject(denied);
    }
  });
});

describe('the commits', () => {
  const tips = (sha: string) =>
    mockGitHub()
      .get(`/repos/octo/shop/commits/${sha}/branches-where-head`)
      .reply(200, [{ name: 'x', commit: { sha } }]);
  const choose = (request: Parameters<typeof chooseCommits>[2], preferred = 'deployed') =>
    chooseCommits(client, repository, request, preferred);

  it.each(['main', `$(touch\${IFS}x)`, '--upload-pack=x', 'refs/pull/7/head', '../../user'])(
    'are what GitHub says that %s is',
    async (ref) => {
      mockGitHub()
        .get((uri) => {
          const [last = ''] = uri.split('?')[0]?.split('/').slice(-1) ?? [];
          return uri.startsWith('/repos/octo/shop/commits/') && decodeURIComponent(last) === ref;
        })
        .reply(200, { sha: commit });
      tips(commit);
      expect(await choose({ head: ref })).toEqual({ head: commit, prompts: [] });
    },
  );

  it("are not a fork's, which the API shows under the repository's name", async () => {
    const base = '/repos/octo/shop';
    mockGitHub().get(`${base}/commits/${commit}`).query(true).reply(200, { sha: commit });
    mockGitHub().get(`${base}/commits/${commit}/branches-where-head`).reply(200, []);
    mockGitHub().get(base).reply(200, { default_branch: 'main' });
    mockGitHub()
      .get(/\/(git\/ref|branches|commits)\//)
      .optionally()
      .times(3)
      .reply(200, {
        sha: 'b'.repeat(40),
        commit: { sha: 'b'.repeat(40) },
        object: { sha: 'b'.repeat(40) },
      });
    mockGitHub()
      .get(/\/compare\//)
      .query(true)
      .reply(200, { status: 'diverged' });
    mockGitHub()
      .get(`${base}/pulls/12`)
      .reply(200, { head: { repo: { id: 2 } }, base: { repo: { id: 1 } } });
    await expect(choose({ head: commit, thread: 12 })).rejects.toMatchObject({
      code: 'access-denied',
    });
  });

  it("are those whose prompts are tried, and not a fork's either", async () => {
    const [own, theirs] = ['d'.repeat(40), 'e'.repeat(40)] as const;
    for (const sha of [commit, own, theirs]) {
      const path = `/repos/octo/shop/commits/${sha}`;
      mockGitHub().persist().get(path).query(true).reply(200, { sha });
      const tip = sha === theirs ? [] : [{ name: 'x', commit: { sha } }];
      mockGitHub().persist().get(`${path}/branches-where-head`).reply(200, tip);
    }
    const asked = (prompts: string[]) =>
      choose({ head: commit, alternatives: { models: [], instants: [], prompts } });
    expect(await asked([own, commit])).toEqual({ head: commit, prompts: [own, commit] });
    mockGitHub().get('/repos/octo/shop').reply(200, { default_branch: 'main' });
    mockGitHub()
      .get('/repos/octo/shop/branches/main')
      .reply(200, { commit: { sha: 'b'.repeat(40) } });
    mockGitHub()
      .get(/\/compare\//)
      .query(true)
      .reply(200, { status: 'diverged' });
    await expect(asked([own, theirs])).rejects.toMatchObject({ code: 'access-denied' });
  });

  it('are missed by their name', async () => {
    mockGitHub().get('/repos/octo/shop/commits/gone').query(true).reply(422, {});
    await expect(choose({}, 'gone')).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no commit "gone".',
    });
  });

  it('are the deployed one, and the base beside it', async () => {
    const base = 'c'.repeat(40);
    mockGitHub()
      .get('/repos/octo/shop/deployments')
      .query(true)
      .reply(200, [{ id: 1, sha: commit, environment: 'prod', production_environment: true }]);
    mockGitHub()
      .get('/repos/octo/shop/deployments/1/statuses')
      .query(true)
      .reply(200, [{ state: 'success' }]);
    tips(commit);
    mockGitHub().get(`/repos/octo/shop/commits/${base}`).query(true).reply(200, { sha: base });
    tips(base);
    expect(await choose({ base })).toEqual({ head: commit, base, prompts: [] });
  });
});

describe('the cases', () => {
  let clone: TestRepository;
  beforeAll(async () => {
    clone = await makeRepository({
      'cases/a.yml': 'question: a\nmustContain: [x]\n',
      'secrets.yml': 'question: b\nmustContain: [x]\n',
    });
  });
  afterAll(() => clone?.[Symbol.asyncDispose]());

  const issueText = (document: string) => `It is wrong.\n\n\`\`\`branch-prod\n${document}\`\`\`\n`;
  const approved = issueText('question: of the issue\nmustContain: [x]\n');
  const choose = async (request: Parameters<typeof chooseCases>[1]) => {
    const replay = { cases: ['cases/**'] } as Parameters<typeof chooseCases>[2]['replay'];
    const source = { repository, clone: clone.repository, commit: clone.commit, replay };
    const cases = await chooseCases(client, request, source);
    return cases.map(({ question }) => question);
  };
  const issue = (text: string) => ({ cases: [], issue: { number: 3, digest: textDigest(text) } });
  const answer = (body: string | null) =>
    mockGitHub().get('/repos/octo/shop/issues/3').reply(200, { title: 'Wrong', body });

  it('are those of the commit', async () => {
    expect(await choose({ cases: [] })).toEqual(['a']);
    expect(await choose({ cases: ['a'], issue: { number: 3, digest: '0'.repeat(64) } })).toEqual([
      'a',
    ]);
  });

  it("are the issue's, as it was approved", async () => {
    answer(approved);
    expect(await choose(issue(approved))).toEqual(['of the issue']);
  });

  it.each([approved.replace('of the issue', 'of somebody else'), `${approved} `, null])(
    'are not the ones of an issue that was changed after it was approved',
    async (body) => {
      answer(body);
      await expect(choose(issue(approved))).rejects.toMatchObject({
        code: 'access-denied',
        message: 'octo/shop#3 was changed after it was approved.',
        nextStep: expect.stringContaining('ask again'),
      });
    },
  );

  it.each([
    ['cases/a.yml', ['a']],
    ['secrets.yml', 'not-found'],
    ['../clone/cases/a.yml', /not-found|case-invalid/],
  ])('of the file %s, which an issue names, are those that the config lists', async (path, is) => {
    const text = `See\n\n${path}\n`;
    answer(text);
    const chosen = choose(issue(text));
    if (Array.isArray(is)) await expect(chosen).resolves.toEqual(is);
    else await expect(chosen).rejects.toMatchObject({ code: expect.stringMatching(is) });
  });

  it('that can not be read are answered with what is missing', async () => {
    const text = issueText('question: only\n');
    answer(text);
    await expect(choose(issue(text))).rejects.toMatchObject({
      code: 'case-invalid',
      message: expect.stringContaining('- '),
    });
  });
});
