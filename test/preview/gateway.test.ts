import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../src/preview/free-port.ts';
import { type Gateway, startGateway } from '../../src/preview/gateway.ts';

const token = 'tHe-token_0123456789';
const bearer = { authorization: `Bearer ${token}` };
const inAnHour = () => new Date(Date.now() + 3_600_000);

interface Seen {
  url: string;
  headers: Record<string, string>;
}

/** Answers with what it got; tests that need another application put their own handler here. */
let application: Server;
let gateway: Gateway;
let port: number;

beforeEach(async () => {
  application = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url, headers } = request;
    const body = Buffer.concat(chunks).toString();
    response.writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': ['a=1', 'b=2'] });
    response.end(JSON.stringify({ method, url, headers, body }));
  }).listen(0, '127.0.0.1');
  await once(application, 'listening');
  port = (application.address() as AddressInfo).port;
  gateway = await startGateway({ port, token, expiresAt: inAnHour(), secure: false });
});
afterEach(async () => {
  await gateway.close();
  application.closeAllConnections();
  application.close();
});

function get(path: string, options: RequestInit = {}) {
  return fetch(gateway.url + path, { redirect: 'manual', ...options });
}

function replaceHandler(handler: Parameters<typeof createServer>[1]): void {
  application.removeAllListeners('request');
  if (handler) application.on('request', handler);
}

/** Sends bytes as they are and gives everything that comes back until the connection ends. */
async function raw(text: string): Promise<string> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.setEncoding('latin1').write(text);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

test('without the token there is a short page, and the application hears nothing', async () => {
  let heard = 0;
  application.on('request', () => heard++);
  const requests = [
    get('/'),
    get('/', { headers: { authorization: 'Bearer wrong' } }),
    get('/', { headers: { authorization: `Basic ${token}` } }),
    get('/', { headers: { cookie: `token=${token}` } }),
    get('/?token=wrong'),
    get('/?token='),
    get(`/?Token=${token}`),
    get(`/?token=${token}`, { method: 'POST', body: 'x'.repeat(1_000_000) }),
    get('/', { method: 'DELETE' }),
  ];
  for (const response of await Promise.all(requests)) {
    expect(response.status).toBe(401);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.text()).toBe('Open this preview with the link from its report.\n');
  }
  expect(heard).toBe(0);
});

test('?token= becomes a cookie, and the cookie opens the preview', async () => {
  const entry = await get(`/page?a=1&token=${token}&b=%20x&a=2`);
  expect(entry.status).toBe(303);
  expect(entry.headers.get('location')).toBe('/page?a=1&b=%20x&a=2');
  expect(entry.headers.get('referrer-policy')).toBe('no-referrer');
  expect(entry.headers.get('cache-control')).toBe('no-store');
  const cookie = entry.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/; Path=\/; Max-Age=3[56]\d\d; HttpOnly; SameSite=Lax$/);

  const page = await get('/page?a=1&b=%20x&a=2', {
    headers: { cookie: `theirs=1; ${cookie.split(';')[0]}; branch-prod-other=x` },
  });
  expect(page.status).toBe(200);
  expect(page.headers.get('x-robots-tag')).toBe('noindex');
  expect(page.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  const seen = (await page.json()) as Seen;
  expect(seen.url).toBe('/page?a=1&b=%20x&a=2');
  expect(seen.headers.cookie).toBe('theirs=1');
});

test('the link without a path leads to /, and over https the cookie is for https only', async () => {
  await gateway.close();
  gateway = await startGateway({ port, token, expiresAt: inAnHour(), secure: true });
  const entry = await get(`/?token=${token}`);
  expect(entry.headers.get('location')).toBe('/');
  expect(entry.headers.get('set-cookie')).toMatch(/; Secure$/);
});

