import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { exceptHere, proxyVariables } from '../../../../src/replay/taps/model/proxies.ts';
import { serve } from '../../http-server.ts';
import { serveModels } from './stand-in.ts';
import { baseUrl, startTap } from './start-tap.ts';

test('the tap takes the proxy that the preview would take, and the preview none to the tap', async () => {
  const { url, seen } = await serveModels();
  const asked: (string | undefined)[] = [];
  // Requests to a proxy have whole addresses: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
  const proxy = await serve((request, response) => {
    asked.push(request.url);
    const { pathname } = new URL(request.url ?? '');
    const { method, headers } = request;
    const forwarded = httpRequest(`${url}${pathname}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  const environment = {
    OPENAI_BASE_URL: 'http://models.example/v1',
    ANTHROPIC_BASE_URL: url,
    HTTP_PROXY: proxy,
    NO_PROXY: 'intern.example',
  };
  const tap = await startTap(url, { environment });
  const response = await fetch(`${baseUrl(tap, 'OPENAI_BASE_URL')}/models`);
  expect(await response.json()).toEqual({ object: 'list', data: [] });
  expect(asked).toEqual(['http://models.example/v1/models']);
  await fetch(`${baseUrl(tap, 'ANTHROPIC_BASE_URL')}/v1/models`);
  expect(seen).toHaveLength(2);
  expect(asked).toHaveLength(1);
  expect(tap.environment).toMatchObject({
    NO_PROXY: 'intern.example,127.0.0.1,localhost,::1',
    no_proxy: 'intern.example,127.0.0.1,localhost,::1',
  });
});

test.each([
  [{ ALL_PROXY: 'http://p:1' }, '127.0.0.1,localhost,::1'],
  [{ all_proxy: 'socks5://p:1' }, '127.0.0.1,localhost,::1'],
  [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, '*'],
  [
    { https_proxy: 'http://p:1', NO_PROXY: 'a, b', no_proxy: 'b,c' },
    'b,c,a,127.0.0.1,localhost,::1',
  ],
])(
  'with %j, this machine and what was excepted before is reached without a proxy',
  (environment, list) => {
    expect(exceptHere(environment)).toEqual({ NO_PROXY: list, no_proxy: list });
  },
);

test('a proxy for all is taken for what has none of its own, if it speaks HTTP', () => {
  const all = 'http://all:1';
  expect(proxyVariables({ ALL_PROXY: all, HTTPS_PROXY: 'http://own:1' })).toMatchObject({
    http_proxy: all,
    HTTPS_PROXY: 'http://own:1',
  });
  expect(proxyVariables({ ALL_PROXY: all, HTTPS_PROXY: 'http://own:1' })).not.toHaveProperty(
    'https_proxy',
  );
  expect(proxyVariables({ all_proxy: 'socks5://p:1' })).not.toHaveProperty('http_proxy');
});

test('without a proxy, nothing is said of one', async () => {
  const tap = await startTap('http://127.0.0.1:1');
  expect(Object.keys(tap.environment).filter((name) => /proxy/i.test(name))).toEqual([]);
});

test('a proxy that is no URL is told at the start', async () => {
  const environment = { HTTPS_PROXY: 'http://user:password@' };
  const refused = startTap('http://127.0.0.1:1', { environment });
  await expect(refused).rejects.toMatchObject({ code: 'config-invalid' });
  await expect(refused).rejects.not.toThrow('password');
});
