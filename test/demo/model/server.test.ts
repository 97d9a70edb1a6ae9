import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embed } from '../../../src/demo/model/embedding.ts';
import { countDocuments, invert } from '../../../src/demo/model/inverse-document-frequency.ts';
import { type ModelServer, startModelServer } from '../../../src/demo/model/server.ts';

const table = invert(countDocuments(['The shop closes at six.', 'The bread is fresh.']));
const prompt =
  '\n## [1] Hours\n\nThe shop does close at six.\n\nQuestion: When does the shop close?';
const messages = [
  { role: 'system' as const, content: 'Be brief.' },
  { role: 'user' as const, content: prompt },
];

let server: ModelServer;
let client: OpenAI;

beforeAll(async () => {
  server = await startModelServer({ inverseDocumentFrequency: table });
  client = new OpenAI({ baseURL: server.url, apiKey: 'any', maxRetries: 0 });
});

afterAll(() => server.close());

function post(path: string, body: string, headers: Record<string, string> = {}) {
  return fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: 'Bearer any', ...headers },
    body,
  });
}

test('completes a chat and says that it is a stand-in', async () => {
  const completion = await client.chat.completions.create({
    model: 'gpt-4.1-mini',
    temperature: 0.7,
    messages,
  });
  expect(completion.choices[0]?.message.content).toBe('The shop does close at six. [1]');
  expect(completion.choices[0]?.finish_reason).toBe('stop');
  expect(completion.model).toContain('stand-in');
  expect(completion.usage?.total_tokens).toBe(
    Number(completion.usage?.prompt_tokens) + Number(completion.usage?.completion_tokens),
  );
});

test('the same request has the same answer, byte for byte', async () => {
  const body = JSON.stringify({ model: 'm', messages });
  const [first, second] = await Promise.all([1, 2].map(() => post('/chat/completions', body)));
  expect(await first?.text()).toBe(await second?.text());
});

test('accepts content in parts', async () => {
  const completion = await client.chat.completions.create({
    model: 'm',
    messages: [{ role: 'user', content: [{ type: 'text', text: prompt }] }],
  });
  expect(completion.choices[0]?.message.content).toBe('The shop does close at six. [1]');
});

test('streams the same answer', async () => {
  const stream = await client.chat.completions.create({
    model: 'm',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
  expect(text).toBe('The shop does close at six. [1]');
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
  const raw = await post(
    '/chat/completions',
    JSON.stringify({ model: 'm', messages, stream: true }),
  );
  expect(raw.headers.get('content-type')).toBe('text/event-stream');
  expect(await raw.text()).toMatch(/\n\ndata: \[DONE\]\n\n$/);
});

test.each(['float', 'base64', undefined] as const)('embeds as %s', async (encoding_format) => {
  const { data, model } = await client.embeddings.create({
    model: 'text-embedding-3-small',
    input: ['the shop', 'bread'],
    dimensions: 384,
    ...(encoding_format && { encoding_format }),
  });
  expect(model).toContain('stand-in');
  expect(data.map(({ index }) => index)).toEqual([0, 1]);
  const [first] = data;
  // The client decodes base64 only where it asked for it by itself.
  const values =
    typeof first?.embedding === 'string'
      ? Array.from(new Float32Array(new Uint8Array(Buffer.from(first.embedding, 'base64')).buffer))
      : first?.embedding;
  expect(values?.map(Math.fround)).toEqual(embed('the shop', table).map(Math.fround));
});

test('lists its models', async () => {
  const { data } = await client.models.list();
  expect(data.map(({ id }) => id)).toEqual(['stand-in-extractive-1', 'stand-in-hashing-1']);
});

test.each([
  ['no JSON', '/chat/completions', '{'],
  ['an empty body', '/chat/completions', ''],
  ['no messages', '/chat/completions', '{"model":"m","messages":[]}'],
  [
    'an image',
    '/chat/completions',
    '{"model":"m","messages":[{"role":"user","content":[{"type":"image_url"}]}]}',
  ],
  ['two answers', '/chat/completions', JSON.stringify({ model: 'm', messages, n: 2 })],
  ['no input', '/embeddings', '{"model":"m","input":[]}'],
  ['tokens', '/embeddings', '{"model":"m","input":[1,2]}'],
  ['other dimensions', '/embeddings', '{"model":"m","input":"a","dimensions":1536}'],
])('refuses %s with 400', async (_, path, body) => {
  const response = await post(path, body);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: expect.objectContaining({
      message: expect.any(String),
      type: 'invalid_request_error',
      code: expect.toBeOneOf(['invalid_value', null]),
    }),
  });
});

test('refuses a request without a key', async () => {
  const response = await post('/embeddings', '{}', { authorization: 'Bearer ' });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { code: 'invalid_api_key' } });
});

test('has no other endpoint', async () => {
  expect((await post('/images', '{}')).status).toBe(404);
  await expect(client.files.list()).rejects.toMatchObject({ status: 404 });
});

test('refuses a body that is too long', async () => {
  const response = await post('/embeddings', 'x'.repeat(17 * 1024 * 1024)).catch(() => undefined);
  // The connection may break before all is sent.
  expect(response?.status ?? 413).toBe(413);
  expect((await post('/embeddings', '{"model":"m","input":"still here"}')).status).toBe(200);
});

test('a port that is taken is an error', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startModelServer({ inverseDocumentFrequency: table, port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
