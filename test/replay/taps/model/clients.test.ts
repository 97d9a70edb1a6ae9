import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { embedMany, generateText, streamText } from 'ai';
import OpenAI from 'openai';
import { expect, test } from 'vitest';
import type { ModelTap } from '../../../../src/replay/taps/model/model-tap.ts';
import { ANSWER, serveModels } from './stand-in.ts';
import { baseUrl, startTap } from './start-tap.ts';

const KEY = 'sk-a-key-that-nobody-may-see';

async function start(options: Parameters<typeof startTap>[1] = {}) {
  const { url, seen } = await serveModels();
  const tap = await startTap(url, options);
  return {
    tap,
    seen,
    openai: new OpenAI({ baseURL: baseUrl(tap, 'OPENAI_BASE_URL'), apiKey: KEY, maxRetries: 0 }),
    anthropic: new Anthropic({
      baseURL: baseUrl(tap, 'ANTHROPIC_BASE_URL'),
      apiKey: KEY,
      maxRetries: 0,
    }),
  };
}

/** The only call of what `work` does. */
async function observe(tap: ModelTap, work: () => Promise<unknown>) {
  const recording = tap.record();
  await work();
  const calls = await recording.end();
  expect(calls).toHaveLength(1);
  expect(JSON.stringify(calls)).not.toContain(KEY);
  return calls[0];
}

