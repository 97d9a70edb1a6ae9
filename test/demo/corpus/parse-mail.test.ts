import { expect, test } from 'vitest';
import { parseMail } from '../../../src/demo/corpus/parse-mail.ts';

const headers = [
  'Message-ID: <1@example.com>',
  'From: "Ada L." <Ada@Example.com>',
  'Date: Mon, 7 Oct 2002 10:35:39 +0100 (IST)',
];

function mail(extra: string[], body: string | Buffer = 'Hello.\n'): Buffer {
  return Buffer.concat([
    Buffer.from(`${[...headers, ...extra].join('\r\n')}\r\n\r\n`),
    Buffer.from(body),
  ]);
}

test('reads who, when, what about and in answer to what', async () => {
  const parsed = await parseMail(
    mail([
      'To: Team: b@example.com, "C" <c@example.com>;',
      'Cc: no address here',
      'Subject: =?iso-8859-1?Q?caf=E9?=\r\n  bar',
      'In-Reply-To: <0@example.com> from somebody',
      'References: <00@example.com>\r\n <0@example.com>',
    ]),
  );
  expect(parsed).toEqual({
    messageId: '<1@example.com>',
    sentAt: '2002-10-07T09:35:39.000Z',
    from: { name: 'Ada L.', email: 'ada@example.com' },
    recipients: [
      { name: null, email: 'b@example.com' },
      { name: 'C', email: 'c@example.com' },
    ],
    subject: 'café bar',
    references: ['<0@example.com>', '<00@example.com>', '<0@example.com>'],
    body: 'Hello.\n',
  });
});

test('keeps signature and quotation, and takes NUL out', async () => {
  const body = '> quoted\nmine\0\n-- \nAda, +353 1 555 0100\n';
  expect((await parseMail(mail([], body)))?.body).toBe(
    '> quoted\nmine\n-- \nAda, +353 1 555 0100\n',
  );
});

test('takes the HTML where there is no text', async () => {
  const parsed = await parseMail(mail(['Content-Type: text/html'], '<p>Hello</p>'));
  expect(parsed?.body.trim()).toBe('<p>Hello</p>');
});

test('cuts a body at 100 kB without halving a character', async () => {
  const type = 'Content-Type: text/plain; charset=utf-8';
  const parsed = await parseMail(mail([type], `a${'é'.repeat(60_000)}`));
  expect(parsed?.body).toBe(`a${'é'.repeat(49_999)}`);
});

test('a date means the same instant on every machine', async () => {
  const raw = mail([]).toString().replace('+0100 (IST)', '(GMT)');
  const zone = process.env.TZ;
  process.env.TZ = 'Asia/Tokyo';
  try {
    expect((await parseMail(Buffer.from(raw)))?.sentAt).toBe('2002-10-07T10:35:39.000Z');
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test.each(['Message-ID', 'From', 'Date'])('skips a mail without %s', async (header) => {
  const raw = mail([]).toString().replace(`${header}:`, 'X-Lost:');
  expect(await parseMail(Buffer.from(raw))).toBeUndefined();
});

test('skips what is no mail', async () => {
  expect(await parseMail(Buffer.from([0, 255, 13, 10, 0]))).toBeUndefined();
});
