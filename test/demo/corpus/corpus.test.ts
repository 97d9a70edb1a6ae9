import { expect, test } from 'vitest';
import { buildCorpus, readCorpus } from '../../../src/demo/corpus/corpus.ts';
import { listMailFiles } from '../../../src/demo/corpus/mail-files.ts';
import type { Mail } from '../../../src/demo/corpus/parse-mail.ts';

function mail(minute: number, fields: Partial<Mail> = {}): Mail {
  return {
    messageId: `<${minute}@example.com>`,
    sentAt: new Date(Date.UTC(2002, 0, 1, 0, minute)).toISOString(),
    from: { name: null, email: 'a@example.com' },
    recipients: [],
    subject: 'Hello',
    references: [],
    body: '',
    ...fields,
  };
}

const threadsOf = (mails: Mail[]) => buildCorpus(mails).messages.map((row) => row.thread_id);

test('numbers messages in the order in which they were sent', () => {
  const { messages } = buildCorpus([mail(2), mail(1)]);
  expect(messages.map(({ id, message_id }) => [id, message_id])).toEqual([
    [1, '<1@example.com>'],
    [2, '<2@example.com>'],
  ]);
});

test('keeps the first of several mails with one id', () => {
  const { messages } = buildCorpus([mail(1, { body: 'first' }), mail(1, { body: 'second' })]);
  expect(messages.map(({ body }) => body)).toEqual(['first']);
});

test('knows a person by the address, and by the first name given', () => {
  const { people, messages } = buildCorpus([
    mail(1),
    mail(2, {
      from: { name: 'B', email: 'b@example.com' },
      recipients: [{ name: 'A', email: 'a@example.com' }],
    }),
    mail(3, { from: { name: 'Other', email: 'a@example.com' } }),
  ]);
  expect(people).toEqual([
    { id: 1, name: 'A', email: 'a@example.com' },
    { id: 2, name: 'B', email: 'b@example.com' },
  ]);
  expect(messages.map(({ person_id }) => person_id)).toEqual([1, 2, 1]);
});

test('puts replies into one thread, even to a mail that nobody has', () => {
  const lost = ['<lost@example.com>'];
  const mails = [mail(1, { references: lost }), mail(2), mail(3, { references: lost })];
  expect(threadsOf(mails.map((each, n) => ({ ...each, subject: `S${n}` })))).toEqual([1, 2, 1]);
});

test('puts a reply without references into the last thread with its subject', () => {
  const re = { subject: 'RE: [list] re[2]: Hello' };
  const mails = [mail(1), mail(2), mail(3, re), mail(4, { subject: 'Re: Never heard of' })];
  mails.splice(0, 2, mail(1, { subject: '[list] Hello' }), mail(2, { subject: '[list] hello' }));
  expect(threadsOf(mails)).toEqual([1, 2, 2, 3]);
  expect(buildCorpus(mails).threads.map(({ subject }) => subject)).toEqual([
    '[list] Hello',
    '[list] hello',
    'Never heard of',
  ]);
});

test('makes a thread of each mail without a subject', () => {
  expect(threadsOf([mail(1, { subject: '' }), mail(2, { subject: 'Re:' })])).toEqual([1, 2]);
});

test('survives mail that refers to itself and in circles', () => {
  const one = mail(1, { references: ['<1@example.com>', '<2@example.com>'] });
  expect(threadsOf([one, mail(2, { references: ['<1@example.com>'] })])).toEqual([1, 1]);
});

test('reads the whole corpus, with valid keys and nothing that PostgreSQL refuses', async () => {
  const { people, threads, messages } = await readCorpus();
  expect([people.length, threads.length, messages.length]).toEqual([929, 1829, 3900]);
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  expect(new Set(messages.map(({ message_id }) => message_id)).size).toBe(messages.length);
  expect(messages.filter(({ person_id }) => people[person_id - 1]?.id !== person_id)).toEqual([]);
  expect(messages.filter(({ thread_id }) => threads[thread_id - 1]?.id !== thread_id)).toEqual([]);
  expect(messages.filter(({ body }) => body.includes('\0') || !body.isWellFormed())).toEqual([]);
});

test('says what to do when the corpus is not installed', async () => {
  await expect(listMailFiles('@stdlib/not-installed')).rejects.toMatchObject({
    code: 'not-found',
    nextStep: expect.stringContaining('npm ci'),
  });
});
