import { appendFile, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ModelTapOptions } from '../../../../src/replay/taps/model/model-tap.ts';
import { serve } from '../../http-server.ts';
import { ANSWER, sendJson, serveModels } from './stand-in.ts';
import { baseUrl, RAW, startTap } from './start-tap.ts';

const KEY = 'sk-a-key-that-nobody-may-see';
const nowhere = 'http://127.0.0.1:1';

async function cassettePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cassette-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'cassette.jsonl');
}

async function start(url: string, mode: ModelTapOptions['mode'], cassette: string, more = {}) {
  const tap = await startTap(url, { mode, cassette, ...more });
  const openai = new OpenAI({
    baseURL: baseUrl(tap, 'OPENAI_BASE_URL'),
    apiKey: KEY,
    maxRetries: 2,
  });
  const ask = (content: string) =>
    openai.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content }] });
  return { tap, openai, ask };
}

test('a recording is replayed without anybody being asked, streams too', async () => {
  const { url } = await serveModels();
  const cassette = await cassettePath();
  const asked = { model: 'gpt-4.1', messages: [{ role: 'user' as const, content: 'Where?' }] };
  const observed: object[][] = [];
  const chunks: string[][] = [];
  for (const mode of ['record', 'replay'] as const) {
    const { tap, openai } = await start(mode === 'record' ? url : nowhere, mode, cassette);
    const recording = tap.record();
    const heard: string[] = [];
    const stream = await openai.chat.completions.create({ ...asked, stream: true });
    for await (const chunk of stream) heard.push(chunk.choices[0]?.delta.content ?? '');
    const whole = await openai.chat.completions.create(asked);
    expect(whole.choices[0]?.message.content).toBe(ANSWER);
    expect((await openai.embeddings.create({ model: 'e', input: 'x' })).data).toHaveLength(1);
    expect((await openai.models.list()).data).toEqual([]);
    chunks.push(heard);
    observed.push((await recording.end()).map(({ atMs, durationMs, ...call }) => call));
    await tap.close();
  }
  expect(chunks[0]?.join('')).toBe(ANSWER);
  expect(chunks[1]).toEqual(chunks[0]);
  expect(observed[0]).toHaveLength(4);
  expect(observed[1]).toEqual(observed[0]);
});

test('a cassette is for its owner alone, and holds neither keys nor headers', async () => {
  const url = await serve((request, response) => {
    response.setHeader('set-cookie', 'session=a-cookie-that-nobody-may-see');
    const said = `your key is ${request.headers.authorization?.slice('Bearer '.length)}`;
    if (request.url?.includes('stream')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const data = `data: ${JSON.stringify({ choices: [{ delta: { content: said } }] })}\n\n`;
      response.write(data.slice(0, -15));
      setTimeout(() => response.end(data.slice(-15)), 20);
    } else sendJson(response, 401, { error: { message: said, code: 'invalid_api_key' } });
  });
  const cassette = await cassettePath();
  const { tap, ask } = await start(url, 'record', cassette);
  const recording = tap.record();
  await expect(ask(`is my key ${KEY}?`)).rejects.toMatchObject({ status: 401 });
  const post = (query: string) =>
    fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions${query}`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: `Bearer ${KEY}`, cookie: 'id=another-cookie-nobody-may-see' },
    }).then((response) => response.text());
  // The application itself gets the answer as it is.
  expect(await post(`?stream=1&api_key=${KEY}&key=short`)).toContain(KEY);
  await tap.close();
  const text = await readFile(cassette, 'utf8');
  expect(text.split('\n')).toHaveLength(4);
  for (const secret of [KEY, 'nobody-may-see', 'short', 'cookie', 'authorization']) {
    expect(text).not.toContain(secret);
    expect(JSON.stringify(await recording.end())).not.toContain(secret);
  }
  expect(text).toContain('your key is [secret]');
  expect((await stat(cassette)).mode & 0o777).toBe(0o600);
});

test('a credential that is spread over several events is not recorded at all', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const data = (content: string) =>
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
    response.end(`${data(KEY.slice(0, 9))}${data(KEY.slice(9))}`);
  });
  const cassette = await cassettePath();
  const { tap, openai } = await start(url, 'record', cassette);
  const recording = tap.record();
  const messages = [{ role: 'user' as const, content: 'Say it.' }];
  const stream = await openai.chat.completions.create({ model: 'm', stream: true, messages });
  for await (const _ of stream);
  await tap.close();
  expect(await recording.end()).toMatchObject([
    { answer: '[secret]', error: expect.stringContaining('could not be recorded') },
  ]);
  expect(await readFile(cassette, 'utf8')).not.toContain(KEY.slice(9));
});

test('the n-th equal request gets the n-th answer, errors and broken streams too; then there is none', async () => {
  let count = 0;
  const url = await serve((_, response) => {
    count++;
    if (count === 1) sendJson(response, 200, { choices: [{ message: { content: 'first' } }] });
    else if (count === 2) sendJson(response, 400, { error: { message: 'second' } });
    else {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"choices":[]}\n\n', () => setImmediate(() => response.destroy()));
    }
  });
  const cassette = await cassettePath();
  const post = async (mode: 'record' | 'replay', tap: Awaited<ReturnType<typeof start>>['tap']) => {
    const response = await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions`, {
      method: 'POST',
      // The order of members does not matter.
      body: mode === 'record' ? '{"model":"m","messages":[]}' : '{"messages":[],"model":"m"}',
    });
    return `${response.status} ${await response.text().catch(() => 'broken')}`;
  };
  const heard: Record<string, string[]> = { record: [], replay: [] };
  for (const mode of ['record', 'replay'] as const) {
    // What is recorded goes on where the cassette ends.
    for (const times of mode === 'record' ? [1, 2] : [3]) {
      const { tap } = await start(mode === 'record' ? url : nowhere, mode, cassette);
      for (let time = 0; time < times; time++) heard[mode]?.push(await post(mode, tap));
      if (mode === 'replay') expect(await post(mode, tap)).toContain('recorded 3 times');
      await tap.close();
    }
  }
  expect(heard.record?.map((text) => text.slice(0, 10))).toEqual([
    '200 {"choi',
    '400 {"erro',
    '200 broken',
  ]);
  expect(heard.replay).toEqual(heard.record);
});

