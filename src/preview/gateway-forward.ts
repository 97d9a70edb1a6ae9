import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { type Duplex, pipeline } from 'node:stream';
import { endToEndHeaders } from '../end-to-end-headers.ts';

/** A request as the application is to see it. */
export interface Forwarded {
  /** The application's port on 127.0.0.1. */
  readonly port: number;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Headers that the answer gets on top of the application's. */
  readonly added: OutgoingHttpHeaders;
  /** Called instead of answering when the application can't be reached or speaks no HTTP. */
  readonly onFailure: () => void;
}

/** The connection of a request that asked for another protocol. */
export interface Upgrade {
  readonly socket: Duplex;
  /** What the client sent after the request's head. */
  readonly head: Buffer;
}

/** Passes a request to the application and its answer back, both while they arrive. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { port, path, headers, added, onFailure }: Forwarded,
  upgrade?: Upgrade,
): void {
  const { 'transfer-encoding': framing } = headers;
  const protocol = upgrade && { connection: 'Upgrade', upgrade: headers.upgrade };
  const upstream = httpRequest({
    host: '127.0.0.1',
    port,
    path,
    method: request.method,
    headers: {
      ...endToEndHeaders(headers),
      // Without it, node would send the body of a GET with no framing at all.
      ...(framing !== undefined && { 'transfer-encoding': framing }),
      ...protocol,
    },
    agent: false,
  });
  function relayHead(answer: IncomingMessage, extra: OutgoingHttpHeaders): boolean {
    try {
      const answered = endToEndHeaders(answer.headers);
      response.writeHead(answer.statusCode ?? 502, { ...answered, ...added, ...extra });
      // The first event of a stream may come much later.
      response.flushHeaders();
      return true;
    } catch {
      // node doesn't write every header that it reads.
      upstream.destroy();
      onFailure();
      return false;
    }
  }

  upstream.on('response', (answer) => {
    if (relayHead(answer, {})) pipeline(answer, response, () => {});
  });
  upstream.on('upgrade', (answer, application, head) => {
    const { connection, upgrade: chosen } = answer.headers;
    if (!upgrade || !relayHead(answer, { connection, upgrade: chosen })) {
      application.destroy();
      return;
    }
    const { socket } = upgrade;
    response.detachSocket(socket as Parameters<typeof response.detachSocket>[0]);
    socket.write(head);
    application.write(upgrade.head);
    pipeline(socket, application, socket, () => {});
  });
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else onFailure();
  });
  // Not pipeline(): when the application can't be reached, it would close the client's connection with it.
  if (upgrade) upstream.end();
  else request.pipe(upstream);
  response.on('close', () => upstream.destroy());
}
