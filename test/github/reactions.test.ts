import { expect, test } from 'vitest';
import { react } from '../../src/github/reactions.ts';
import { client, mockGitHub, useMockGitHub } from './mock-github.ts';

useMockGitHub();

const thread = { owner: 'acme', repo: 'shop', number: 12 };

test('a reaction goes to the comment that asked, otherwise to the thread', async () => {
  mockGitHub()
    .post('/repos/acme/shop/issues/comments/7/reactions', { content: 'eyes' })
    .reply(201, {})
    .post('/repos/acme/shop/issues/12/reactions', { content: 'rocket' })
    .reply(200, {});
  await react(client, thread, 7, 'eyes');
  await react(client, thread, undefined, 'rocket');
});

test('what is gone gets no reaction, and any other failure is one', async () => {
  const path = '/repos/acme/shop/issues/comments/7/reactions';
  mockGitHub().post(path).reply(404, {}).post(path).reply(403, {});
  await react(client, thread, 7, 'confused');
  await expect(react(client, thread, 7, 'confused')).rejects.toMatchObject({ status: 403 });
});