test('an application that leaves once the model is done has had, and recorded, a whole answer', async () => {
  const event =
    'data: {"choices":[{"index":0,"delta":{"content":"all"},"finish_reason":"stop"}]}\n\n';
  const left = Promise.withResolvers<void>();
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event);
    response.once('close', () => left.resolve());
  });
  const cassette = await cassettePath();
  const { tap } = await start(url, 'record', cassette);
  const init = { method: 'POST', body: '{"model":"m","messages":[]}' };
  const response = await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions`, init);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await left.promise;
  await tap.close();
  const player = await start(nowhere, 'replay', cassette);
  const recording = player.tap.record();
  const again = await fetch(`${baseUrl(player.tap, 'OPENAI_BASE_URL')}/chat/completions`, init);
  expect(await again.text()).toBe(event);
  expect(await recording.end()).toMatchObject([{ answer: 'all', error: undefined }]);
});

test('requests that came together are replayed in the order in which they came', async () => {
  const answers: (() => void)[] = [];
  const url = await serve((_, response) => {
    const place = answers.length;
    answers.push(() => sendJson(response, 200, { choices: [], model: `answer ${place}` }));
    // The first is answered last.
    if (answers.length === 3) for (const answer of answers.toReversed()) answer();
  });
  const cassette = await cassettePath();
  const recorder = await start(url, 'record', cassette);
  const asked = [recorder.ask('Where?'), recorder.ask('Where?'), recorder.ask('Where?')];
  const models = (await Promise.all(asked)).map(({ model }) => model);
  await recorder.tap.close();
  const { ask } = await start(nowhere, 'replay', cassette);
  for (const model of models.toSorted()) expect((await ask('Where?')).model).toBe(model);
});

test('a miss shows how the nearest recorded request differs, and is not tried again', async () => {
  const { url } = await serveModels();
  const cassette = await cassettePath();
  const recorder = await start(url, 'record', cassette);
  const beginning = 'A long beginning. '.repeat(100);
  await recorder.ask(`${beginning}Where is Zürich? ${'An end. '.repeat(100)}`);
  await recorder.ask('Something else');
  await recorder.openai.embeddings.create({ model: 'e', input: 'x' });
  await recorder.tap.close();
  const { ask, tap, openai } = await start(nowhere, 'replay', cassette);
  const recording = tap.record();
  const error = await ask(`${beginning}Where is Bern?`).catch((error: unknown) => error);
  expect(error).toMatchObject({ status: 422, code: 'not_recorded' });
  const message = `${error}`;
  expect(message).toContain('body.messages[0].content: recorded "…');
  expect(message).toMatch(/recorded "….*Where is Zürich\?.*", asked "….*Where is Bern\?"/);
  expect(message.length).toBeLessThan(700);
  const calls = await recording.end();
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({ status: 422, prompt: `${beginning}Where is Bern?` });
  expect(calls[0]?.error).toContain('differs in body.messages[0].content.');
  expect(calls[0]?.error).not.toContain('Bern');
  await expect(openai.embeddings.create({ model: 'other', input: 'x' })).rejects.toThrow(
    'body.model: recorded "e", asked "other"',
  );
});

test('raw values are refused before a cassette is looked at, and never recorded', async () => {
  const { url } = await serveModels();
  const cassette = await cassettePath();
  const { ask, tap } = await start(url, 'record', cassette);
  await expect(ask(RAW)).rejects.toMatchObject({ code: 'raw_personal_value' });
  await tap.close();
  expect(await readFile(cassette, 'utf8')).not.toContain(RAW);
  const player = await start(nowhere, 'replay', cassette);
  await expect(player.ask(RAW)).rejects.toMatchObject({ code: 'raw_personal_value' });
  await expect(player.ask('hello')).rejects.toThrow('The cassette is empty.');
});

test('what a program that died left unfinished does not count', async () => {
  const { url } = await serveModels();
  const cassette = await cassettePath();
  const first = await start(url, 'record', cassette);
  await first.ask('one');
  await first.tap.close();
  await appendFile(cassette, '{"number":2,"request":{"ap');
  await (await start(nowhere, 'replay', cassette)).ask('one');
  const second = await start(url, 'record', cassette);
  await second.ask('two');
  await second.tap.close();
  const { ask } = await start(nowhere, 'replay', cassette);
  await ask('two');
  await ask('one');
});

test('binary answers come back as they were', async () => {
  const sound = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(sound);
  });
  const cassette = await cassettePath();
  for (const mode of ['record', 'replay'] as const) {
    const { tap } = await start(mode === 'record' ? url : nowhere, mode, cassette);
    const response = await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/audio/speech`, {
      method: 'POST',
      body: '{"input":"hello"}',
    });
    expect(response.headers.get('content-type')).toBe('audio/mpeg');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(sound);
    await tap.close();
  }
});