const messages = [
  { role: 'system' as const, content: 'Be brief.' },
  {
    role: 'user' as const,
    content: [
      { type: 'text' as const, text: 'Where is Zürich?' },
      { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,AAAA' } },
    ],
  },
];

test('openai: a chat completion is passed on, pinned and read along', async () => {
  const { tap, seen, openai } = await start({ pins: { 'gpt-4.1': 'gpt-4.1-2025-04-14' } });
  const call = await observe(tap, async () => {
    const completion = await openai.chat.completions.create({ model: 'gpt-4.1', messages });
    expect(completion.choices[0]?.message.content).toBe(ANSWER);
  });
  expect(seen[0]).toMatchObject({
    url: '/v1/chat/completions',
    headers: { authorization: `Bearer ${KEY}`, 'accept-encoding': 'identity' },
    body: { model: 'gpt-4.1-2025-04-14', messages },
  });
  expect(call).toEqual({
    api: 'openai-chat',
    asked: 'gpt-4.1',
    model: 'gpt-4.1-2025-04-14',
    prompt: 'Be brief.\nWhere is Zürich?',
    answer: ANSWER,
    promptTokens: 11,
    answerTokens: 5,
    finishReason: 'stop',
    atMs: expect.any(Number),
    durationMs: expect.any(Number),
    status: 200,
    error: undefined,
    isLost: false,
  });
});

test('openai: a streamed chat completion is the same to the recording', async () => {
  const { tap, openai } = await start();
  let answer = '';
  const call = await observe(tap, async () => {
    const stream = await openai.chat.completions.create({
      model: 'gpt-4.1',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) answer += chunk.choices[0]?.delta.content ?? '';
  });
  expect(answer).toBe(ANSWER);
  expect(call).toMatchObject({
    api: 'openai-chat',
    answer: ANSWER,
    promptTokens: 11,
    answerTokens: 5,
    finishReason: 'stop',
    error: undefined,
  });
});

test.each([true, false])('openai: calls of tools are text (streamed: %s)', async (stream) => {
  const { tap, openai } = await start();
  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  const tools = [{ type: 'function' as const, function: { name: 'look_up', parameters } }];
  const asked = { model: 'gpt-4.1', messages, tools };
  const first = await observe(tap, async () => {
    if (stream) await openai.chat.completions.stream(asked).finalChatCompletion();
    else await openai.chat.completions.create(asked);
  });
  expect(first).toMatchObject({
    answer: 'look_up({"city":"Zürich"})',
    finishReason: 'tool_calls',
  });
  const second = await observe(tap, async () => {
    await openai.chat.completions.create({
      ...asked,
      messages: [
        ...messages,
        {
          role: 'assistant',
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: 'Switzerland' },
      ],
    });
  });
  expect(second?.prompt).toBe('Be brief.\nWhere is Zürich?\nlook_up({})\nSwitzerland');
});

test.each([true, false])('openai: responses (streamed: %s)', async (stream) => {
  const { tap, openai } = await start();
  const asked = {
    model: 'gpt-4.1',
    instructions: 'Be brief.',
    input: [
      { role: 'user' as const, content: [{ type: 'input_text' as const, text: 'Where?' }] },
      { type: 'function_call' as const, call_id: 'c', name: 'look_up', arguments: '{}' },
      { type: 'function_call_output' as const, call_id: 'c', output: 'Switzerland' },
    ],
  };
  const call = await observe(tap, async () => {
    const response = stream
      ? await openai.responses.stream(asked).finalResponse()
      : await openai.responses.create(asked);
    expect(response.output_text).toBe(ANSWER);
  });
  expect(call).toMatchObject({
    api: 'openai-responses',
    asked: 'gpt-4.1',
    prompt: 'Be brief.\nWhere?\nlook_up({})\nSwitzerland',
    answer: ANSWER,
    promptTokens: 12,
    answerTokens: 6,
    finishReason: 'completed',
    error: undefined,
  });
});

test('openai: embeddings have tokens, and neither prompt nor answer', async () => {
  const { tap, openai } = await start();
  const call = await observe(tap, async () => {
    const { data } = await openai.embeddings.create({ model: 'text-embedding-3', input: 'a text' });
    expect(data[0]?.embedding).toEqual([0.5, -0.25]);
  });
  expect(call).toMatchObject({
    api: 'openai-embeddings',
    model: 'text-embedding-3',
    prompt: '',
    answer: '',
    promptTokens: 7,
  });
});

test('openai: whatever else its client asks passes', async () => {
  const { tap, openai, seen } = await start();
  const call = await observe(tap, async () =>
    expect((await openai.models.list()).data).toEqual([]),
  );
  expect(seen[0]).toMatchObject({ method: 'GET', url: '/v1/models' });
  expect(call).toMatchObject({ api: 'other', status: 200, prompt: '', answer: '' });
});

test.each([true, false])('anthropic: messages (streamed: %s)', async (stream) => {
  const { tap, anthropic, seen } = await start();
  const asked = {
    model: 'claude-4',
    max_tokens: 100,
    system: [{ type: 'text' as const, text: 'Be brief.' }],
    messages: [
      { role: 'user' as const, content: 'Where?' },
      {
        role: 'assistant' as const,
        content: [{ type: 'tool_use' as const, id: 't', name: 'look_up', input: { city: 'Z' } }],
      },
      {
        role: 'user' as const,
        content: [
          {
            type: 'tool_result' as const,
            tool_use_id: 't',
            content: [{ type: 'text' as const, text: 'Switzerland' }],
          },
          {
            type: 'document' as const,
            title: 'Atlas',
            source: { type: 'text' as const, media_type: 'text/plain' as const, data: 'Page 1' },
          },
        ],
      },
    ],
    tools: [{ name: 'look_up', input_schema: { type: 'object' as const } }],
  };
  const call = await observe(tap, async () => {
    const message = stream
      ? await anthropic.messages.stream(asked).finalMessage()
      : await anthropic.messages.create(asked);
    expect(message.content).toMatchObject([{ text: ANSWER }, { input: { city: 'Zürich' } }]);
  });
  expect(seen[0]).toMatchObject({
    url: '/v1/messages',
    headers: { authorization: `Bearer ${KEY}` },
  });
  expect(call).toMatchObject({
    api: 'anthropic-messages',
    asked: 'claude-4',
    prompt: 'Be brief.\nWhere?\nlook_up({"city":"Z"})\nSwitzerland\nAtlas\nPage 1',
    answer: `${ANSWER}\nlook_up({"city":"Zürich"})`,
    promptTokens: 13,
    answerTokens: 5,
    finishReason: 'tool_use',
    error: undefined,
  });
});

test.each(['generateText', 'streamText'] as const)('ai: %s with both vendors', async (way) => {
  const { tap } = await start({});
  const openai = createOpenAI({ baseURL: baseUrl(tap, 'OPENAI_BASE_URL'), apiKey: KEY });
  const anthropic = createAnthropic({
    // As its users have it: their base URL has the version.
    baseURL: `${baseUrl(tap, 'ANTHROPIC_BASE_URL')}/v1`,
    apiKey: KEY,
  });
  const models = {
    'openai-chat': openai.chat('gpt-4.1'),
    'openai-responses': openai.responses('gpt-4.1'),
    'anthropic-messages': anthropic('claude-4'),
  };
  for (const [api, model] of Object.entries(models)) {
    const call = await observe(tap, async () => {
      const asked = { model, instructions: 'Be brief.', prompt: 'Where is Zürich?' };
      const text =
        way === 'generateText' ? (await generateText(asked)).text : await streamText(asked).text;
      expect(text).toBe(ANSWER);
    });
    expect(call).toMatchObject({
      api,
      prompt: 'Be brief.\nWhere is Zürich?',
      answer: ANSWER,
      promptTokens: expect.any(Number),
      answerTokens: expect.any(Number),
      finishReason: expect.any(String),
      error: undefined,
    });
  }
});

test('ai: embeddings', async () => {
  const { tap } = await start({});
  const openai = createOpenAI({ baseURL: baseUrl(tap, 'OPENAI_BASE_URL'), apiKey: KEY });
  const call = await observe(tap, () =>
    embedMany({ model: openai.embedding('text-embedding-3'), values: ['a', 'b'] }),
  );
  expect(call).toMatchObject({ api: 'openai-embeddings', promptTokens: 7, error: undefined });
});