test.each(['//evil.example/', '/\\evil.example/', '\\\\evil.example/', 'http://evil.example/'])(
  'the redirect never leaves the preview: %s',
  async (path) => {
    const answer = await raw(`GET ${path}?token=${token} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const location = /^location: (.*)\r$/im.exec(answer)?.[1];
    // A target that node refuses is as good.
    if (location === undefined) expect(answer).toMatch(/^HTTP\/1.1 400/);
    else expect(new URL(location, gateway.url).origin).toBe(gateway.url);
  },
);

test('the application never sees the token, but keeps its own credentials and parameters', async () => {
  const seen = (await (
    await get(`/x?token=${token}&token=theirs`, { method: 'PUT', headers: bearer })
  ).json()) as Seen;
  expect(JSON.stringify(seen)).not.toContain(token);
  expect(seen.url).toBe('/x?token=theirs');
  expect(seen.headers.authorization).toBeUndefined();
  expect(seen.headers.cookie).toBeUndefined();

  const entry = await get(`/?token=${token}`);
  const cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
  const basic = { cookie, authorization: 'Basic dTpw' };
  const own = await (await get('/x?token=theirs', { headers: basic })).json();
  expect(own).toMatchObject({ url: '/x?token=theirs', headers: { authorization: 'Basic dTpw' } });
});

test('method, body, host and status pass, headers of the connection do not', async () => {
  const answer = await raw(
    `PATCH /x HTTP/1.1\r\nHost: preview.example\r\nAuthorization: bearer  ${token}\r\n` +
      'Connection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nTE: trailers\r\n' +
      'Proxy-Authorization: x\r\nX-Mine: yes\r\nContent-Length: 4\r\n\r\nbody',
  );
  const seen = JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
  expect(seen).toMatchObject({ method: 'PATCH', url: '/x', body: 'body' });
  expect(seen.headers).toEqual({
    host: 'preview.example',
    'x-mine': 'yes',
    'content-length': '4',
    connection: 'close',
  });
});

test('a GET with a chunked body stays one request', async () => {
  const smuggled = 'GET /two HTTP/1.1\r\nHost: x\r\n\r\n';
  const answer = await raw(
    `GET /one HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n` +
      `Transfer-Encoding: chunked\r\n\r\n${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
  );
  expect(answer).toContain('"url":"/one"');
  expect(answer).toContain(JSON.stringify(smuggled));
  expect(answer).not.toContain('"url":"/two"');
});

test('request and answer stream', async () => {
  replaceHandler(async (request, response) => {
    response.writeHead(200);
    for await (const chunk of request) response.write(`got ${chunk}`);
    response.end();
  });
  const request = httpRequest(gateway.url, { method: 'POST', headers: bearer });
  request.write('one');
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  expect((await once(response, 'data'))[0]).toBe('got one');
  request.write('two');
  expect((await once(response, 'data'))[0]).toBe('got two');
  request.end();
  await once(response, 'end');
});

test('the head of an answer arrives before its body', async () => {
  replaceHandler((_, response) => response.flushHeaders());
  const leave = new AbortController();
  const response = await get('/', { headers: bearer, signal: leave.signal });
  expect(response.status).toBe(200);
  leave.abort();
});

test.each([true, false])(
  'when the client leaves, the application learns of it: answer begun %s',
  async (begun) => {
    const leave = new AbortController();
    const left = new Promise((resolve) => {
      replaceHandler((_, response) => {
        response.on('close', resolve);
        if (begun) response.write('first');
        else leave.abort();
      });
    });
    const answer = get('/', { headers: bearer, signal: leave.signal });
    if (begun) {
      expect((await answer).status).toBe(200);
      leave.abort();
    } else await expect(answer).rejects.toThrow();
    await left;
  },
);

test('an application that is not there gives 502, also for a large upload', async () => {
  await gateway.close();
  const nobody = await freePort();
  gateway = await startGateway({ port: nobody, token, expiresAt: inAnHour(), secure: false });
  const response = await get('/', { headers: bearer });
  expect(response.status).toBe(502);
  expect(await response.text()).toContain('not there');
  const body = 'x'.repeat(100_000);
  expect((await get('/', { method: 'POST', headers: bearer, body })).status).toBe(502);
});

test('an application that breaks off, or speaks no HTTP, harms nobody else', async () => {
  application.on('connection', (socket) => socket.end('this is not HTTP\r\n\r\n'));
  expect((await get('/', { headers: bearer })).status).toBe(502);
  application.removeAllListeners('connection');
  await gateway.close();

  const broken = createServer((_, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half', () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(broken, 'listening');
  const at = (broken.address() as AddressInfo).port;
  gateway = await startGateway({ port: at, token, expiresAt: inAnHour(), secure: false });
  const response = await get('/', { headers: bearer });
  await expect(response.text()).rejects.toThrow();
  expect((await get('/')).status).toBe(401);
  broken.close();
});

test('bytes that no URL or header should have end in an answer, never in a crash', async () => {
  const credentials = `Authorization: Bearer ${token}\r\nConnection: close\r\n`;
  for (const head of [
    `GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n${credentials}\r\n`,
    `GET /%ff%00?token=%ff HTTP/1.1\r\nHost: x\r\n${credentials}\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\nCookie: \xff;;==;a\r\n${credentials}\r\n`,
    `OPTIONS * HTTP/1.1\r\nHost: x\r\n${credentials}\r\n`,
    `GET http://other.example/x HTTP/1.1\r\nHost: x\r\n${credentials}\r\n`,
    `GET / HTTP/1.1\r\n${credentials}\r\n`,
    `CONNECT x:1 HTTP/1.1\r\nHost: x\r\n${credentials}\r\n`,
    'nonsense\r\n\r\n',
  ]) {
    await raw(head);
  }
  expect((await get('/', { headers: bearer })).status).toBe(200);
});

test('after its time everybody gets 410, with the token too', async () => {
  await gateway.close();
  gateway = await startGateway({
    port,
    token,
    expiresAt: new Date(Date.now() + 200),
    secure: false,
  });
  expect((await get('/', { headers: bearer })).status).toBe(200);
  await sleep(250);
  expect((await get('/', { headers: bearer })).status).toBe(410);
  expect((await get(`/?token=${token}`)).status).toBe(410);
});

const upgradeRequest = (credentials: string) =>
  `GET /socket?token=${token}&x=1 HTTP/1.1\r\nHost: x\r\n${credentials}Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n`;

test('an upgrade without the token is refused', async () => {
  application.on('upgrade', (_, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
  const answer = await raw(upgradeRequest('').replace(`token=${token}&`, ''));
  expect(answer).toMatch(/^HTTP\/1.1 401 /);
  expect(answer).toContain('Open this preview');
});

test('an upgraded connection carries bytes both ways, early ones too, and ends with the gateway', async () => {
  let seen: IncomingMessage | undefined;
  application.on('upgrade', (request, socket, head) => {
    seen = request;
    socket.on('error', () => {});
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Accept: a\r\n\r\nhello ',
    );
    socket.write(head);
    socket.pipe(socket);
  });
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1').setEncoding('latin1');
  const entry = await get(`/?token=${token}`);
  const cookie = entry.headers.get('set-cookie')?.split(';')[0];
  const request = upgradeRequest(`Cookie: ${cookie}\r\n`).replace(`token=${token}&`, '');
  socket.write(`${request}early`);
  let got = '';
  socket.on('data', (text) => {
    got += text;
  });
  await expect.poll(() => got).toContain('hello early');
  expect(got).toMatch(/^HTTP\/1.1 101 /);
  expect(got).toMatch(/\r\nsec-websocket-accept: a\r\n/i);
  expect(got).toMatch(/\r\nupgrade: websocket\r\n/i);
  expect(seen?.headers.cookie).toBeUndefined();
  expect(seen?.headers).toMatchObject({ 'sec-websocket-key': 'k', upgrade: 'websocket' });
  socket.write('late');
  await expect.poll(() => got).toMatch(/late$/);
  const closed = once(socket, 'close');
  await gateway.close();
  await closed;
});

test("an application's refusal of an upgrade reaches the client", async () => {
  const answer = await raw(
    upgradeRequest(`Authorization: Bearer ${token}\r\n`)
      .replace('GET', 'POST')
      .replace('\r\n\r\n', '\r\nContent-Length: 0\r\n\r\n'),
  );
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toContain('"url":"/socket?x=1"');
});

test('a client that breaks off its upgrade does not crash the gateway', async () => {
  application.on('upgrade', (_, socket) => socket.on('error', () => {}));
  for (let i = 0; i < 5; i++) {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.write(
      upgradeRequest(`Authorization: Bearer ${token}\r\n`).replace(`token=${token}&`, ''),
    );
    await sleep(20);
    socket.resetAndDestroy();
  }
  expect((await get('/', { headers: bearer })).status).toBe(200);
});
