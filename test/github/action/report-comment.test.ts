import { describe, expect, it, vi } from 'vitest';
import { openReportComment } from '../../../src/github/action/report-comment.ts';
import { formatComment, parseComment, type ThreadState } from '../../../src/github/thread-state.ts';
import { renderPreviewEnd } from '../../../src/report/preview-end.ts';
import { client, mockGitHub, useMockGitHub } from '../mock-github.ts';

useMockGitHub();
const thread = { owner: 'octo', repo: 'shop', number: 12 };
const id = '0123456789abcdef';
const other = 'fedcba9876543210';
const path = '/repos/octo/shop/issues/comments/5';
const request = { id, thread: 12, cases: [], comment: 5 };

const state: ThreadState = {
  order: id,
  orderedAt: '2026-01-01T00:00:00Z',
  phase: 'queued',
  reactTo: 8,
  handled: [other, id],
};
const comment = (change: Partial<ThreadState> = {}, more: object = {}) => ({
  id: 5,
  body: formatComment({ ...state, ...change }, 'body\n'),
  issue_url: 'https://api.github.com/repos/octo/shop/issues/12',
  user: { login: 'branch-prod[bot]', type: 'Bot' },
  ...more,
});
const answers = (...comments: object[]) => {
  for (const each of comments) mockGitHub().get(path).reply(200, each);
};
/** Expects one edit and gives what it wrote. */
function edit(at = path) {
  const written: { text?: string } = {};
  mockGitHub()
    .patch(at, (body: { body: string }) => {
      written.text = body.body;
      return true;
    })
    .reply(200, {});
  return () => parseComment(written.text as string);
}
const open = (onSuperseded = vi.fn(), given: object = request) =>
  openReportComment(client, thread, given as typeof request, { run: 99, onSuperseded });

describe("the App's comment", () => {
  it('is edited, and what the App has written into its state is kept', async () => {
    answers(comment(), comment());
    const written = edit();
    const opened = await open();
    await opened.publish({ body: 'running\n', phase: 'running' });
    expect(opened.id).toBe(5);
    expect(written()).toEqual({
      state: { ...state, phase: 'running', run: 99 },
      body: 'running\n',
    });
  });

  it.each([
    ['a newer order has it', { order: other }],
    ['somebody has ended this one', { phase: 'ended' as const }],
  ])('is left alone once %s, which is said once', async (_, change) => {
    answers(comment(), comment(), comment(change));
    edit();
    const onSuperseded = vi.fn();
    const opened = await open(onSuperseded);
    await opened.publish({ body: 'first\n', phase: 'running' });
    await opened.publish({ body: 'second\n', phase: 'running' });
    await opened.publish({ body: 'third\n', phase: 'finished' });
    await opened.addEnd();
    expect(onSuperseded).toHaveBeenCalledTimes(1);
  });

  it('that has a newer order already is not edited at all', async () => {
    answers(comment({ order: other }));
    const onSuperseded = vi.fn();
    const opened = await open(onSuperseded);
    expect(onSuperseded).toHaveBeenCalledTimes(1);
    await opened.publish({ body: 'x', phase: 'running' });
  });

  it('that an older run has put its own order back into is taken back', async () => {
    const older = { order: other, reactTo: 7, phase: 'failed' as const, handled: [other] };
    answers(comment(older));
    const written = edit();
    const onSuperseded = vi.fn();
    await open(onSuperseded, { ...request, reactTo: 8 });
    expect(onSuperseded).not.toHaveBeenCalled();
    expect(written()?.state).toEqual({ ...state, phase: 'running', run: 99 });
  });

  it('of a run that is started again is taken up again', async () => {
    answers(comment(), comment({ phase: 'ended' }));
    const written = edit();
    await (await open()).publish({ body: 'again\n', phase: 'running' });
    expect(written()?.state.phase).toBe('running');
  });

  it('that is deleted is no reason to stop', async () => {
    answers(comment());
    mockGitHub().get(path).reply(404, {});
    const onSuperseded = vi.fn();
    await (await open(onSuperseded)).publish({ body: 'x', phase: 'running' });
    expect(onSuperseded).not.toHaveBeenCalled();
  });

  it.each([
    [undefined, 'The preview has ended.'],
    [renderPreviewEnd('destroyed'), 'The preview has ended.'],
    [
      renderPreviewEnd('made-room'),
      'The preview has ended. The branch was removed to make room for a newer one.',
    ],
    [
      renderPreviewEnd('lost'),
      'The preview has ended. The database of the branch ended by itself.',
    ],
  ])('says below the report that a held preview has ended, and why: %s', async (reason, line) => {
    answers(comment(), comment({ phase: 'finished' }));
    const written = edit();
    await (await open()).addEnd(reason);
    expect(written()).toEqual({
      state: { ...state, phase: 'ended' },
      body: `body\n\n${line}\n`,
    });
  });
});

describe('a comment that is not the one', () => {
  const list = '/repos/octo/shop/issues/12/comments';
  const created = () => {
    const written: { text?: string } = {};
    mockGitHub()
      .post(list, (body: { body: string }) => {
        written.text = body.body;
        return true;
      })
      .reply(201, { id: 6 });
    return () => parseComment(written.text as string);
  };

  it.each([
    ['of another thread', { issue_url: 'https://api.github.com/repos/octo/shop/issues/13' }],
    ['of a person', { user: { login: 'mallory', type: 'User' } }],
    ['without our marker', { body: 'hello' }],
  ])('is not edited: %s', async (_, more) => {
    answers(comment({}, more));
    mockGitHub()
      .get(list)
      .query(true)
      .reply(200, [comment({}, { user: { login: 'm', type: 'User' } })]);
    const written = created();
    expect((await open()).id).toBe(6);
    expect(written()?.state).toMatchObject({ order: id, phase: 'running', run: 99, handled: [id] });
  });

  it('gives way to our own of an earlier run, whose orders are remembered', async () => {
    const own = comment(
      { order: other, handled: [other] },
      { id: 7, user: { login: 'github-actions[bot]', type: 'Bot' } },
    );
    mockGitHub().get(list).query(true).reply(200, [own]);
    const written = edit('/repos/octo/shop/issues/comments/7');
    const opened = await open(vi.fn(), { id, thread: 12, cases: [] });
    expect(opened.id).toBe(7);
    expect(written()?.state).toMatchObject({ order: id, handled: [other, id] });
  });
});
