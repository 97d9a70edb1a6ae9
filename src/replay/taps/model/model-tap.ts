import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BranchProdError } from '../../../errors.ts';
import type { FindRaw } from '../../../sanitize/find-raw.ts';
import type { ObservedModelCall, Tap } from '../tap.ts';
import { type AnswerSource, fromCassette, fromUpstream } from './answer-source.ts';
import { createClient } from './ask-upstream.ts';
import { createCallLog } from './call-log.ts';
import { type CassetteRecorder, openPlayer, openRecorder } from './cassette.ts';
import type { ModelSettings } from './change-request.ts';
import { handleCall } from './handle-call.ts';
import { findGaps } from './known-apis.ts';
import { createKnownVersions } from './known-versions.ts';
import { exceptHere } from './proxies.ts';
import { findRoute, pathPrefix } from './route.ts';
import { createSecretMask } from './secrets.ts';
import { findUpstreams } from './upstreams.ts';

/** The recording proxy between a preview and the APIs of its models. */
export interface ModelTap extends Tap<ObservedModelCall> {
  /**
   * What the preview's environment gets on top of the config's: base URLs that lead here, and past any proxy. They are
   * secrets, as whoever knows them can use the tap.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** Sets these on top of the settings that the tap was started with, for calls from now on; `{}` undoes it. */
  set(settings: ModelSettings): void;
  /** What lets the preview ask models past the tap, in sentences without values. */
  readonly gaps: readonly string[];
  /** What makes the tap's address a secret. No log may show it. */
  readonly token: string;
  /** The text with `[secret]` for the token and each key that passed or that the preview's environment holds. */
  hideSecrets(text: string): string;
}

export interface ModelTapOptions {
  /** The config's `preview.env` in clear, where the upstreams are named; with proxies, if the preview gets any. */
  readonly environment: Readonly<Record<string, string>>;
  /** The config's `ai.models`: what becomes of a model's name. */
  readonly pins: Readonly<Record<string, string>>;
  /** Default: as the application has them. */
  readonly settings?: Pick<ModelSettings, 'temperature' | 'seed'>;
  /** `live` only passes on, `record` also adds to a cassette, `replay` answers from one and asks nobody. */
  readonly mode: 'live' | 'record' | 'replay';
  /** Path of the cassette, for the modes with one. */
  readonly cassette?: string;
  readonly findRaw: FindRaw;
  /** Ends the start. */
  readonly signal: AbortSignal;
}

/** Clients keep their connections for shorter than that, so none sends on one that ends at the same moment. */
const KEEP_ALIVE_MS = 75_000;
/** So that a thousand can connect at once. */
const BACKLOG = 4096;

/**
 * Starts a model tap on a free port of 127.0.0.1.
 *
 * Streams pass as they come. Calls to the APIs of OpenAI (chat completions, responses, embeddings) and Anthropic
 * (messages) are read along; everything else passes too, as `other`. A request that contains a raw personal value, or
 * whose text can't be looked at, is answered with 422 and goes nowhere. WebSockets are not passed on.
 *
 * @throws {BranchProdError} `config-invalid` for an upstream or proxy that is no URL, `usage` for a mode without its cassette,
 *   `not-found` or `state-unusable` for one that can't be used
 * @throws {unknown} the signal's reason if it was aborted before
 */
export async function startModelTap(options: ModelTapOptions): Promise<ModelTap> {
  const { environment, pins, findRaw, signal } = options;
  const upstreams = findUpstreams(environment);
  const versions = createKnownVersions();
  const token = randomBytes(32).toString('base64url');
  const log = createCallLog();
  const client = createClient(environment);
  let settings: ModelSettings = { ...options.settings };
  signal.throwIfAborted();
  const { recorder, source } = await openMode(options, () =>
    fromUpstream(client, ({ upstream }) => pathPrefix(token, upstream)),
  );
  const secrets = createSecretMask(environment, token);
  const context = {
    ...{ pins, findRaw, secrets, versions, log, recorder, source },
    settings: () => settings,
  };
  const ongoing = new Set<Promise<void>>();

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '' } = request;
    const route = findRoute({ method, url }, { token, upstreams });
    if (route === undefined) {
      response.writeHead(404, { connection: 'close' }).end();
      return;
    }
    const call = handleCall(request, response, route, context)
      // What we did not think of ends this one call, and not the process.
      .catch(() => void response.destroy())
      .finally(() => ongoing.delete(call));
    ongoing.add(call);
  }

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handle);
  server.listen({ host: '127.0.0.1', port: 0, backlog: BACKLOG });
  await once(server, 'listening');
  // A connection that could not be accepted, as for want of descriptors.
  server.on('error', () => {});
  const { port } = server.address() as AddressInfo;

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= (async () => {
      server.close();
      server.closeAllConnections();
      await Promise.all(ongoing);
      client.close();
      await recorder?.close();
    })();
    return closed;
  };
  if (signal.aborted) {
    await close();
    signal.throwIfAborted();
  }
  return {
    environment: {
      ...exceptHere(environment),
      ...Object.fromEntries(
        upstreams.map((upstream) => {
          const { pathname, search } = upstream.base;
          const path = `${pathPrefix(token, upstream)}${pathname === '/' ? '' : pathname}${search}`;
          return [upstream.variable, `http://127.0.0.1:${port}${path}`];
        }),
      ),
    },
    set(changed) {
      settings = { ...options.settings, ...changed };
    },
    gaps: findGaps(environment, upstreams),
    token,
    hideSecrets: secrets.hide,
    record: log.record,
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function openMode(
  { mode, cassette }: ModelTapOptions,
  fromApi: () => AnswerSource,
): Promise<{ source: AnswerSource; recorder: CassetteRecorder | undefined }> {
  if (mode === 'live') return { source: fromApi(), recorder: undefined };
  if (cassette === undefined) {
    throw new BranchProdError('usage', `The model tap can't ${mode} without a cassette.`, {
      nextStep: 'Name the file of a cassette.',
    });
  }
  if (mode === 'record') return { source: fromApi(), recorder: await openRecorder(cassette) };
  return { source: fromCassette(await openPlayer(cassette)), recorder: undefined };
}
