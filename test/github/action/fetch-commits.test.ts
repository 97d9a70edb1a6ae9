import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFromDefaultBranch } from '../../../src/config/default-branch.ts';
import { Secret } from '../../../src/config/secret.ts';
import { gitEnvironment } from '../../../src/git.ts';
import { fetchCommit, fetchDefaultBranch } from '../../../src/github/action/fetch-commits.ts';
import { gitCredentials } from '../../../src/github/action/git-credentials.ts';
import { makeOrigin, type Origin } from './git-origin.ts';

let repository: Origin;
const clone = () => ({ repository: repository.clone, credentials: gitEnvironment() });
beforeAll(async () => {
  repository = await makeOrigin({ 'policy.yml': 'main' });
});
afterAll(() => repository?.[Symbol.asyncDispose]());

describe('the default branch', () => {
  it('is what the policy is read from, whatever is checked out', async () => {
    const { origin, git } = repository;
    git('checkout', '--quiet', '-b', 'loose');
    await expect(readFromDefaultBranch(repository.clone, 'policy.yml')).resolves.toBeDefined();
    await fetchDefaultBranch(clone(), 'main');
    expect(git('rev-parse', 'refs/remotes/origin/HEAD')).toBe(origin.git('rev-parse', 'main'));
    await expect(readFromDefaultBranch(repository.clone, 'policy.yml')).resolves.toEqual({
      name: 'origin/main:policy.yml',
      text: 'main',
    });
    expect(git('rev-parse', '--is-shallow-repository')).toBe('true');
  });

  it.each([`$(touch\${IFS}owned)`, '--upload-pack=touch;owned', 'x`touch<owned`', "'&touch"])(
    'may be called %s',
    async (name) => {
      const { origin, git } = repository;
      const commit = origin.git('rev-parse', 'HEAD~1');
      origin.git('update-ref', `refs/heads/${name}`, commit);
      await fetchDefaultBranch(clone(), name);
      expect(git('rev-parse', 'refs/remotes/origin/HEAD')).toBe(commit);
      expect(await readdir(repository.clone)).toEqual(['.git', 'policy.yml']);
      expect(await readdir(process.cwd())).not.toContain('owned');
    },
  );

  it('that is not there is said, with what to do', async () => {
    await expect(fetchDefaultBranch(clone(), 'gone')).rejects.toMatchObject({
      code: 'checkout-failed',
      message: expect.stringContaining('"gone" can\'t be fetched'),
      nextStep: expect.stringContaining('actions/checkout'),
    });
  });
});

describe('a commit', () => {
  it('is fetched by its id into a shallow clone, and nothing is checked out', async () => {
    const { origin, git } = repository;
    const before = git('rev-parse', 'HEAD');
    const commit = origin.git('rev-parse', 'main~1');
    await fetchCommit(clone(), commit);
    expect(git('cat-file', '-t', commit)).toBe('commit');
    expect(git('rev-parse', 'HEAD')).toBe(before);
  });

  it('that the clone has is not asked for', async () => {
    const { git } = repository;
    const offline = { ...clone(), credentials: { ...gitEnvironment(), PATH: '/nowhere' } };
    await expect(fetchCommit(offline, git('rev-parse', 'HEAD'))).resolves.toBeUndefined();
  });

  it.each(['0'.repeat(40), `--upload-pack=touch`])('that is not there is said: %s', async (id) => {
    await expect(fetchCommit(clone(), id)).rejects.toMatchObject({ code: 'checkout-failed' });
    expect(await readdir(repository.clone)).toEqual(['.git', 'policy.yml']);
  });

  it('is fetched without taking history from a clone that has it', async () => {
    await using full = await makeOrigin({ a: 'a' }, { depth: 100 });
    const { origin, git } = full;
    origin.git('commit', '--quiet', '--allow-empty', '--message=third');
    const own = { repository: full.clone, credentials: gitEnvironment() };
    await fetchCommit(own, origin.git('rev-parse', 'main'));
    await fetchDefaultBranch(own, 'main');
    expect(git('rev-list', '--count', 'HEAD')).toBe('2');
    expect(git('rev-parse', '--is-shallow-repository')).toBe('false');
  });
});

describe('the credentials', () => {
  const seen: (string | string[] | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(
      request.rawHeaders.filter((_, at, all) => /^authorization$/i.test(all[at - 1] ?? '')),
    );
    response.writeHead(403).end();
  });
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const fetchFrom = async (serverUrl: string) => {
    seen.length = 0;
    const { git } = repository;
    git('remote', 'set-url', 'origin', `${url}/o/r`);
    // As actions/checkout leaves it when it is told to.
    git('config', `http.${url}/.extraheader`, 'AUTHORIZATION: basic b2xk');
    const credentials = gitCredentials(serverUrl, new Secret('ghs_secret'));
    const error = await fetchCommit(
      { repository: repository.clone, credentials },
      '1'.repeat(40),
    ).catch((thrown: Error) => thrown);
    return `${error} ${git('config', '--list')}`;
  };

  it('reach the server they are for, once, and stand in no file and no message', async () => {
    const said = await fetchFrom(url);
    const basic = Buffer.from('x-access-token:ghs_secret').toString('base64');
    expect(seen[0]).toEqual([`basic ${basic}`]);
    expect(said).not.toContain('ghs_secret');
    expect(said).not.toContain(basic);
  });

  it('reach no other server', async () => {
    await fetchFrom('https://github.example');
    expect(seen[0]).toEqual(['basic b2xk']);
  });

  it('come after a configuration that is in the environment already', () => {
    process.env.GIT_CONFIG_COUNT = '1';
    try {
      expect(gitCredentials('https://github.com', new Secret('t'))).toMatchObject({
        GIT_CONFIG_COUNT: '3',
        GIT_CONFIG_KEY_1: 'http.https://github.com/.extraheader',
      });
    } finally {
      delete process.env.GIT_CONFIG_COUNT;
    }
  });
});
