import { expect, test } from 'vitest';
import {
  createThreadComment,
  findThreadComment,
  readThreadComment,
  updateThreadComment,
} from '../../src/github/thread-comment.ts';
import { formatComment, type ThreadState } from '../../src/github/thread-state.ts';
import { client, mockGitHub, nextPage, useMockGitHub } from './mock-github.ts';

useMockGitHub();

const thread = { owner: 'acme', repo: 'shop', number: 12 };
const logins = ['branch-prod[bot]', 'github-actions[bot]'];
const state: ThreadState = {
  order: '0123456789abcdef',
  orderedAt: '2026-03-01T14:05:00Z',
  phase: 'queued',
  handled: ['0123456789abcdef'],
};
const ours = { login: 'branch-prod[bot]', type: 'Bot' };
const text = formatComment(state, 'the report');
const comment = (id: number, body: string | null, user: object | null = ours) => ({
  id,
  body,
  user,
  updated_at: '2026-03-01T14:06:00Z',
});
const list = '/repos/acme/shop/issues/12/comments';

test('the oldest comment of ours is found, on whatever page it is, and later pages are not read', async () => {
  const page = (number: number) => `${list}?per_page=100&page=${number}`;
  mockGitHub()
    .get(`${list}?per_page=100`)
    .reply(200, [comment(1, 'a question')], nextPage(page(2)))
    .get(page(2))
    .reply(200, [comment(7, text), comment(9, text)], nextPage(page(3)));
  expect(await findThreadComment(client, thread, logins)).toEqual({
    id: 7,
    state,
    body: 'the report',
  });
});

test.each([
  ['somebody else wrote it', comment(1, text, { login: 'mallory', type: 'User' })],
  ['a person has the login of our bot', comment(1, text, { login: ours.login, type: 'User' })],
  ['another bot wrote it', comment(1, text, { login: 'other[bot]', type: 'Bot' })],
  ['the login only begins as ours', comment(1, text, { login: `${ours.login}x`, type: 'Bot' })],
  ['the account is gone', comment(1, text, null)],
  ['the marker is not at the very start', comment(1, `> quoted\n${text}`)],
  ['the state is none', comment(1, text.replace('queued', 'conquered'))],
  ['it has no text', comment(1, null)],
])('a comment is not taken for ours when %s', async (_, other) => {
  mockGitHub().get(list).query(true).reply(200, [other]);
  expect(await findThreadComment(client, thread, logins)).toBeUndefined();
});

test('an order from the future, which somebody wrote into our comment, is as old as the edit', async () => {
  const forged = formatComment({ ...state, orderedAt: '2999-01-01T00:00:00Z' }, 'the report');
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [comment(7, forged)]);
  const found = await findThreadComment(client, thread, logins);
  expect(found?.state).toEqual({ ...state, orderedAt: '2026-03-01T14:06:00Z' });
});

test('a comment is found after people edited it in a browser, which writes CRLF', async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [comment(7, text.replaceAll('\n', '\r\n'))]);
  expect((await findThreadComment(client, thread, logins))?.id).toBe(7);
});

test('a comment that is read by its id comes with its author and thread', async () => {
  mockGitHub()
    .get('/repos/acme/shop/issues/comments/7')
    .reply(200, {
      ...comment(7, text, { login: 'mallory', type: 'User' }),
      issue_url: 'https://api.github.com/repos/acme/shop/issues/99',
    });
  expect(await readThreadComment(client, thread, 7)).toEqual({
    id: 7,
    state,
    body: 'the report',
    author: { login: 'mallory', type: 'User' },
    thread: 99,
  });
});

test.each([
  ['is gone', 404, {}],
  ['holds no state', 200, { ...comment(7, 'LGTM'), issue_url: 'https://x.test/issues/12' }],
])('a comment that %s is none', async (_, status, answer) => {
  mockGitHub().get('/repos/acme/shop/issues/comments/7').reply(status, answer);
  expect(await readThreadComment(client, thread, 7)).toBeUndefined();
});

test.each([403, 500])('GitHub’s %d is not taken for a missing comment', async (status) => {
  mockGitHub()
    .get('/repos/acme/shop/issues/comments/7')
    .reply(status, {})
    .get(list)
    .query(true)
    .reply(status, {});
  await expect(readThreadComment(client, thread, 7)).rejects.toMatchObject({ status });
  await expect(findThreadComment(client, thread, logins)).rejects.toMatchObject({ status });
});

test('what is created and updated is the state and the body, and can be read again', async () => {
  const changed = { ...state, phase: 'running' as const, run: 5 };
  mockGitHub()
    .post(list, { body: text })
    .reply(201, { id: 7 })
    .patch('/repos/acme/shop/issues/comments/7', { body: formatComment(changed, 'more') })
    .reply(200, {});
  expect(await createThreadComment(client, thread, state, 'the report')).toBe(7);
  await updateThreadComment(client, thread, 7, changed, 'more');
});
