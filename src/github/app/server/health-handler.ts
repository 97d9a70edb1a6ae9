import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunningApp } from './start-app.ts';

/** Answers `GET /health`: 200 while the App takes webhooks, otherwise 503. `false`: the request is another. */
export function healthHandler(
  app: Pick<RunningApp, 'health'>,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/health') return false;
    const health = await app.health();
    response
      .writeHead(health.status === 'ok' ? 200 : 503, { 'content-type': 'application/json' })
      .end(`${JSON.stringify(health)}\n`);
    return true;
  };
}
