import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { UnprocessableEntityError } from 'openai';
import { expect, test } from 'vitest';
import { serveModels } from './stand-in.ts';
import { baseUrl, RAW, startTap } from './start-tap.ts';

async function start(options: Parameters<typeof startTap>[1] = {}) {
  const { url, seen } = await serveModels();
  const tap = await startTap(url, options);
  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}${path}`, { method: 'POST', body, headers });
  return { tap, seen, post };
}

const ask = (content: unknown) =>
  JSON.stringify({ model: 'gpt-4.1', messages: [{ role: 'user', content }] });

test('a raw personal value goes nowhere: the error names its column, in the form that clients know', async () => {
  const { tap, seen } = await start();
  const recording = tap.record();
  const openai = new OpenAI({ baseURL: baseUrl(tap, 'OPENAI_BASE_URL'), apiKey: 'any' });
  const content = `Who is ${RAW}?`;
  const error = await openai.chat.completions
    .create({ model: 'gpt-4.1', messages: [{ role: 'user', content }] })
    .catch((error: unknown) => error);
  expect(error).toBeInstanceOf(UnprocessableEntityError);
  expect(error).toMatchObject({ status: 422, code: 'raw_personal_value' });
  expect(`${error}`).toContain('people.email');
  expect(JSON.stringify(error)).not.toContain(RAW);

  const anthropic = new Anthropic({ baseURL: baseUrl(tap, 'ANTHROPIC_BASE_URL'), apiKey: 'any' });
  await expect(
    anthropic.messages.create({
      model: 'claude-4',
      max_tokens: 5,
      messages: [{ role: 'user', content }],
    }),
  ).rejects.toMatchObject({
    status: 422,
    error: { type: 'error', error: { type: 'raw_personal_value' } },
  });

  expect(seen).toEqual([]);
  const calls = await recording.end();
  expect(calls).toHaveLength(2);
  for (const call of calls) {
    expect(call).toMatchObject({ status: 422, prompt: '' });
    expect(call.error).toContain('people.email');
  }
  expect(JSON.stringify(calls)).not.toContain(RAW);
});

test.each([
  ['a part of a message', ask([{ type: 'text', text: RAW }])],
  ['the name of a member', JSON.stringify({ model: 'm', messages: [], metadata: { [RAW]: 1 } })],
  ['escapes of JSON', ask('X').replace('X', RAW.replace('@', '\\u0040'))],
  ['JSON in a string', ask(JSON.stringify({ mail: RAW }).replace('@', '\\u0040'))],
  ['JSON in JSON in a string', ask(JSON.stringify(JSON.stringify([RAW]).replace('@', '\\u0040')))],
  ['several parts of a message', ask([RAW.slice(0, 6), RAW.slice(6)].map((text) => ({ text })))],
  [
    'long parts of a message',
    ask(
      [`${'a word '.repeat(500)}${RAW.slice(0, 6)}`, `${RAW.slice(6)}${' a word'.repeat(500)}`].map(
        (text) => ({ text }),
      ),
    ),
  ],
  ['JSON in JSON in prose', ask(`Rows: ${JSON.stringify({ a: RAW.replace('@', '\\u0040') })}.`)],
  ['what only looks like a picture', ask(`data: ${RAW}, ${'iVBORw0KGgo1'.repeat(100)}`)],
  ['a text behind base64', ask(`${'iVBORw0KGgo1'.repeat(100)} ${RAW}`)],
  ['what Python prints', ask(`{'mail': '${RAW.replace('@', '\\x40')}'}`)],
  ['JSON in prose', ask(`Rows: {"mail": "${RAW.replace('@', '\\u0040')}"}.`)],
  [
    'a member that is there twice',
    ask('nothing').replace('"messages"', `"user":"${RAW}","messages"`),
  ],
])('a raw value is found in %s', async (_, body) => {
  const { seen, post } = await start();
  const response = await post('/chat/completions', body);
  expect(response.status).toBe(422);
  expect(await response.text()).toContain('people.email');
  expect(seen).toEqual([]);
});

test.each([
  ['x-user', RAW],
  ['helicone-user-id', encodeURIComponent(RAW)],
  ['x-metadata', JSON.stringify({ user: RAW.replace('@', '\\u0040') })],
])('a raw value is found in the header %s', async (name, value) => {
  const { seen, post } = await start({
    findRaw: (text) =>
      decodeURIComponent(text).includes(RAW) ? { column: 'people.email' } : undefined,
  });
  const response = await post('/chat/completions', ask('hello'), { [name]: value });
  expect(response.status).toBe(422);
  expect(seen).toEqual([]);
});

test('headers are read as UTF-8, and those of credentials are not', async () => {
  const looked: string[] = [];
  const { post } = await start({
    findRaw(text) {
      looked.push(text);
      return undefined;
    },
  });
  const name = Buffer.from('Zoë').toString('latin1');
  await post('/chat/completions', ask('hello'), { 'x-user': name, authorization: 'Bearer a-key' });
  expect(looked).toContain('Zoë');
  expect(looked.join()).not.toContain('a-key');
});

test('a value at the seam of two slices of a long text is found, and no part of a word', async () => {
  const { post } = await start();
  for (let gap = 0; gap < 60; gap++) {
    const before = 'a word '.repeat(9300) + 'x'.repeat(gap * 7);
    expect((await post('/chat/completions', ask(`${before} ${RAW} and more`))).status).toBe(422);
  }
  const looked: string[] = [];
  const other = await start({ findRaw: (text) => void looked.push(text) });
  const long = 'Anna Hannah '.repeat(30_000);
  expect((await other.post('/chat/completions', ask(long))).status).toBe(200);
  const slices = looked.filter((text) => text.includes('Hannah'));
  expect(slices.length).toBeGreaterThan(1);
  expect(new Set(slices.flatMap((text) => text.trim().split(/\s+/)))).toEqual(
    new Set(['Anna', 'Hannah']),
  );
});

test('while a large request is looked at, others go on; pictures in base64 are not looked at', async () => {
  const order: string[] = [];
  const busy = (text: string) => {
    if (text.length < 10_000) return undefined;
    order.push('looked');
    const until = performance.now() + 30;
    while (performance.now() < until);
    return undefined;
  };
  const { tap, post } = await start({ findRaw: busy });
  const asked = post('/chat/completions', ask('a word '.repeat(200_000)));
  while (order.length === 0) await new Promise(setImmediate);
  const response = await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/models`);
  order.push(`answered ${response.status}`);
  expect((await asked).status).toBe(200);
  expect(order.indexOf('answered 200')).toBeLessThan(order.length - 1);
  order.length = 0;
  const picture = randomBytes(300_000).toString('base64');
  for (const url of [picture, `data:image/png;base64,${picture}`]) {
    expect((await post('/chat/completions', ask([{ image_url: { url } }]))).status).toBe(200);
  }
  expect(order).toEqual([]);
});

