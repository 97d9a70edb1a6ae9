import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAction } from '../../../src/github/action/run-action.ts';
import { outcomeSchema } from '../../../src/github/outcome.ts';
import { formatComment, parseComment } from '../../../src/github/thread-state.ts';
import { mockGitHub, useMockGitHub } from '../mock-github.ts';
import { type ActionRun, makeActionRun } from './action-run.ts';

useMockGitHub();
const id = '0123456789abcdef';
const order = JSON.stringify({ id, thread: 12, cases: [], comment: 5 });
const path = '/repos/octo/shop/issues/comments/5';
const never = new AbortController().signal;
const comment = (given = id) => ({
  id: 5,
  body: formatComment(
    { order: given, orderedAt: '2026-01-01T00:00:00Z', phase: 'queued', handled: [given] },
    'queued\n',
  ),
  issue_url: 'https://api.github.com/repos/octo/shop/issues/12',
  user: { login: 'branch-prod[bot]', type: 'Bot' },
});

describe('a run that fails before there is a branch', { timeout: 30_000 }, () => {
  let run: ActionRun;
  beforeAll(async () => {
    // A config of the pull request's own branch would be committed; the default branch has none.
    run = await makeActionRun({ a: 'a' });
  });
  afterAll(() => run?.[Symbol.asyncDispose]());

  const facts = (isPrivate: unknown) =>
    mockGitHub().get('/repos/octo/shop').reply(200, { private: isPrivate, default_branch: 'main' });
  const edits: string[] = [];
  const editable = () => {
    edits.length = 0;
    mockGitHub().persist().get(path).reply(200, comment());
    mockGitHub()
      .persist()
      .patch(path, ({ body }: { body?: string }) => {
        if (body !== undefined) edits.push(body);
        return true;
      })
      .reply(200, {});
  };

  it('says so everywhere, and fails the job once', async () => {
    facts(true);
    editable();
    mockGitHub()
      .post('/repos/octo/shop/issues/12/reactions', { content: 'confused' })
      .reply(201, {});
    const runner = run.runner({ order });
    await runAction(runner, never);

    expect(runner.called('setFailed')).toEqual([[expect.stringMatching(/^config-missing: /)]]);
    expect(runner.called('setOutput')).toEqual([]);
    const [[, files]] = runner.called('uploadArtifact') as [[string, string[]]];
    expect(files).toHaveLength(1);
    const outcome = outcomeSchema.parse(JSON.parse(await readFile(files[0] as string, 'utf8')));
    expect(outcome).toMatchObject({
      kind: 'failed',
      order: id,
      failure: { step: 'config', code: 'config-missing' },
    });
    expect(parseComment(edits.at(-1) as string)).toMatchObject({
      state: { order: id, phase: 'failed', run: 99 },
      body: expect.stringContaining('config-missing'),
    });
    expect(runner.called('writeSummary')[0]?.[0]).toContain('config-missing');
    expect(runner.printed()).toContain('branch-prod.yml');
    // The artifact is there before the thread says that this is the end.
    const names = runner.calls.map(([name]) => name);
    expect(names.indexOf('uploadArtifact')).toBeLessThan(names.indexOf('writeSummary'));
  });

  it.each([false, undefined])('shows nothing but the code where private is %s', async (visible) => {
    facts(visible);
    editable();
    mockGitHub().post('/repos/octo/shop/issues/12/reactions').reply(201, {});
    const runner = run.runner({ order });
    await runAction(runner, never);
    const [[, files]] = runner.called('uploadArtifact') as [[string, string[]]];
    const shown = [
      ...edits,
      JSON.stringify(runner.called('setFailed')),
      JSON.stringify(runner.called('writeSummary')),
      runner.printed(),
      await readFile(files[0] as string, 'utf8'),
    ];
    for (const text of shown) expect(text).not.toContain(run.clone);
    expect(runner.called('setFailed')).toEqual([[expect.stringMatching(/^config-missing: /)]]);
  });

  it('treats a repository that it can not ask about as public', async () => {
    mockGitHub().get('/repos/octo/shop').reply(404, {});
    editable();
    mockGitHub().post('/repos/octo/shop/issues/12/reactions').reply(201, {});
    const runner = run.runner({ order });
    await runAction(runner, never);
    expect(runner.called('setFailed')).toEqual([
      [expect.stringMatching(/^github-failed: .*not shown on a public repository/)],
    ]);
  });

  it('is superseded when the comment has a newer order, and fails nothing', async () => {
    facts(true);
    mockGitHub().get(path).reply(200, comment());
    mockGitHub()
      .persist()
      .get(path)
      .reply(200, comment('f'.repeat(16)));
    const runner = run.runner({ order });
    await runAction(runner, never);
    expect(runner.called('setFailed')).toEqual([]);
    expect(runner.called('warning')).toEqual([[expect.stringContaining('newer request')]]);
  });

  it('is not begun when it is interrupted', async () => {
    facts(true);
    editable();
    const runner = run.runner({ order });
    await runAction(runner, AbortSignal.abort());
    expect(runner.called('setFailed')).toEqual([[expect.stringMatching(/^interrupted: /)]]);
    expect(runner.called('uploadArtifact')).toEqual([]);
    expect(parseComment(edits.at(-1) as string)?.state.phase).toBe('failed');
  });

  it('goes on without a comment that it may not write, and warns', async () => {
    facts(true);
    mockGitHub().get(path).reply(403, { message: 'secret answer of GitHub' });
    mockGitHub().post('/repos/octo/shop/issues/12/reactions').reply(403, {});
    const runner = run.runner({ order });
    await runAction(runner, never);
    expect(runner.called('warning')).toEqual([
      [expect.stringMatching(/^The comment: GitHub answered 403\. Give the job the permissions/)],
      [expect.stringMatching(/^The reaction: GitHub answered 403/)],
    ]);
    expect(JSON.stringify(runner.calls)).not.toContain('secret answer');
  });

  it('asks GitHub nothing when the inputs can not be used', async () => {
    const runner = run.runner({ order: '{}' });
    await runAction(runner, never);
    expect(runner.called('setFailed')).toHaveLength(1);
    expect(runner.called('saveState')).toEqual([]);
  });

  it('writes no comment and no deployment without a thread', async () => {
    facts(true);
    const runner = run.runner();
    await runAction(runner, never);
    expect(runner.called('setFailed')).toEqual([[expect.stringMatching(/^config-missing: /)]]);
    expect(runner.called('warning')).toEqual([]);
  });
});
