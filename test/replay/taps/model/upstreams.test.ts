import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { findRoute } from '../../../../src/replay/taps/model/route.ts';
import { findUpstreams } from '../../../../src/replay/taps/model/upstreams.ts';
import { ANSWER, serveModels } from './stand-in.ts';
import { baseUrl, RAW, startTap } from './start-tap.ts';

const upstreamsOf = (environment: Record<string, string>) =>
  Object.fromEntries(findUpstreams(environment).map(({ variable, base }) => [variable, base.href]));

test('without variables, the upstreams are the public APIs', () => {
  expect(upstreamsOf({ OPENAI_BASE_URL: '' })).toEqual({
    OPENAI_BASE_URL: 'https://api.openai.com/v1',
    OPENAI_API_BASE: 'https://api.openai.com/v1',
    ANTHROPIC_BASE_URL: 'https://api.anthropic.com/',
    ANTHROPIC_API_URL: 'https://api.anthropic.com/',
    ANTHROPIC_API_BASE: 'https://api.anthropic.com/',
  });
});

test('a variable that is not set leads where the vendor’s other one leads', () => {
  expect(
    upstreamsOf({ OPENAI_API_BASE: 'http://gateway/openai/v1/', ANTHROPIC_BASE_URL: 'http://a' }),
  ).toMatchObject({
    OPENAI_BASE_URL: 'http://gateway/openai/v1',
    OPENAI_API_BASE: 'http://gateway/openai/v1',
    ANTHROPIC_API_URL: 'http://a/',
  });
  expect(
    upstreamsOf({ OPENAI_BASE_URL: 'http://a/v1', OPENAI_API_BASE: 'http://b/v1' }),
  ).toMatchObject({
    OPENAI_BASE_URL: 'http://a/v1',
    OPENAI_API_BASE: 'http://b/v1',
  });
});