test('a text in another character set is not passed on', async () => {
  const { seen, post } = await start();
  const headers = { 'content-type': 'text/plain; charset=utf-16le' };
  const response = await post('/files', Buffer.from(RAW, 'utf16le'), headers);
  expect(response.status).toBe(422);
  expect(seen).toEqual([]);
});

test('texts to embed may be token ids, which can not be read: it is said that nobody looked', async () => {
  const { tap, seen, post } = await start();
  const recording = tap.record();
  for (const input of [[[64, 563], [31]], [64, 563], ['a text'], 'a text']) {
    expect((await post('/embeddings', JSON.stringify({ model: 'm', input }))).status).toBe(200);
    expect(seen.at(-1)?.body).toEqual({ model: 'm', input });
  }
  const calls = await recording.end();
  expect(calls.map(({ hasTokenIds }) => hasTokenIds)).toEqual([true, true, undefined, undefined]);
});

test('what is sent is what was looked at: of two members of one name, the last', async () => {
  const { seen, post } = await start();
  const body = ask('harmless').replace('{', `{"messages":[{"role":"user","content":"${RAW}"}],`);
  expect((await post('/chat/completions', body)).status).toBe(200);
  expect(JSON.stringify(seen)).not.toContain(RAW);
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const)('a body in %s is looked at, and passed on as text', async (coding, compress) => {
  const { seen, post } = await start();
  const headers = { 'content-encoding': coding };
  const refused = await post('/chat/completions', compress(ask(RAW)), headers);
  expect(refused.status).toBe(422);
  expect(seen).toEqual([]);
  expect((await post('/chat/completions', compress(ask('hello')), headers)).status).toBe(200);
  expect(seen[0]?.headers['content-encoding']).toBeUndefined();
  expect(seen[0]?.body).toMatchObject({ messages: [{ content: 'hello' }] });
});

test('a value that is split between two packets is found', async () => {
  const { tap, seen } = await start();
  const url = `${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions`;
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST' }, async (response) => {
      await text(response);
      resolve(response.statusCode);
    }).on('error', reject);
    const body = ask(RAW);
    const middle = body.indexOf('@');
    request.write(body.slice(0, middle));
    setImmediate(() => request.end(body.slice(middle)));
  });
  expect(status).toBe(422);
  expect(seen).toEqual([]);
});

