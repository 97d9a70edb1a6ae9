import { describe, expect, test } from 'vitest';
import { BranchProdError } from '../../src/errors.ts';
import { buildRequest, type RequestTemplate } from '../../src/replay/request.ts';

const application = 'http://127.0.0.1:4000';
const template = { method: 'POST', path: '/ask', body: { question: '{{input}}' } };

const hostileQuestions = [
  'plain',
  '"quoted" \'twice\' \\ and \\" again',
  'two\nlines\r\nand\ttabs',
  'What does {{input}} mean in {{ user }}? {{{{input}}}}',
  "$& $1 $` $' $$",
  '😀 \u202e ü\u0308',
  'NUL \0 and \u2028',
  '../../admin?x=1#y',
  '//evil.example/',
  '@evil.example:80/%2e%2e/%00',
  '__proto__',
  'x'.repeat(1_000_000),
];

/** What an application would read. */
function ask(question: string, fields: Partial<RequestTemplate> = {}) {
  const request = buildRequest({ ...template, ...fields }, { question }, application);
  return { ...request, url: new URL(request.url), body: JSON.parse(request.body ?? 'null') };
}

function refusal(build: () => unknown): BranchProdError {
  try {
    build();
  } catch (error) {
    expect(error).toBeInstanceOf(BranchProdError);
    expect((error as BranchProdError).code).toBe('case-invalid');
    return error as BranchProdError;
  }
  return expect.fail('the request was built');
}

describe.each(hostileQuestions.map((question) => [question.slice(0, 30), question]))(
  '%j',
  (_, question) => {
    test('arrives in every text of the body as it was asked', () => {
      const body = {
        a: '{{input}}',
        b: [{ c: 'Q: {{ input }}!' }, 1, null, true],
        '{{input}}': 'key',
      };
      expect(ask(question, { body }).body).toEqual({
        a: question,
        b: [{ c: `Q: ${question}!` }, 1, null, true],
        '{{input}}': 'key',
      });
    });

    test('stays one piece of the path or of the query', () => {
      const { url } = ask(question, { path: '/ask/{{input}}/now?q={{input}}&lang=de' });
      expect(url.origin).toBe(application);
      const [, ask_, piece = '', now, ...rest] = url.pathname.split('/');
      expect([ask_, decodeURIComponent(piece), now, rest]).toEqual(['ask', question, 'now', []]);
      expect([...url.searchParams]).toEqual([
        ['q', question],
        ['lang', 'de'],
      ]);
      expect(url.hash).toBe('');
    });
  },
);

test('a lone surrogate is kept in the body and replaced where a URL cannot carry it', () => {
  const { url, body } = ask('a\ud800b', { path: '/ask?q={{input}}' });
  expect(body.question).toBe('a\ud800b');
  expect(url.searchParams.get('q')).toBe('a\ufffdb');
});

test('a body is sent as JSON unless the headers name a type of JSON', () => {
  expect(ask('q').headers).toEqual({ 'content-type': 'application/json' });
  expect(ask('q', { headers: { 'Content-Type': 'application/vnd.api+json' } }).headers).toEqual({
    'content-type': 'application/vnd.api+json',
  });
  expect(ask('q', { body: '{{input}}' }).body).toBe('q');
});

test('a GET has no body and no content type', () => {
  const request = buildRequest({ ...template, method: 'GET' }, { question: 'q' }, application);
  expect(request).toEqual({ url: `${application}/ask`, method: 'GET', headers: {} });
});

test("the case's request replaces the config's field by field", () => {
  const request = { path: '/v2?q={{input}}', headers: { 'x-tenant': '{{input}}' } };
  expect(buildRequest(template, { question: 'q 1', request }, application)).toEqual({
    url: `${application}/v2?q=q%201`,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant': 'q 1' },
    body: '{"question":"q 1"}',
  });
});

test('a request with its own texts needs no question', () => {
  expect(
    buildRequest(template, { request: { body: { question: 'fixed' } } }, application).body,
  ).toBe('{"question":"fixed"}');
  const { message } = refusal(() => buildRequest(template, { request: {} }, application));
  expect(message).toBe('The request holds {{input}}, but the case has no question.');
});

test.each([
  { body: { deep: ['{{inptu}}'] } },
  { path: '/ask?q={{inptu}}' },
  { headers: { 'x-q': '{{inptu}}' } },
])('an unknown placeholder is named: %j', (fields) => {
  const { message } = refusal(() => ask('q', fields));
  expect(message).toBe('The request holds the unknown placeholder "{{inptu}}".');
});

test.each([
  '//evil.example/ask',
  '/\\evil.example/ask',
  '/\t/evil.example/ask',
  '\n//evil.example',
  'http://evil.example/ask',
  'ask',
  '@evil.example',
  '',
  '/a/../admin',
  '/a/%2e%2E/admin',
  '/a/.%2e',
  '/./a',
  '/a/..?q=1',
  '/a/..#b',
])('the path %j is refused', (path) => {
  expect(refusal(() => ask('q', { path })).message).toContain('leave its place');
});

test.each(['.', '..', '%2e', '%2e%2e'])('the question %j cannot walk in the path', (question) => {
  const fields = { path: '/files/{{input}}/read' };
  if (question.startsWith('.')) {
    refusal(() => ask(question, fields));
  } else {
    expect(ask(question, fields).url.pathname).toBe(`/files/${encodeURIComponent(question)}/read`);
  }
  expect(ask(question, { path: '/files?name={{input}}' }).url.search).toContain('name=');
});

test.each([
  { 'x-q': 'a\r\nx-admin: 1' },
  { 'x-q': 'a\n' },
  { 'x-q': 'a\0b' },
  { 'x-q': '😀' },
  { 'x q': 'a' },
  { 'x-q\r\nx-admin': 'a' },
  { '{{input}}': 'a b' },
  { Host: 'evil.example' },
  { 'Transfer-Encoding': 'chunked' },
  { 'content-length': '0' },
])('the header %j is refused', (headers) => {
  expect(refusal(() => ask('q', { headers })).message).toContain("can't be sent");
});

test('a question cannot break out of a header', () => {
  refusal(() => ask('a\r\nx-admin: 1', { headers: { 'x-q': '{{input}}' } }));
});
