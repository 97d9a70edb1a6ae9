import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { serve } from '../../http-server.ts';

/** A request as the API got it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: what clients send is looked into.
  readonly body: any;
}

/**
 * A server with the wire formats of both vendors, which answers every question with the same words, and remembers
 * what it was asked. It uses a tool if it is given one.
 */
export async function serveModels(): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const url = await serve(async (request, response) => {
    const body = await text(request);
    const { method = '', url = '', headers } = request;
    const asked: Seen = { method, url, headers, body: body === '' ? undefined : JSON.parse(body) };
    seen.push(asked);
    const path = url.replace(/\?.*/, '');
    const answer = Object.entries(endpoints).find(([name]) => path.endsWith(name))?.[1];
    if (answer) answer(asked.body, response);
    else sendJson(response, 404, { error: { message: 'no such endpoint', type: 'not_found' } });
  });
  return { url, seen };
}

// biome-ignore lint/suspicious/noExplicitAny: what clients send is looked into.
type Endpoint = (body: any, response: ServerResponse) => void;

const endpoints: Record<string, Endpoint> = {
  '/chat/completions': answerChat,
  '/responses': answerResponse,
  '/embeddings': embed,
  '/messages': answerMessage,
  '/models': (_, response) => sendJson(response, 200, { object: 'list', data: [] }),
};

export const WORDS = ['Zürich ', 'is ', 'in Switzerland.'];
export const ANSWER = WORDS.join('');

/** https://platform.openai.com/docs/api-reference/chat */
function answerChat(body: Parameters<Endpoint>[0], response: ServerResponse): void {
  const wantsTool = body.tools !== undefined && body.messages.at(-1).role === 'user';
  const base = { id: 'chatcmpl-1', created: 1, model: `${body.model}` };
  const usage = { prompt_tokens: 11, completion_tokens: 5, total_tokens: 16 };
  const call = { name: 'look_up', arguments: '{"city":"Zürich"}' };
  if (!body.stream) {
    const message = wantsTool
      ? { content: null, tool_calls: [{ id: 'call_1', type: 'function', function: call }] }
      : { content: ANSWER };
    sendJson(response, 200, {
      ...base,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', refusal: null, ...message },
          logprobs: null,
          finish_reason: wantsTool ? 'tool_calls' : 'stop',
        },
      ],
      usage,
    });
    return;
  }
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    ...base,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  });
  const deltas = wantsTool
    ? [
        {
          tool_calls: [
            {
              index: 0,
              id: 'call_1',
              type: 'function',
              function: { name: 'look_up', arguments: '' },
            },
          ],
        },
        { tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '"Zürich"}' } }] },
      ]
    : WORDS.map((content) => ({ content }));
  sendEvents(response, [
    chunk({ role: 'assistant', content: '' }),
    ...deltas.map((delta) => chunk(delta)),
    chunk({}, wantsTool ? 'tool_calls' : 'stop'),
    ...(body.stream_options?.include_usage ? [{ ...chunk({}), choices: [], usage }] : []),
    '[DONE]',
  ]);
}

/** https://platform.openai.com/docs/api-reference/responses */
function answerResponse(body: Parameters<Endpoint>[0], response: ServerResponse): void {
  const part = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });
  const item = (content: object[], status: string) => ({
    id: 'msg_1',
    type: 'message',
    status,
    role: 'assistant',
    content,
  });
  const whole = (output: object[], status: string) => ({
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status,
    error: null,
    incomplete_details: null,
    instructions: body.instructions ?? null,
    model: body.model,
    output,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    metadata: {},
    usage: {
      input_tokens: 12,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 6,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 18,
    },
  });
  const done = whole([item([part(ANSWER)], 'completed')], 'completed');
  if (!body.stream) {
    sendJson(response, 200, done);
    return;
  }
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const events = [
    { type: 'response.created', response: whole([], 'in_progress') },
    { type: 'response.output_item.added', output_index: 0, item: item([], 'in_progress') },
    { type: 'response.content_part.added', ...place, part: part('') },
    ...WORDS.map((delta) => ({
      type: 'response.output_text.delta',
      ...place,
      delta,
      logprobs: [],
    })),
    { type: 'response.output_text.done', ...place, text: ANSWER, logprobs: [] },
    { type: 'response.content_part.done', ...place, part: part(ANSWER) },
    { type: 'response.output_item.done', output_index: 0, item: item([part(ANSWER)], 'completed') },
    { type: 'response.completed', response: done },
  ];
  sendNamedEvents(
    response,
    events.map((event, sequence_number) => ({ ...event, sequence_number })),
  );
}

/** https://platform.openai.com/docs/api-reference/embeddings */
function embed(body: Parameters<Endpoint>[0], response: ServerResponse): void {
  const floats = Float32Array.of(0.5, -0.25);
  const embedding =
    body.encoding_format === 'base64' ? Buffer.from(floats.buffer).toString('base64') : [...floats];
  sendJson(response, 200, {
    object: 'list',
    data: [body.input].flat().map((_, index) => ({ object: 'embedding', index, embedding })),
    model: body.model,
    usage: { prompt_tokens: 7, total_tokens: 7 },
  });
}

/** https://docs.anthropic.com/en/api/messages, https://docs.anthropic.com/en/docs/build-with-claude/streaming */
function answerMessage(body: Parameters<Endpoint>[0], response: ServerResponse): void {
  const wantsTool = body.tools !== undefined;
  const tool = { type: 'tool_use', id: 'toolu_1', name: 'look_up' };
  const usage = { input_tokens: 9, cache_creation_input_tokens: 0, cache_read_input_tokens: 4 };
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: body.model,
    stop_sequence: null,
  };
  const stop_reason = wantsTool ? 'tool_use' : 'end_turn';
  if (!body.stream) {
    const text = { type: 'text', text: ANSWER, citations: null };
    const content = wantsTool ? [text, { ...tool, input: { city: 'Zürich' } }] : [text];
    sendJson(response, 200, {
      ...message,
      content,
      stop_reason,
      usage: { ...usage, output_tokens: 5 },
    });
    return;
  }
  const block = (index: number, content_block: object, deltas: object[]) => [
    { type: 'content_block_start', index, content_block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
  const words = WORDS.map((text) => ({ type: 'text_delta', text }));
  const json = ['', '{"city":', '"Zürich"}'].map((partial_json) => ({
    type: 'input_json_delta',
    partial_json,
  }));
  sendNamedEvents(response, [
    {
      type: 'message_start',
      message: {
        ...message,
        content: [],
        stop_reason: null,
        usage: { ...usage, output_tokens: 1 },
      },
    },
    { type: 'ping' },
    ...block(0, { type: 'text', text: '' }, words),
    ...(wantsTool ? block(1, { ...tool, input: {} }, json) : []),
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens: 5 },
    },
    { type: 'message_stop' },
  ]);
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** As OpenAI's chat completions: without names. */
function sendEvents(response: ServerResponse, events: readonly (object | string)[]): void {
  send(
    response,
    events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`),
  );
}

function sendNamedEvents(
  response: ServerResponse,
  events: readonly { type: string; [member: string]: unknown }[],
): void {
  send(
    response,
    events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  );
}

/** Each event in two parts, of which the first may end within a character. */
async function send(response: ServerResponse, events: readonly string[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (const event of events) {
    const bytes = Buffer.from(event);
    const middle = bytes.indexOf(0xc3) + 1 || bytes.length >> 1;
    response.write(bytes.subarray(0, middle));
    await new Promise(setImmediate);
    response.write(bytes.subarray(middle));
    await new Promise(setImmediate);
  }
  response.end();
}
