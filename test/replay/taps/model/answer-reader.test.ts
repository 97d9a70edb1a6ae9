import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnswerReader } from '../../../../src/replay/taps/model/answer-reader.ts';
import type { Api } from '../../../../src/replay/taps/model/route.ts';

const apis: Api[] = [
  'openai-chat',
  'openai-responses',
  'openai-embeddings',
  'anthropic-messages',
  'other',
];
const json = { status: 200, contentType: 'application/json' };
const stream = { status: 200, contentType: 'text/event-stream' };

/** Without a function by which it becomes a text. */
const noText = { toString: 1, valueOf: 1 };

/** Objects with the names and types that readers look for, and anything behind them. */
const names =
  `type index output_index choices delta message content content_block text item response output usage
  error code model tool_calls function function_call name arguments input partial_json finish_reason stop_reason
  refusal __proto__ length toString valueOf toJSON`.split(/\s+/);
const types =
  `error message_start message_delta message_stop content_block_start content_block_delta
  response.output_item.added response.output_item.done response.output_text.delta response.completed
  response.function_call_arguments.delta response.refusal.delta`.split(/\s+/);
const { event } = fc.letrec<{ event: unknown; leaf: unknown }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<unknown>(...types, noText),
    fc.jsonValue({ maxDepth: 0 }),
    fc.integer(),
  ),
  event: fc.oneof(
    { maxDepth: 6 },
    tie('leaf'),
    fc.array(tie('event'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names), tie('event'), { maxKeys: 8 }),
  ),
}));

/** Or what looks like an event until one looks closer. */
const anything = fc.oneof(
  event,
  fc.record({
    type: fc.constantFrom(...types),
    ...Object.fromEntries(
      ['delta', 'item', 'content_block', 'message', 'response', 'output', 'choices', 'error'].map(
        (name) => [name, fc.oneof(event, fc.constant(noText), fc.constant([{ type: noText }]))],
      ),
    ),
  }),
);

test('whatever an API sends, reading it along does not fail', () => {
  const failed = 'The answer could not be read.';
  fc.assert(
    fc.property(fc.constantFrom(...apis), fc.array(anything), (api, events) => {
      const streamed = createAnswerReader(api, stream);
      for (const event of events) {
        streamed.feed(Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
        expect(streamed.read(false).answer).toBeTypeOf('string');
        const whole = createAnswerReader(api, json);
        whole.feed(Buffer.from(JSON.stringify(event)));
        const { answer, error } = whole.read(true);
        expect(answer).toBeTypeOf('string');
        expect(error).not.toBe(failed);
      }
      const { answer, error } = streamed.read(true);
      expect(answer).toBeTypeOf('string');
      expect(error).not.toBe(failed);
    }),
    { numRuns: 500 },
  );
});

const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

test.each<[string, Api, string]>([
  ['a text', 'openai-responses', '{"type":"response.output_text.delta","delta":X}'],
  [
    'a type',
    'openai-responses',
    '{"type":"response.completed","response":{"output":[{"type":X}]}}',
  ],
  ['an item', 'openai-responses', '{"type":"response.output_item.done","item":X}'],
  ['a block', 'anthropic-messages', '{"type":"content_block_start","content_block":X}'],
  ['a name', 'openai-chat', '{"choices":[{"delta":{"tool_calls":[{"function":{"name":X}}]}}]}'],
  ['a message', 'openai-chat', '{"error":{"code":X,"type":X,"message":X}}'],
])('%s of a stream may be anything (%s)', (_, api, event) => {
  for (const anything of [JSON.stringify(noText), '[[]]', '"x"', deep]) {
    const reader = createAnswerReader(api, stream);
    reader.feed(Buffer.from(`data: ${event.replaceAll('X', anything)}\n\n`));
    expect(reader.read(false).answer).toBeTypeOf('string');
    expect(reader.read(true).answer).toBeTypeOf('string');
  }
});

test('an answer that can not be read is no answer, and lost', () => {
  const reader = createAnswerReader('openai-responses', json);
  const call = `{"type":"function_call","name":"look_up","arguments":${deep}}`;
  reader.feed(Buffer.from(`{"output":[${call}]}`));
  const failed = { answer: '', error: 'The answer could not be read.', isLost: true };
  expect(reader.read(true)).toEqual(failed);
});

test('an answer that is nested very deeply is read as far as APIs nest', () => {
  const reader = createAnswerReader('anthropic-messages', json);
  const deep = `${'['.repeat(100_000)}"x"${']'.repeat(100_000)}`;
  reader.feed(Buffer.from(`{"content":[{"type":"text","text":"seen"},${deep}]}`));
  expect(reader.read(true).answer).toBe('seen');
});

test.each(apis)('of an answer without end, a bounded part is kept (%s)', (api) => {
  const part = Buffer.alloc(1024 * 1024, 'x');
  for (const head of [json, stream]) {
    const reader = createAnswerReader(api, head);
    if (head === stream) reader.feed(Buffer.from('data: '));
    for (let count = 0; count < 40; count++) reader.feed(part);
    expect(reader.read(false).answer).toBe('');
    const { answer, error } = reader.read(true);
    expect(answer).toBe('');
    // Embeddings are not streamed, and what others answer is not known.
    if (api === 'other' || api === 'openai-embeddings') continue;
    expect(error).toMatch(/too (long|large) to be read/);
  }
});

test('thoughts are no part of an answer', () => {
  const messages = createAnswerReader('anthropic-messages', json);
  const content = [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'text', text: 'seen' },
  ];
  messages.feed(Buffer.from(JSON.stringify({ content })));
  expect(messages.read(true).answer).toBe('seen');
  const responses = createAnswerReader('openai-responses', json);
  const output = [
    { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
    { type: 'message', content: [{ type: 'output_text', text: 'seen' }] },
  ];
  const incomplete_details = { reason: 'max_output_tokens' };
  responses.feed(Buffer.from(JSON.stringify({ output, status: 'incomplete', incomplete_details })));
  expect(responses.read(true)).toMatchObject({ answer: 'seen', finishReason: 'max_output_tokens' });
});

test('an answer that is compressed though it was asked not to be is not read', () => {
  const reader = createAnswerReader('openai-chat', { ...json, contentEncoding: 'gzip' });
  reader.feed(Buffer.from('{}'));
  expect(reader.read(true)).toMatchObject({
    answer: '',
    error: expect.stringContaining('compressed'),
  });
});
