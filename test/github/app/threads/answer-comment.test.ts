import { expect, test } from 'vitest';
import { answer } from '../../../../src/github/app/threads/answer-comment.ts';
import { client, mockGitHub, nextPage, useMockGitHub } from '../../mock-github.ts';

useMockGitHub();

const thread = { owner: 'acme', repo: 'shop', number: 12 };
const logins = ['branch-prod[bot]'];
const list = '/repos/acme/shop/issues/12/comments';
const ours = { login: 'branch-prod[bot]', type: 'Bot' };
const marked = (key: string) => `<!-- branch-prod-answer ${key} -->\nno such command`;

test('an answer is the last comment, and our older answers go, on all pages, after it stands', async () => {
  const done: string[] = [];
  const record =
    (status: number) =>
    ({ url }: Request) => {
      done.push(new URL(url).pathname);
      return [status, {}];
    };
  mockGitHub()
    .get(`${list}?per_page=100`)
    .reply(
      200,
      [
        { id: 1, body: marked('a'), user: { login: 'mallory', type: 'User' } },
        { id: 2, body: marked('a'), user: ours },
        { id: 3, body: `<!-- branch-prod {} -->\n${marked('a')}`, user: ours },
      ],
      nextPage(`${list}?page=2`),
    )
    .get(`${list}?page=2`)
    .reply(200, [
      { id: 4, body: marked('b').replaceAll('\n', '\r\n'), user: ours },
      { id: 5, body: null, user: null },
    ])
    .post(list, { body: '<!-- branch-prod-answer c-1 -->\nthe help' })
    .reply(record(201))
    .delete('/repos/acme/shop/issues/comments/2')
    .reply(record(204))
    .delete('/repos/acme/shop/issues/comments/4')
    .reply(record(404));
  await answer(client, thread, { key: 'c-1', body: 'the help', logins });
  expect(done).toEqual([
    list,
    '/repos/acme/shop/issues/comments/2',
    '/repos/acme/shop/issues/comments/4',
  ]);
});

test('the same answer is not given twice', async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [
      { id: 2, body: marked('a'), user: ours },
      { id: 4, body: marked('c-1'), user: ours },
    ]);
  await answer(client, thread, { key: 'c-1', body: 'the help', logins });
});

test('somebody who writes the marker does not keep us from answering', async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [{ id: 4, body: marked('c-1'), user: { login: 'mallory', type: 'User' } }])
    .post(list)
    .reply(201, {});
  await answer(client, thread, { key: 'c-1', body: 'the help', logins });
});

test.each(['', 'a b', 'a -->', 'a\nb', 'a'.repeat(101)])('%j is no key', async (key) => {
  await expect(answer(client, thread, { key, body: '', logins })).rejects.toThrow(TypeError);
});

test('an answer that can’t be deleted for another reason is an error', async () => {
  mockGitHub()
    .get(list)
    .query(true)
    .reply(200, [{ id: 2, body: marked('a'), user: ours }])
    .post(list)
    .reply(201, {})
    .delete('/repos/acme/shop/issues/comments/2')
    .reply(403, {});
  await expect(
    answer(client, thread, { key: 'b', body: 'the help', logins }),
  ).rejects.toMatchObject({ status: 403 });
});
