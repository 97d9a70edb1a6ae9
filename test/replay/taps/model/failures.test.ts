import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type Socket } from 'node:net';
import OpenAI from 'openai';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serve } from '../../http-server.ts';
import { ANSWER, serveModels } from './stand-in.ts';
import { baseUrl, startTap } from './start-tap.ts';

const ask = JSON.stringify({
  model: 'gpt-4.1',
  stream: true,
  messages: [{ role: 'user', content: 'Where?' }],
});
const delta = (content: string) =>
  `data: ${JSON.stringify({ model: 'gpt-4.1', choices: [{ index: 0, delta: { content } }] })}\n\n`;

async function start(listener: RequestListener) {
  const tap = await startTap(await serve(listener));
  const url = `${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions`;
  return {
    tap,
    post: (init: RequestInit = {}) => fetch(url, { method: 'POST', body: ask, ...init }),
  };
}

/** Speaks whatever this writes. */
async function serveRaw(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => answer(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

test.each([
  [
    429,
    {
      error: {
        message: `limit of ${'x'.repeat(50)}`,
        type: 'requests',
        code: 'rate_limit_exceeded',
      },
    },
    'rate_limit_exceeded',
  ],
  [500, { error: { message: 'the server had an error', type: 'server_error' } }, 'server_error'],
  [
    529,
    { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    'overloaded_error',
  ],
  [
    400,
    {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'prompt is too long: 9 > 8' },
    },
    'context_length_exceeded',
  ],
])('an answer with %i passes unchanged, and its name is observed', async (status, body, name) => {
  const { tap, post } = await start((_, response) => {
    response.writeHead(status, {
      'retry-after': '7',
      'x-request-id': 'r1',
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(body));
  });
  const recording = tap.record();
  const response = await post();
  expect(response.status).toBe(status);
  expect(response.headers.get('retry-after')).toBe('7');
  expect(response.headers.get('x-request-id')).toBe('r1');
  expect(await response.json()).toEqual(body);
  const [call] = await recording.end();
  const error = `The model's API answered ${status}: ${name}.`;
  // What is wrong with the request itself would be so again.
  expect(call).toMatchObject({ status, error, isLost: status !== 400 });
});

test('a client that is told to wait tries again, and every attempt is observed', async () => {
  let attempts = 0;
  const { url } = await serveModels();
  const tap = await startTap(
    await serve((request, response) => {
      attempts++;
      if (attempts === 1) response.writeHead(429, { 'retry-after-ms': '1' }).end();
      else response.writeHead(307, { location: `${url}${request.url}` }).end();
    }),
  );
  const openai = new OpenAI({
    baseURL: baseUrl(tap, 'OPENAI_BASE_URL'),
    apiKey: 'any',
    maxRetries: 1,
  });
  const recording = tap.record();
  // A redirection would lead the request past the tap.
  await expect(
    openai.chat.completions.create({ ...JSON.parse(ask), stream: false }),
  ).rejects.toMatchObject({
    status: 502,
    code: 'redirected',
  });
  expect((await recording.end()).map(({ status }) => status)).toEqual([429, 0]);
});

test('a redirection within the API leads to the tap again', async () => {
  const { tap, post } = await start((request, response) => {
    if (request.url === '/v1/chat/completions')
      response.writeHead(308, { location: '/v2/chat/completions?a=1' }).end();
    else response.end(`{"model":"moved to ${request.url}","choices":[]}`);
  });
  const recording = tap.record();
  expect(await (await post()).json()).toMatchObject({ model: 'moved to /v2/chat/completions?a=1' });
  expect(await recording.end()).toHaveLength(2);
});

test.each([
  ['no JSON', 'application/json', '<html>', 'The answer is not JSON.'],
  ['JSON of another form', 'application/json', '[1]', 'The answer has no choices.'],
  [
    'a stream of garbage',
    'text/event-stream',
    'garbage\n\ndata: {\n\n',
    'An event of the stream is not JSON.',
  ],
  ['an empty stream', 'text/event-stream', '', 'The stream ended before the model was done.'],
  [
    'an error in the stream',
    'text/event-stream',
    `${delta('Zür')}data: {"error":{"code":"server_error"}}\n\n`,
    'The model failed: server_error.',
  ],
])('%s passes unchanged', async (_, type, body, error) => {
  const { tap, post } = await start((_, response) => {
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  const recording = tap.record();
  expect(await (await post()).text()).toBe(body);
  expect((await recording.end())[0]).toMatchObject({ status: 200, error, isLost: true });
});

test.each([
  ['text/event-stream', 'data: {"type":"response.output_text.delta","delta":{"toString":1}}\n\n'],
  ['application/json', '{"output":[{"type":{"toString":1}}]}'],
  [
    'application/json',
    `{"output":[{"name":"x","arguments":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`,
  ],
])(
  'an answer that nobody expects passes as it is, and the next one too (%s)',
  async (type, body) => {
    const tap = await startTap(
      await serve((_, response) => {
        response.writeHead(200, { 'content-type': type }).end(body);
      }),
    );
    const recording = tap.record();
    for (let time = 0; time < 2; time++) {
      const response = await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/responses`, {
        ...{ method: 'POST', body: '{"model":"m","input":"hi"}' },
      });
      expect(await response.text()).toBe(body);
    }
    expect(await recording.end()).toMatchObject([
      { status: 200, answer: '' },
      { status: 200, answer: '' },
    ]);
  },
);

test('half a stream breaks off for the application too', async () => {
  const { tap, post } = await start((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(delta('Zürich'), () => setImmediate(() => response.destroy()));
  });
  const recording = tap.record();
  const response = await post();
  await expect(response.text()).rejects.toThrow();
  const error = 'The answer broke off.';
  // The application may know of it before the tap has noted it down.
  await vi.waitFor(async () =>
    expect(await recording.end()).toMatchObject([
      { status: 200, answer: 'Zürich', error, isLost: true },
    ]),
  );
});

test.each([
  ['a server that closes the connection', (socket: Socket) => socket.destroy()],
  ['a server that speaks no HTTP', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
])('%s is a 502 that clients understand', async (_, answer) => {
  const tap = await startTap(await serveRaw(answer));
  const openai = new OpenAI({
    baseURL: baseUrl(tap, 'OPENAI_BASE_URL'),
    apiKey: 'any',
    maxRetries: 0,
  });
  const recording = tap.record();
  await expect(openai.embeddings.create({ model: 'm', input: 'a' })).rejects.toMatchObject({
    status: 502,
    code: 'unreachable',
  });
  const [call] = await recording.end();
  expect(call).toMatchObject({ status: 0, isLost: true });
  expect(call?.error).toMatch(/could not be reached \(\w+\)/);
});

test('a server that is not there is a 502', async () => {
  const tap = await startTap('http://127.0.0.1:1');
  const response = await fetch(`${baseUrl(tap, 'ANTHROPIC_BASE_URL')}/v1/messages`, {
    method: 'POST',
    body: '{}',
  });
  expect(response.status).toBe(502);
  expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'unreachable' } });
});

test('a connection that the server ended while it was idle is not noticed', async () => {
  let connections = 0;
  const url = await serveRaw((socket) => {
    connections++;
    const answer = (body: string) =>
      `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    socket.write(answer('{}'));
    // The second request on the same connection is answered with its end.
    socket.once('data', () => socket.resetAndDestroy());
  });
  const tap = await startTap(url);
  const models = `${baseUrl(tap, 'OPENAI_BASE_URL')}/models`;
  for (let count = 0; count < 3; count++) expect((await fetch(models)).status).toBe(200);
  expect(connections).toBe(3);
});

test('a model that never answers is left with the application, and observed as far as it came', async () => {
  const reached = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const { tap, post } = await start((request) => {
    request.socket.once('close', () => left.resolve());
    reached.resolve();
  });
  const recording = tap.record();
  const abort = new AbortController();
  const asked = post({ signal: abort.signal });
  await reached.promise;
  const [ongoing] = await recording.end();
  const nothing = { status: 0, answer: '', error: undefined, isLost: true };
  expect(ongoing).toMatchObject({ prompt: 'Where?', ...nothing });
  abort.abort();
  await expect(asked).rejects.toThrow();
  await left.promise;
});

test('an application that leaves in the midst of a stream ends it at the model', async () => {
  const left = Promise.withResolvers<void>();
  const { tap, post } = await start((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(delta('Zürich'));
    response.once('close', () => left.resolve());
  });
  const recording = tap.record();
  const response = await post();
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await left.promise;
  const error = 'The application closed the connection before the answer was whole.';
  await vi.waitFor(async () =>
    expect(await recording.end()).toMatchObject([
      { status: 200, answer: 'Zürich', error, isLost: false },
    ]),
  );
});

test('a slow application slows the model down', async () => {
  const drained = Promise.withResolvers<void>();
  const chunk = Buffer.alloc(64 * 1024, ':');
  let written = 0;
  const { post } = await start((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const write = () => {
      while (written < 400 * chunk.length) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', write);
      }
      response.end();
      drained.resolve();
    };
    write();
  });
  const response = await post();
  // Nobody reads; what is on the way fills the buffers of sockets and streams, and no more comes.
  let before = -1;
  while (before !== written) {
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(written).toBeLessThan(400 * chunk.length);
  expect((await response.arrayBuffer()).byteLength).toBe(400 * chunk.length);
  await drained.promise;
});

test('a thousand streams at once are all whole', { timeout: 240_000 }, async () => {
  const { url } = await serveModels();
  const tap = await startTap(url);
  const address = `${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions`;
  const recording = tap.record();
  const streams = await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const response = await fetch(address, { method: 'POST', body: ask });
      return await response.text();
    }),
  );
  for (const stream of streams) expect(stream.endsWith('data: [DONE]\n\n')).toBe(true);
  const calls = await recording.end();
  expect(calls).toHaveLength(1000);
  for (const call of calls) expect(call).toMatchObject({ answer: ANSWER, error: undefined });
});

test('the end of the tap ends all that is open', async () => {
  const reached = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const url = await serve((request) => {
    request.socket.once('close', () => left.resolve());
    reached.resolve();
  });
  const tap = await startTap(url);
  const address = `${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions`;
  const refused = expect(fetch(address, { method: 'POST', body: ask })).rejects.toThrow();
  await reached.promise;
  await tap.close();
  await refused;
  await left.promise;
  await tap.close();
  await expect(fetch(address)).rejects.toThrow();
});

test('a signal ends the start alone: as long as the application runs, nobody else gets the port', async () => {
  const { url } = await serveModels();
  const interruption = new AbortController();
  const tap = await startTap(url, { signal: interruption.signal });
  interruption.abort(new Error('interrupted'));
  expect((await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/models`)).status).toBe(200);
  await expect(
    startTap('http://127.0.0.1:1', { signal: AbortSignal.abort(new Error('interrupted')) }),
  ).rejects.toThrow('interrupted');
});