test.each([
  ['another version', '{"cassette":"branch-prod","version":2}\n', 'line 1'],
  ['something else', 'a: 1\n', 'line 1'],
  ['one line without an end', '{"one":"line"}', 'line 1'],
  ['a broken entry', '{"cassette":"branch-prod","version":1}\n{}\n', 'line 2'],
])('a cassette of %s is refused in both modes, and left as it is', async (_, text, line) => {
  const cassette = await cassettePath();
  await writeFile(cassette, text);
  for (const mode of ['record', 'replay'] as const) {
    await expect(startTap(nowhere, { mode, cassette })).rejects.toMatchObject({
      code: 'state-unusable',
      message: expect.stringContaining(line),
    });
  }
  expect(await readFile(cassette, 'utf8')).toBe(text);
});

test('what is no cassette keeps its permissions, and no link is followed', async () => {
  const file = await cassettePath();
  await writeFile(file, 'a token', { mode: 0o640 });
  await expect(startTap(nowhere, { mode: 'record', cassette: file })).rejects.toThrow('line 1');
  expect((await stat(file)).mode & 0o777).toBe(0o640);
  const link = `${file}.link`;
  await symlink(`${file}.other`, link);
  await expect(startTap(nowhere, { mode: 'record', cassette: link })).rejects.toThrow('ELOOP');
  await expect(stat(`${file}.other`)).rejects.toThrow('ENOENT');
});

test('a cassette whose first line was being written is begun anew', async () => {
  const { url } = await serveModels();
  const cassette = await cassettePath();
  await writeFile(cassette, '{"cassette":"bran');
  const { ask, tap } = await start(url, 'record', cassette);
  await ask('one');
  await tap.close();
  await (await start(nowhere, 'replay', cassette)).ask('one');
});

test('an application that leaves while its request is looked at keeps nothing open', async () => {
  const cassette = await cassettePath();
  const asked = JSON.stringify({ model: 'e', input: 'a word '.repeat(100_000) });
  const { url } = await serveModels();
  const recorder = await start(url, 'record', cassette);
  const post = (tap: typeof recorder.tap) =>
    httpRequest(`${baseUrl(tap, 'OPENAI_BASE_URL')}/embeddings`, { method: 'POST' });
  post(recorder.tap).end(asked);
  await vi.waitFor(async () => expect(await readFile(cassette, 'utf8')).toContain('a word'));
  await recorder.tap.close();

  let looks = 0;
  const { tap } = await start(nowhere, 'replay', cassette, {
    findRaw(text: string) {
      if (!text.includes('a word')) return;
      looks += 1;
      if (looks === 1) request.destroy();
      const until = performance.now() + 25;
      while (performance.now() < until);
    },
  });
  const recording = tap.record();
  const request = post(tap).on('error', () => {});
  request.end(asked);
  await vi.waitFor(() => expect(looks).toBeGreaterThan(5));
  await tap.close();
  expect(await recording.end()).toMatchObject([{ status: 0, answer: '', isLost: true }]);
});

test('a cassette that is missing, not named or not writable is told at the start', async () => {
  const cassette = await cassettePath();
  await expect(startTap(nowhere, { mode: 'replay', cassette })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(startTap(nowhere, { mode: 'record' })).rejects.toMatchObject({ code: 'usage' });
  const folder = join(cassette, 'there', 'is', 'none');
  await expect(startTap(nowhere, { mode: 'record', cassette: folder })).rejects.toMatchObject({
    code: 'state-unusable',
  });
});
