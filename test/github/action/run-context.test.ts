import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionRequest } from '../../../src/github/action/action-request.ts';
import { readInputs } from '../../../src/github/action/inputs.ts';
import { readRunContext } from '../../../src/github/action/run-context.ts';
import { recordingRunner } from './recording-runner.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branch-prod-context-'));
});
afterAll(() => rm(folder, { recursive: true }));

const head = 'a'.repeat(40);
async function context(event: unknown, more: Record<string, string> = {}) {
  const file = join(folder, 'event.json');
  await writeFile(file, typeof event === 'string' ? event : JSON.stringify(event));
  return readRunContext({
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_WORKSPACE: '/workspace',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '99',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file,
    RUNNER_TEMP: '/temp',
    RUNNER_TOOL_CACHE: '/tools',
    ...more,
  });
}
const pull = (fullName: string | null) => ({
  sender: { login: 'ada', type: 'User' },
  pull_request: {
    number: 7,
    head: { sha: head, repo: fullName === null ? null : { full_name: fullName } },
  },
});

describe('the run', () => {
  it('is what the runner says', async () => {
    expect(await context(pull('Octo/Shop'))).toEqual({
      repository: { owner: 'octo', repo: 'shop' },
      workspace: '/workspace',
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
      run: 99,
      attempt: 2,
      runUrl: 'https://github.com/octo/shop/actions/runs/99',
      eventName: 'pull_request',
      startedBy: { login: 'ada', isBot: false },
      pull: { number: 7, head, isFork: false },
      temporary: '/temp',
      toolCache: '/tools',
    });
  });

  it.each(['mallory/shop', null])('knows a fork by its name: %s', async (name) => {
    expect((await context(pull(name))).pull?.isFork).toBe(true);
  });

  it('was started by a bot only if the bot started this very attempt', async () => {
    const sender = { login: 'branch-prod[bot]', type: 'Bot' };
    const again = { GITHUB_TRIGGERING_ACTOR: 'ada' };
    const first = { GITHUB_TRIGGERING_ACTOR: 'branch-prod[bot]' };
    expect((await context({ sender }, first)).startedBy).toEqual({
      login: 'branch-prod[bot]',
      isBot: true,
    });
    expect((await context({ sender }, again)).startedBy).toEqual({ login: 'ada', isBot: false });
    expect((await context({})).startedBy).toBeUndefined();
  });

  it.each(['{', '[]', '{"pull_request":{"number":7,"head":{"sha":"$(id)"}}}'])(
    'is refused with the event %s',
    async (event) => {
      await expect(context(event)).rejects.toMatchObject({ code: 'usage' });
    },
  );

  it('is refused with a repository that is no name', async () => {
    await expect(context({}, { GITHUB_REPOSITORY: '../../x' })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('the request', () => {
  const inputs = (given: Record<string, string>) =>
    readInputs(recordingRunner({ inputs: { token: 't', hold: 'false', ...given } }));

  it("is the App's order", async () => {
    const order = { id: '0123456789abcdef', thread: 12, cases: [], comment: 5, head };
    const read = inputs({ order: JSON.stringify(order) });
    expect(actionRequest(read, await context(pull('octo/shop')))).toEqual(order);
  });

  it('is for the pull request of the event, where nothing else is said', async () => {
    const at = await context(pull('octo/shop'));
    expect(actionRequest(inputs({}), at)).toMatchObject({ thread: 7, head, cases: [] });
    expect(actionRequest(inputs({ thread: '3', ref: 'main', base: 'v1' }), at)).toMatchObject({
      thread: 3,
      head: 'main',
      base: 'v1',
    });
    expect(actionRequest(inputs({ at: '2020-02-03T04:05:06+02:00' }), at)).toMatchObject({
      at: '2020-02-03T02:05:06.000Z',
    });
    expect(actionRequest(inputs({}), at)).not.toHaveProperty('at');
  });

  it('has no thread on a push, and an id of its own for each attempt', async () => {
    const [first, again] = [await context({}), await context({}, { GITHUB_RUN_ATTEMPT: '3' })];
    expect(actionRequest(inputs({}), first)).not.toHaveProperty('thread');
    expect(actionRequest(inputs({}), first).id).toMatch(/^[0-9a-f]{16}$/);
    expect(actionRequest(inputs({}), first).id).not.toBe(actionRequest(inputs({}), again).id);
  });
});
