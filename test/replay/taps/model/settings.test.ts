import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { serve } from '../../http-server.ts';
import { serveModels } from './stand-in.ts';
import { baseUrl, startTap } from './start-tap.ts';

async function start(options: Parameters<typeof startTap>[1]) {
  const { url, seen } = await serveModels();
  const tap = await startTap(url, options);
  const send = async (path: string, body: object) => {
    await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return seen.at(-1)?.body;
  };
  return { tap, send };
}

test('settings are set where the API has them', async () => {
  const { send } = await start({ settings: { temperature: 0, seed: 7 } });
  const messages = [{ role: 'user', content: 'Where?' }];
  expect(await send('/chat/completions', { model: 'm', messages, temperature: 1 })).toEqual({
    model: 'm',
    messages,
    temperature: 0,
    seed: 7,
  });
  expect(await send('/responses', { model: 'm', input: 'x' })).toEqual({
    model: 'm',
    input: 'x',
    temperature: 0,
  });
  expect(await send('/messages', { model: 'm', messages, max_tokens: 5 })).toEqual({
    model: 'm',
    messages,
    max_tokens: 5,
    temperature: 0,
  });
  expect(await send('/embeddings', { model: 'm', input: 'x' })).toEqual({ model: 'm', input: 'x' });
  expect(await send('/moderations', { model: 'm' })).toEqual({ model: 'm' });
});

test('one thing at a time is changed: the model, but not that of embeddings', async () => {
  const { tap, send } = await start({ pins: { m: 'm-1', e: 'e-1' }, settings: { temperature: 0 } });
  const recording = tap.record();
  const messages = [{ role: 'user', content: 'Where?' }];
  tap.set({ model: { from: 'm-1', to: 'm-2' } });
  expect(await send('/chat/completions', { model: 'm', messages })).toMatchObject({
    model: 'm-2',
    temperature: 0,
  });
  expect(await send('/embeddings', { model: 'e', input: 'x' })).toMatchObject({ model: 'e-1' });
  tap.set({ temperature: 1 });
  expect(await send('/chat/completions', { model: 'm', messages })).toMatchObject({
    model: 'm-1',
    temperature: 1,
  });
  tap.set({});
  expect(await send('/chat/completions', { model: 'other', messages })).toMatchObject({
    model: 'other',
    temperature: 0,
  });
  expect((await recording.end()).map(({ asked, model }) => ({ asked, model }))).toEqual([
    { asked: 'm', model: 'm-2' },
    { asked: 'e', model: 'e-1' },
    { asked: 'm', model: 'm-1' },
    { asked: 'other', model: 'other' },
  ]);
});

test('of several models, only the one is replaced that answered: by its name or as the version that it is', async () => {
  const url = await serve(async (request, response) => {
    const { model } = JSON.parse(await text(request));
    const versions: Record<string, string> = { large: 'large-2025-04-14' };
    response.end(JSON.stringify({ model: versions[model] ?? model, choices: [], content: [] }));
  });
  const tap = await startTap(url);
  const answering = async (path: string, model: string) => {
    const recording = tap.record();
    const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Where?' }] });
    const base = baseUrl(tap, path.startsWith('/chat') ? 'OPENAI_BASE_URL' : 'ANTHROPIC_BASE_URL');
    await (await fetch(`${base}${path}`, { method: 'POST', body })).text();
    return (await recording.end())[0]?.model;
  };
  expect(await answering('/chat/completions', 'large')).toBe('large-2025-04-14');
  tap.set({ model: { from: 'large-2025-04-14', to: 'other' } });
  expect(await answering('/chat/completions', 'large')).toBe('other');
  expect(await answering('/chat/completions', 'large-2025-04-14')).toBe('other');
  expect(await answering('/chat/completions', 'small')).toBe('small');
  expect(await answering('/v1/messages', 'claude')).toBe('claude');
});

test('where the path names the model, the body stays as it is', async () => {
  const { url, seen } = await serveModels();
  const environment = { AZURE_OPENAI_ENDPOINT: url };
  const tap = await startTap(url, { environment, pins: { m: 'm-1' } });
  tap.set({ model: { from: 'm', to: 'm-2' } });
  const path = '/openai/deployments/m/chat/completions?api-version=1';
  const body = { model: 'm', messages: [{ role: 'user', content: 'Where?' }] };
  await fetch(`${baseUrl(tap, 'AZURE_OPENAI_ENDPOINT')}${path}`, {
    ...{ method: 'POST', body: JSON.stringify(body) },
  });
  expect(seen).toMatchObject([{ url: path, body }]);
});

test('whole numbers pass exactly, however long', async () => {
  const asked = (id: string) => `{"model":"m","messages":[{"role":"user","id":${id},"x":0.5}]}`;
  const bodies: string[] = [];
  const url = await serve(async (request, response) => {
    bodies.push(await text(request));
    response.end('{}');
  });
  const tap = await startTap(url);
  for (const id of ['12345678901234567890', '-98765432109876543210', '1234567890123456', '0.5']) {
    await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/chat/completions`, {
      method: 'POST',
      body: asked(id),
    });
    expect(bodies.at(-1)).toBe(asked(id));
  }
});

test('a name that every object has is no pin', async () => {
  const { send } = await start({ pins: {} });
  const body = { model: 'constructor', messages: [{ role: 'user', content: 'Where?' }] };
  expect(await send('/chat/completions', body)).toEqual(body);
});
