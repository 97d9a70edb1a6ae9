import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeMiddleware, type Probot } from 'probot';
import { healthHandler } from './health-handler.ts';
import { bodyReader } from './read-body.ts';
import type { AppSettings } from './settings.ts';
import { type AppParts, startApp } from './start-app.ts';

/** A server that takes webhooks. */
export interface RunningServer {
  readonly port: number;
  /** Takes nothing more, answers what is under way, and gives the tasks so many milliseconds. */
  stop(milliseconds: number): Promise<void>;
}

/** GitHub's own limit for a payload: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const payloadLimit = 25 * 1024 * 1024;
const limits = { each: payloadLimit, all: 4 * payloadLimit };

/**
 * Serves the App: Probot's middleware for webhooks and for what the App adds, behind a bound for bodies, which the
 * middleware has none of.
 */
export async function serve(
  probot: Probot,
  settings: Pick<AppSettings, 'host' | 'port' | 'webhookPath'>,
  parts: AppParts,
): Promise<RunningServer> {
  const app = await startApp(probot, parts);
  const readBody = bodyReader(limits);
  const middleware = await createNodeMiddleware(
    (_, { addHandler }) => addHandler(healthHandler(app)),
    { probot, webhooksPath: settings.webhookPath },
  );
  let stopping = false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Probot's set-up tells GitHub to deliver to `/`, whatever the path of webhooks is.
    if (request.method === 'POST' && request.url === '/') request.url = settings.webhookPath;
    if (!isWebhook(request)) return void (await middleware(request, response, notFound(response)));
    // GitHub has it as failed then, and is asked for it after the next start.
    if (stopping) return void response.writeHead(503).end();
    const body = await readBody(request);
    if ('status' in body) return void response.writeHead(body.status).end();
    try {
      // Octokit takes a body that is there already instead of reading it.
      await middleware(Object.assign(request, { body: body.text }), response, notFound(response));
    } finally {
      body.release();
    }
  }

  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 10_000 },
    (request, response) => {
      answer(request, response).catch((error) => {
        parts.log.warn({ error }, 'A request broke off.');
        response.destroy();
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  parts.log.info({ port }, 'The App takes webhooks.');
  void app.redeliverMissed();

  return {
    port,
    async stop(milliseconds) {
      stopping = true;
      // `/health` says that it is draining as long as there is something to drain.
      await app.drain(milliseconds);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Without a signature the middleware refuses it unread. */
function isWebhook({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && headers['x-hub-signature-256'] !== undefined;
}

function notFound(response: ServerResponse): () => void {
  return () => response.writeHead(404).end();
}
