import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { RawRequest } from './answer.ts';
import type { ApiResponse } from './api.ts';

/** What is sent: an answer, or `undefined` to end the connection without one. */
export type Reply = ApiResponse | undefined;

/** A server on 127.0.0.1 that gives every request, read whole, to `reply`. */
export async function startServer(
  reply: (request: RawRequest) => Promise<Reply>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(request, response, reply).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => close(server),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (request: RawRequest) => Promise<Reply>,
): Promise<void> {
  const address = request.url ?? '/';
  // Where GitHub Enterprise Server has it, which is how Probot is told of another server.
  const prefix = /^\/api\/v3(?=\/)/.exec(address)?.[0] ?? '';
  const raw: RawRequest = {
    method: request.method ?? '',
    url: new URL(address.slice(prefix.length), 'http://127.0.0.1'),
    headers: request.headers,
    text: await text(request),
  };
  const answer = await reply(raw);
  if (answer === undefined) {
    response.destroy();
    return;
  }
  const body = answer.bytes ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
  response.writeHead(answer.status, {
    ...(answer.json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
    ...answer.headers,
    // Octokit knows the App's own operations by what follows the prefix, on the next page, too.
    ...(answer.headers?.link !== undefined && {
      link: answer.headers.link.replaceAll(/(?<=<http:\/\/[^/]+)\//g, `${prefix}/`),
    }),
  });
  response.end(body);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