const bomb = gzipSync(Buffer.alloc(33 * 1024 * 1024, ' '));

test.each<[string, BodyInit, Record<string, string>]>([
  ['no JSON', 'model=gpt', {}],
  ['nothing', '', {}],
  ['JSON, but no object', '[]', {}],
  ['JSON in another character set', Buffer.from(ask('hello'), 'utf16le'), {}],
  ['nested too deeply', ask('X').replace('"X"', `${'['.repeat(9999)}${']'.repeat(9999)}`), {}],
  ['compressed in an unknown way', ask('hello'), { 'content-encoding': 'rot13' }],
  ['not compressed as it says', ask('hello'), { 'content-encoding': 'gzip' }],
  ['too large', new Uint8Array(33 * 1024 * 1024), {}],
  ['too large once it is decompressed', bomb, { 'content-encoding': 'gzip' }],
])('a request that is %s is refused', async (_, body, headers) => {
  const { tap, seen, post } = await start();
  const recording = tap.record();
  const response = await post('/chat/completions', body, headers);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ error: { code: 'unreadable_request' } });
  expect(seen).toEqual([]);
  const [call] = await recording.end();
  expect(call).toMatchObject({ api: 'openai-chat', status: 422, prompt: '' });
  expect(call?.error).toContain('could not look for personal values');
});

test('a search that fails lets nothing through', async () => {
  const { seen, post } = await start({
    findRaw() {
      throw new Error(`a bug, with ${RAW}`);
    },
  });
  const response = await post('/chat/completions', ask('hello'));
  expect(response.status).toBe(422);
  expect(await response.text()).not.toContain(RAW);
  expect(seen).toEqual([]);
});

test('other requests are looked at too: their path, query and text', async () => {
  const { seen, post } = await start();
  const form = new FormData();
  form.set('file', new Blob([`line\n${RAW}\n`]), 'lines.jsonl');
  expect((await post('/files', form)).status).toBe(422);
  expect((await post('/moderations', JSON.stringify({ input: RAW }))).status).toBe(422);
  expect((await post(`/things/${encodeURIComponent(RAW)}`, '{}')).status).toBe(422);
  expect((await post(`/things?mail=${encodeURIComponent(RAW)}`, '{}')).status).toBe(422);
  expect(seen).toEqual([]);
  expect((await post('/moderations?a=1&a=2', '{"input":"hello"}')).status).toBe(404);
  expect(seen[0]).toMatchObject({ url: '/v1/moderations?a=1&a=2', body: { input: 'hello' } });
});
