import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countDocuments, invert } from '../../../src/demo/model/inverse-document-frequency.ts';
import { type ModelServer, startModelServer } from '../../../src/demo/model/server.ts';
import { type ModelTap, startModelTap } from '../../../src/replay/taps/model/model-tap.ts';

const content =
  '## [1] Hours\n\nThe shop does close at six.\n\nQuestion: When does the shop close?';
const answer = 'The shop does close at six. [1]';
const request = {
  model: 'gpt-4.1-mini',
  messages: [{ role: 'user' as const, content: `\n${content}` }],
};

let server: ModelServer;
let tap: ModelTap;
let client: OpenAI;
let direct: OpenAI;

beforeAll(async () => {
  server = await startModelServer({
    inverseDocumentFrequency: invert(countDocuments(['The shop closes at six.'])),
  });
  tap = await startModelTap({
    environment: { OPENAI_BASE_URL: server.url },
    pins: { 'gpt-4.1-mini': 'gpt-4.1-mini-2025-04-14' },
    mode: 'live',
    findRaw: () => undefined,
    signal: new AbortController().signal,
  });
  const { OPENAI_BASE_URL: baseURL } = tap.environment;
  client = new OpenAI({ baseURL, apiKey: 'any', maxRetries: 0 });
  direct = new OpenAI({ baseURL: server.url, apiKey: 'any', maxRetries: 0 });
});

afterAll(async () => {
  await tap?.close();
  await server?.close();
});

test('behind the tap it answers, and the tap knows its name, prompt, tokens and finish reason', async () => {
  const recording = tap.record();
  const { choices } = await client.chat.completions.create(request);
  expect(choices[0]?.message.content).toBe(answer);
  expect(await recording.end()).toMatchObject([
    {
      ...{ api: 'openai-chat', asked: 'gpt-4.1-mini', model: 'stand-in-extractive-1' },
      ...{ answer, finishReason: 'stop', status: 200, promptTokens: expect.any(Number) },
      prompt: expect.stringContaining(content),
    },
  ]);
});

test('behind the tap it streams, and the tap adds the words up', async () => {
  const recording = tap.record();
  const stream = await client.chat.completions.create({
    ...{ ...request, stream: true, stream_options: { include_usage: true } },
  });
  const words: string[] = [];
  for await (const { choices } of stream) words.push(choices[0]?.delta.content ?? '');
  expect(words.join('')).toBe(answer);
  expect(words.length).toBeGreaterThan(answer.split(' ').length);
  const [call] = await recording.end();
  expect(call).toMatchObject({ answer, finishReason: 'stop', promptTokens: expect.any(Number) });
});

test('behind the tap it embeds the same', async () => {
  const input = ['the shop', 'bread'];
  const asked = { model: 'text-embedding-3-small', input, dimensions: 384 };
  const { data } = await client.embeddings.create(asked);
  expect(data).toEqual((await direct.embeddings.create(asked)).data);
});

test('behind the tap it is asked for the version that the alias is pinned to', async () => {
  const version = { ...request, model: 'gpt-4.1-mini-2025-04-14' };
  const completion = await client.chat.completions.create(request);
  expect(completion).toEqual(await direct.chat.completions.create(version));
  expect(completion).not.toEqual(await direct.chat.completions.create(request));
});
