import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { DispatchedRun } from '../stand-in/dispatch.ts';
import { createBlobStore } from './blob-store.ts';
import { createResultsIdentity, type ResultsIdentity } from './runtime-token.ts';

/** The service that takes a job's artifacts while it runs. */
export interface ResultsService {
  /** `ACTIONS_RESULTS_URL` without its last slash. */
  readonly url: string;
  /** Lets a job in; `leave` when it has ended, as the token ends with it. */
  enter(run: DispatchedRun): { readonly token: string; leave(): void };
  close(): Promise<void>;
}

interface Client extends ResultsIdentity {
  readonly run: DispatchedRun;
  /** Ids of the blobs, by the names of the artifacts that are not finished. */
  readonly uploads: Map<string, string>;
  readonly names: Set<string>;
}

const ids = { workflow_run_backend_id: z.string(), workflow_job_run_backend_id: z.string() };
const createSchema = z.strictObject({
  ...ids,
  name: z.string().min(1),
  version: z.literal(7),
  mime_type: z.literal('application/zip'),
  expires_at: z.iso.datetime().optional(),
});
const finalizeSchema = z.strictObject({
  ...ids,
  name: z.string().min(1),
  size: z.string().regex(/^\d+$/),
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});

const prefix = '/twirp/github.actions.results.api.v1.ArtifactService/';

/** An error in the form of https://twitchtv.github.io/twirp/docs/spec_v7.html#error-codes. */
class TwirpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * The part of GitHub's results service that @actions/artifact 6 uploads with: Twirp's JSON for names and ends, a store
 * of blobs for the ZIP file. What is complete becomes an artifact of the run at once, while its job goes on.
 */
export async function startResultsService(): Promise<ResultsService> {
  const clients = new Map<string, Client>();
  const blobs = createBlobStore();
  let finished = 0;

  const call = (method: string, client: Client, body: unknown) => {
    if (method === 'CreateArtifact') {
      const { name } = checked(createSchema, client, body);
      if (client.names.has(name)) {
        const message = 'an artifact with this name already exists on the workflow run';
        throw new TwirpError(409, 'already_exists', `Conflict: ${message}`);
      }
      const blob = blobs.create();
      client.names.add(name);
      client.uploads.set(name, blob.id);
      return { ok: true, signed_upload_url: `${url}${blob.path}` };
    }
    if (method === 'FinalizeArtifact') {
      const { name, size, hash } = checked(finalizeSchema, client, body);
      const zip = blobs.read(client.uploads.get(name) ?? '');
      if (zip === undefined) throw new TwirpError(404, 'not_found', 'nothing was uploaded');
      const digest = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
      if (zip.length !== Number(size) || digest !== hash) {
        throw new TwirpError(400, 'invalid_argument', 'size or hash is not that of the upload');
      }
      client.uploads.delete(name);
      client.run.addArtifactZip(name, zip);
      finished += 1;
      return { ok: true, artifact_id: String(finished) };
    }
    throw new TwirpError(404, 'bad_route', `no method ${method}`);
  };

  const server = createServer(async (request, response) => {
    const target = new URL(request.url ?? '/', url);
    const body = await buffer(request);
    if (!target.pathname.startsWith(prefix)) {
      const { status, code } = blobs.put(target, request.headers, body);
      response.writeHead(status, azureHeaders(code)).end();
      return;
    }
    try {
      const client = authenticate(clients, request);
      const method = target.pathname.slice(prefix.length);
      send(response, 200, call(method, client, JSON.parse(body.toString('utf8'))));
    } catch (error) {
      const { status, code, message } = error instanceof TwirpError ? error : internal(error);
      send(response, status, { code, msg: message });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    enter(run) {
      const identity = createResultsIdentity();
      clients.set(identity.token, { ...identity, run, uploads: new Map(), names: new Set() });
      return { token: identity.token, leave: () => clients.delete(identity.token) };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function authenticate(clients: ReadonlyMap<string, Client>, request: IncomingMessage): Client {
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
  const client = clients.get(token);
  if (client === undefined) throw new TwirpError(401, 'unauthenticated', 'the token is not valid');
  return client;
}

/** A request's content, if it is one and about the run and the job of the token. */
function checked<
  T extends { workflow_run_backend_id: string; workflow_job_run_backend_id: string },
>(schema: z.ZodType<T>, { runBackendId, jobBackendId }: Client, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new TwirpError(400, 'malformed', z.prettifyError(parsed.error));
  }
  const { workflow_run_backend_id: run, workflow_job_run_backend_id: job } = parsed.data;
  if (run !== runBackendId || job !== jobBackendId) {
    throw new TwirpError(403, 'permission_denied', 'the token is for another job');
  }
  return parsed.data;
}

function internal(error: unknown): TwirpError {
  return new TwirpError(500, 'internal', String(error));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function azureHeaders(code: string | undefined): Record<string, string> {
  return {
    'x-ms-version': '2026-02-06',
    'x-ms-request-id': '00000000-0000-0000-0000-000000000000',
    etag: '"0x8D000000000000"',
    'last-modified': new Date().toUTCString(),
    ...(code !== undefined && { 'x-ms-error-code': code }),
  };
}