test('where only Azure is named, its client finds no base URL of OpenAI', () => {
  const azure = { AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com/' };
  expect(upstreamsOf(azure)).toMatchObject({
    AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com/',
  });
  expect(upstreamsOf(azure)).not.toHaveProperty('OPENAI_BASE_URL');
  expect(upstreamsOf({ ...azure, OPENAI_BASE_URL: 'http://a/v1' })).toHaveProperty(
    'OPENAI_BASE_URL',
  );
});

test('other variables lead to the tap where they name a model’s API', () => {
  const others = {
    AZURE_OPENAI_BASE_PATH: 'https://x.openai.azure.com/openai/deployments',
    ANTHROPIC_VERTEX_BASE_URL: 'https://vertex.example/v1',
    GROQ_BASE_URL: 'https://gateway.example/groq',
    MY_LLM_URL: 'https://api.openai.com/v1/chat/completions',
  };
  expect(
    upstreamsOf({ ...others, PUBLIC_URL: 'https://shop.example', OLLAMA_HOST: 'a:1' }),
  ).toMatchObject(others);
  expect(
    Object.keys(upstreamsOf({ PUBLIC_URL: 'https://shop.example', OLLAMA_HOST: 'a:1' })),
  ).toEqual(Object.keys(upstreamsOf({})));
  const vendors = findUpstreams(others).map(({ variable, vendor }) => [variable, vendor]);
  expect(Object.fromEntries(vendors)).toMatchObject({
    AZURE_OPENAI_BASE_PATH: 'azure',
    ANTHROPIC_VERTEX_BASE_URL: 'anthropic',
    GROQ_BASE_URL: 'openai',
  });
});

test.each([
  [{ OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' }, []],
  [{ AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com', AZURE_OPENAI_API_KEY: 'k' }, []],
  [
    { AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com', OPENAI_API_KEY: 'k' },
    ['OPENAI_API_KEY'],
  ],
  [{ AZURE_RESOURCE_NAME: 'x' }, ['AZURE_RESOURCE_NAME']],
  [{ GROQ_API_KEY: 'k', MISTRAL_API_KEY: '' }, ['GROQ_API_KEY']],
  [{ GROQ_API_KEY: 'k', GROQ_BASE_URL: 'https://api.groq.com' }, []],
  [{ OLLAMA_HOST: '10.0.0.1:11434' }, ['OLLAMA_HOST']],
])('of %j it is said what passes no tap', async (environment, names) => {
  const tap = await startTap('http://127.0.0.1:1', { environment });
  expect(tap.gaps).toEqual(
    names.map(
      (name) => `calls to the API of ${name} pass no tap: they are not seen and not checked`,
    ),
  );
});

test('a variable of another name leads to the tap, and from there to its whole address', async () => {
  const { url, seen } = await serveModels();
  const tap = await startTap(url, {
    environment: { GROQ_BASE_URL: `${url}/openai/v1/chat/completions` },
  });
  const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: RAW }] });
  const ask = (init: RequestInit) =>
    fetch(baseUrl(tap, 'GROQ_BASE_URL'), { method: 'POST', ...init });
  expect((await ask({ body })).status).toBe(422);
  expect((await ask({ body: body.replace(RAW, 'Where?') })).status).toBe(200);
  expect(seen.map(({ url }) => url)).toEqual(['/openai/v1/chat/completions']);
});

test.each(['not a URL', 'ftp://a', 'unix:/a'])('%s is no upstream', (url) => {
  expect(() => findUpstreams({ OPENAI_BASE_URL: url })).toThrow('preview.env.OPENAI_BASE_URL');
});

const upstreams = findUpstreams({ OPENAI_BASE_URL: 'https://user:pass@gateway/ai/v1?a=1' });
const route = (url: string, method = 'POST') =>
  findRoute({ method, url }, { token: 'token', upstreams });

test('paths and queries reach the upstream as they are', () => {
  expect(route('/token/openai_base_url/ai/v1/chat/completions?b=%20')).toMatchObject({
    api: 'openai-chat',
    target: { href: 'https://user:pass@gateway/ai/v1/chat/completions?b=%20' },
    path: '/chat/completions',
  });
});

test.each([
  ['/ai/v1/responses', 'openai-responses'],
  ['/ai/v1/responses/resp_1/cancel', 'other'],
  ['/ai/v1/embeddings/', 'openai-embeddings'],
  ['/ai/v1/messages', 'anthropic-messages'],
  ['/ai/v1/messages/count_tokens', 'other'],
  ['/ai/v1/threads/thread_1/messages', 'other'],
  ['/openai/deployments/gpt/chat/completions', 'openai-chat'],
])('%s is %s', (path, api) => {
  expect(route(`/token/openai_base_url${path}`)?.api).toBe(api);
  expect(route(`/token/openai_base_url${path}`, 'GET')?.api).toBe('other');
});

test.each([
  '/',
  '/token',
  '/tokem/openai_base_url/x',
  '/token/other/x',
  'http://evil/x',
  '*',
  '//token/openai_base_url',
])('the address %s belongs to nobody', (url) => expect(route(url)).toBeUndefined());

test('no path leads to another host', () => {
  for (const path of ['//evil/x', '/\\evil/x', '/../../x', '/@evil/x']) {
    expect(route(`/token/openai_base_url${path}`)?.target.host).toBe('gateway');
  }
});

test('clients of Anthropic’s public API may bring its version or not', () => {
  const at = (path: string) => route(`/token/anthropic_base_url${path}`)?.target.href;
  expect(at('/messages')).toBe('https://api.anthropic.com/v1/messages');
  expect(at('/v1/messages')).toBe('https://api.anthropic.com/v1/messages');
});

test('others on this machine can not use the tap', async () => {
  const { url, seen } = await serveModels();
  const tap = await startTap(url);
  const base = new URL(baseUrl(tap, 'OPENAI_BASE_URL'));
  const [, token = ''] = base.pathname.split('/');
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  expect(tap.token).toBe(token);
  expect(tap.hideSecrets(`no answer of ${base.pathname}`)).not.toContain(token);
  const other = await startTap(url);
  expect(new URL(baseUrl(other, 'OPENAI_BASE_URL')).pathname).not.toContain(token);
  for (const path of [
    '/v1/models',
    '/openai_base_url/v1/models',
    `/${token}x/openai_base_url/v1`,
  ]) {
    expect((await fetch(new URL(path, base))).status).toBe(404);
  }
  expect(seen).toEqual([]);
});

test('clients that know only the environment come by the tap', async () => {
  const { url } = await serveModels();
  const tap = await startTap(url, {
    environment: { OPENAI_BASE_URL: `${url}/v1`, ANTHROPIC_BASE_URL: `${url}/v1` },
  });
  const program = `
    import OpenAI from 'openai';
    import { openai } from '@ai-sdk/openai';
    import { anthropic } from '@ai-sdk/anthropic';
    import { generateText } from 'ai';
    const asked = { model: 'm', messages: [{ role: 'user', content: 'Where?' }] };
    const { choices } = await new OpenAI().chat.completions.create(asked);
    console.log(choices[0].message.content);
    for (const model of [openai('m'), anthropic('m')])
      console.log((await generateText({ model, prompt: 'Where?' })).text);`;
  const recording = tap.record();
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: {
      PATH: process.env.PATH,
      OPENAI_API_KEY: 'a',
      ANTHROPIC_API_KEY: 'a',
      ...tap.environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  expect(await text(child.stdout)).toBe(`${ANSWER}\n`.repeat(3));
  expect((await recording.end()).map(({ api }) => api)).toEqual([
    'openai-chat',
    'openai-responses',
    'anthropic-messages',
  ]);
});
