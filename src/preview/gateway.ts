import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAccessRule } from './gateway-access.ts';
import { forward, type Upgrade } from './gateway-forward.ts';

/** The guarded way to an application. */
export interface Gateway {
  /** Base URL on 127.0.0.1. */
  readonly url: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** On every answer, the application's too. */
const notIndexed = { 'X-Robots-Tag': 'noindex' };

/**
 * Listens on a free port of 127.0.0.1 and passes on, streaming in both directions, requests and WebSockets that
 * carry the preview's token. Others get 401; everybody gets 410 from `expiresAt` on, and 502 while the application
 * can't be reached.
 *
 * On node:http alone: of what httpxy and http-proxy-3 offer this would use two calls, and the part that matters
 * here, what is taken out of a request, would still be ours.
 */
export async function startGateway(options: {
  /** Where the application listens on 127.0.0.1. */
  port: number;
  token: string;
  expiresAt: Date;
  /** Whether people reach the gateway over https. */
  secure: boolean;
}): Promise<Gateway> {
  const { port, expiresAt } = options;
  const accessOf = createAccessRule(options);
  const upgraded = new Set<Socket>();

  function handle(request: IncomingMessage, response: ServerResponse, upgrade?: Upgrade): void {
    const { method = '', url = '', headers } = request;
    const access = accessOf({ method, url, headers });
    const onFailure = () => answer(response, 502, 'The application of this preview is not there.');
    if (Date.now() >= expiresAt.getTime()) {
      answer(response, 410, 'This preview has expired. Ask for a new one on its thread.');
    } else if (access.kind === 'refused') {
      answer(response, 401, 'Open this preview with the link from its report.');
    } else if (access.kind === 'entering') {
      answer(response, 303, '', { Location: access.location, 'Set-Cookie': access.cookie });
    } else {
      forward(request, response, { ...access, port, added: notIndexed, onFailure }, upgrade);
    }
  }

  const server = createServer((request, response) => handle(request, response));
  server.on('upgrade', (request, duplex, head) => {
    const socket = duplex as Socket;
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    socket.on('error', () => socket.destroy());
    const response = new ServerResponse(request);
    response.assignSocket(socket);
    response.on('finish', () => socket.end());
    handle(request, response, { socket, head });
  });

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await closed;
    },
  };
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, {
    ...notIndexed,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    // What is left of the request's body is not read.
    Connection: 'close',
    ...headers,
  });
  response.end(text && `${text}\n`);
}
