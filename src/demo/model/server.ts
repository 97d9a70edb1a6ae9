import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { chatModel, chatRequestSchema, completeChat, streamChat } from './chat-completions.ts';
import { createEmbeddings, embeddingModel, embeddingsRequestSchema } from './embeddings.ts';
import type { InverseDocumentFrequency } from './inverse-document-frequency.ts';

export interface ModelServer {
  /** What goes into `OPENAI_BASE_URL`. */
  url: string;
  close(): Promise<void>;
}

const mostBytes = 16 * 1024 * 1024;

/**
 * Serves the stand-in for the model on a port of this machine, with OpenAI's API: chat completions (streamed
 * too), embeddings and the list of models. Any bearer key will do, but there must be one.
 */
export async function startModelServer({
  inverseDocumentFrequency,
  port = 0,
}: {
  inverseDocumentFrequency: InverseDocumentFrequency;
  port?: number;
}): Promise<ModelServer> {
  const server = createServer((request, response) => {
    handle(request, response, inverseDocumentFrequency).catch((error: unknown) => {
      const known = error instanceof ApiError ? error : new ApiError(500, 'The stand-in failed.');
      if (response.headersSent) response.destroy();
      else send(response, known.status, known.body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  inverseDocumentFrequency: InverseDocumentFrequency,
): Promise<void> {
  if (!/^Bearer \S/.test(request.headers.authorization ?? '')) {
    throw new ApiError(401, 'There is no API key in the request.', 'invalid_api_key');
  }
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  switch (`${request.method} ${url?.pathname}`) {
    case 'GET /v1/models':
      return send(response, 200, models());
    case 'POST /v1/embeddings': {
      const asked = await readBody(request, embeddingsRequestSchema);
      return send(response, 200, createEmbeddings(asked, inverseDocumentFrequency));
    }
    case 'POST /v1/chat/completions': {
      const asked = await readBody(request, chatRequestSchema);
      if (asked.stream) return sendEvents(response, streamChat(asked, inverseDocumentFrequency));
      return send(response, 200, completeChat(asked, inverseDocumentFrequency));
    }
    default:
      throw new ApiError(404, 'The stand-in has no such endpoint.', 'unknown_url');
  }
}

async function readBody<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) > mostBytes) {
    throw new ApiError(413, `A request needs a length and has at most ${mostBytes} bytes.`);
  }
  const body = await json(request).catch(() => {
    throw new ApiError(400, 'The body is not JSON.');
  });
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiError(400, z.prettifyError(parsed.error), 'invalid_value');
  return parsed.data;
}

function models() {
  const data = [chatModel, embeddingModel].map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'stand-in',
  }));
  return { object: 'list', data };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendEvents(response: ServerResponse, events: Iterable<object>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  for (const event of events) response.write(`data: ${JSON.stringify(event)}\n\n`);
  response.end('data: [DONE]\n\n');
}
