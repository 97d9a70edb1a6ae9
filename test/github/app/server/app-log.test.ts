import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../src/config/secret.ts';
import { BranchProdError } from '../../../../src/errors.ts';
import { createAppLog } from '../../../../src/github/app/server/app-log.ts';
import { createGitHubClient } from '../../../../src/github/client.ts';

function start(level: 'info' | 'warn' | 'error' = 'info') {
  const lines: string[] = [];
  const logs = createAppLog({ level, destination: { write: (line) => void lines.push(line) } });
  return { ...logs, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
}

/** What Octokit throws when GitHub refuses something. */
async function requestError(): Promise<Error> {
  nock('https://api.github.com')
    .post('/repos/octo/mail/git/refs/canary?q=canary')
    .reply(
      422,
      { message: 'Validation Failed: canary', errors: [{ value: 'canary' }] },
      { 'x-github-request-id': 'AB12:34CD' },
    );
  const client = createGitHubClient({
    token: new Secret('canary'),
    baseUrl: 'https://api.github.com',
  });
  try {
    await client.request('POST /repos/octo/mail/git/refs/canary?q=canary', { body: 'canary' });
  } catch (error) {
    return error as Error;
  }
  throw new Error('GitHub did not refuse.');
}

describe('the log of our own code', () => {
  it('writes ids, codes and numbers as they are', () => {
    const { log, last } = start();
    log.info(
      { delivery: 'd-1', thread: 'octo/mail#12', sender: 'ada[bot]', run: 5, ok: true },
      'said',
    );
    expect(last()).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      delivery: 'd-1',
      thread: 'octo/mail#12',
      sender: 'ada[bot]',
      run: 5,
      ok: true,
      msg: 'said',
    });
  });

  it('leaves out what is no id', () => {
    const { log, lines, last } = start();
    log.warn(
      { text: 'canary in prose', list: ['canary'], deep: { canary: 'canary' }, no: undefined },
      'said',
    );
    expect(lines.join('')).not.toContain('canary"');
    expect(last()).toMatchObject({ text: '[left out]', list: '[left out]', deep: '[left out]' });
    log.info({ long: 'a'.repeat(300) }, 'said');
    expect(last()).toMatchObject({ long: '[left out]' });
  });

  it('describes an error of GitHub without what was sent and answered', async () => {
    const { log, lines, last } = start();
    const error = await requestError();
    expect(error.message).toContain('canary');
    log.error({ delivery: 'd-1', error }, 'said');
    expect(lines.join('')).not.toContain('canary');
    expect(last()).toMatchObject({
      error: 'HttpError',
      status: 422,
      method: 'POST',
      path: '/repos/octo/mail/git',
      githubRequest: 'AB12:34CD',
    });
  });

  it('describes a defect by where it is, and what caused it, without its message', () => {
    const { log, lines, last } = start();
    const cause = Object.assign(new Error('canary'), { code: 'ENOSPC' });
    const message = 'canary\n    at canary (/canary/token.ts:1:1)';
    log.error({ error: new TypeError(message, { cause }) }, 'said');
    expect(lines.join('')).not.toContain('canary');
    expect(last()).toMatchObject({ error: 'TypeError', cause: { error: 'Error', code: 'ENOSPC' } });
    expect(last().stack).toMatch(/^at .*app-log\.test\.ts:\d+:\d+/);
    log.error({ error: 'canary in prose' }, 'said');
    expect(last().error).toBe('[left out]');
    const own = new BranchProdError('leak-found', 'canary', { nextStep: 'canary' });
    log.error({ error: own }, 'said');
    expect(lines.join('')).not.toContain('canary');
    expect(last()).toMatchObject({ error: 'BranchProdError', code: 'leak-found' });
  });

  it('ends with a chain of causes that does not', () => {
    const { log, last } = start();
    const error = new Error('x');
    error.cause = error;
    log.error({ error }, 'said');
    expect(last().error).toBe('Error');
  });

  it('keeps to its level', () => {
    const { log, lines } = start('error');
    log.info({}, 'said');
    log.warn({}, 'said');
    expect(lines).toEqual([]);
  });
});

describe('the log of Probot', () => {
  it('keeps messages without queries, and nothing that comes with them', () => {
    const { probotLog, lines, last } = start();
    probotLog.info({ event: { payload: 'canary' } }, 'GET /probot/setup?code=canary 302');
    expect(last()).toEqual({
      level: 30,
      time: expect.any(String),
      msg: 'GET /probot/setup?… 302',
    });
    probotLog.child({ name: 'http', req: { headers: 'canary' } }).info({ res: 'canary' }, 'said');
    expect(last()).toMatchObject({ name: 'http', msg: 'said' });
    probotLog.warn('said %s', 'canary');
    probotLog.debug({ body: 'canary' }, 'GitHub request: canary');
    expect(lines.join('')).not.toContain('canary');
    expect(lines).toHaveLength(3);
  });

  it('describes errors, also those that hold a payload', async () => {
    const { probotLog, lines, last } = start();
    const inside = Object.assign(await requestError(), { event: { payload: 'canary' } });
    probotLog.error(Object.assign(new AggregateError([inside], 'canary'), { event: 'canary' }));
    expect(last()).toMatchObject({ level: 50, error: 'HttpError', status: 422 });
    probotLog.error(inside, 'Your private key is wrong.');
    expect(last()).toMatchObject({ status: 422, msg: 'Your private key is wrong.' });
    expect(lines.join('')).not.toContain('canary');
  });

  it('warns once of a webhook that is refused', () => {
    const { probotLog, lines, last } = start();
    const inside = Object.assign(new Error('signature'), { status: 400, event: 'canary' });
    probotLog.error(inside, 'Go to your settings.');
    probotLog.error(new AggregateError([inside], 'signature'));
    expect(lines).toHaveLength(1);
    expect(last()).toMatchObject({ level: 40, msg: expect.stringContaining('refused') });
  });
});
