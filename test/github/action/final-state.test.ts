import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFinalState } from '../../../src/github/action/final-state.ts';
import type { KeptState } from '../../../src/github/action/kept-state.ts';
import { formatComment, parseComment, type ThreadState } from '../../../src/github/thread-state.ts';
import { mockGitHub, useMockGitHub } from '../mock-github.ts';
import { type ActionRun, makeActionRun } from './action-run.ts';

useMockGitHub();
const order = '0123456789abcdef';
const path = '/repos/octo/shop/issues/comments/5';
const statuses = '/repos/octo/shop/deployments/77/statuses';
const state: ThreadState = {
  order,
  orderedAt: '2026-01-01T00:00:00Z',
  phase: 'running',
  run: 99,
  reactTo: 8,
  handled: [order],
};

describe('the post step', { timeout: 30_000 }, () => {
  let run: ActionRun;
  beforeAll(async () => {
    run = await makeActionRun({ a: 'a' });
  });
  afterAll(() => run?.[Symbol.asyncDispose]());

  const post = async (kept: Partial<KeptState> | undefined) => {
    const all = {
      order,
      thread: 12,
      comment: 5,
      deployment: 77,
      stateFolder: run.stateFolder,
      isReported: false,
      isOver: false,
      ...kept,
    };
    const runner = run.runner({}, kept && { 'branch-prod': JSON.stringify(all) });
    await writeFinalState(runner);
    return runner;
  };
  const comment = (change: Partial<ThreadState>) =>
    mockGitHub()
      .get(path)
      .reply(200, {
        id: 5,
        body: formatComment({ ...state, ...change }, 'the report\n'),
        issue_url: 'https://api.github.com/repos/octo/shop/issues/12',
        user: { login: 'branch-prod[bot]', type: 'Bot' },
      });
  const edited = () => {
    const written: { text?: string } = {};
    mockGitHub()
      .patch(path, ({ body }: { body: string }) => {
        written.text = body;
        return true;
      })
      .reply(200, {});
    return () => parseComment(written.text as string);
  };
  const status = (expected: string) =>
    mockGitHub()
      .post(statuses, ({ state: given }: { state: string }) => given === expected)
      .reply(201, {});

  it('gives comment, deployment and request their end after a main step that was killed', async () => {
    comment({});
    const written = edited();
    mockGitHub()
      .post('/repos/octo/shop/issues/comments/8/reactions', { content: 'confused' })
      .reply(201, {});
    status('error');
    const runner = await post({});
    expect(written()).toMatchObject({
      state: { ...state, phase: 'failed' },
      body: expect.stringMatching(/^## No verdict[\s\S]*actions\/runs\/99/),
    });
    expect(runner.called('warning')).toEqual([]);
  });

  it('leaves the report of one that was killed while it held the preview', async () => {
    comment({ phase: 'finished' });
    const written = edited();
    status('inactive');
    await post({ isReported: true });
    expect(written()).toEqual({
      state: { ...state, phase: 'ended' },
      body: 'the report\n\nThe preview has ended.\n',
    });
  });

  it.each([{ order: 'f'.repeat(16) }, { phase: 'ended' as const }, { phase: 'failed' as const }])(
    'leaves a comment alone that says %j',
    async (change) => {
      comment(change);
      status('error');
      expect((await post({})).called('warning')).toEqual([]);
    },
  );

  it('does nothing after a main step that was through with everything, but removes its files', async () => {
    const outcomeFolder = await mkdtemp(join(tmpdir(), 'branch-prod-outcome-'));
    await post({ isOver: true, outcomeFolder });
    await expect(readdir(outcomeFolder)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await post(undefined)).calls).toEqual([]);
  });

  it('removes what the main step left in the state folder', async () => {
    const branch = join(run.stateFolder, 'copies', 'copy-0123456789ab');
    await mkdir(branch, { recursive: true });
    const runner = await post({ thread: undefined as never });
    expect(runner.called('warning')).toEqual([]);
    await expect(readdir(join(run.stateFolder, 'copies'))).resolves.toEqual([]);
    await rm(run.stateFolder, { recursive: true });
  });

  it('does the rest when a part of it fails', async () => {
    mockGitHub().get(path).reply(403, { message: 'secret answer' });
    status('error');
    const runner = await post({});
    expect(runner.called('warning')).toEqual([
      [expect.stringMatching(/^The comment: GitHub answered 403/)],
    ]);
  });
});
