import type { IncomingHttpHeaders } from 'node:http';
import { ApiError, type ApiRequest, type ApiResponse, notFound } from './api.ts';
import { handlers } from './handlers.ts';
import type { Identity } from './identities.ts';
import type { Operation } from './operations.ts';
import { checkPermission } from './permissions.ts';
import { matchOperation } from './router.ts';
import type { Validation } from './validation.ts';
import { findRepository, type World } from './world.ts';

/** The version of the API that the description describes, and that GitHub assumes where a request names none. */
const apiVersion = '2022-11-28';

/** A request as it arrived. */
export interface RawRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What is known of a request when it was answered. */
export interface Exchange {
  readonly response: ApiResponse;
  readonly operation?: Operation;
  readonly identity?: Identity;
  /** Why the request is not valid by GitHub's description; empty if it is. */
  readonly problems: readonly string[];
  /** What the stand-in did wrong: an answer that GitHub would not give, or an exception. */
  readonly defect?: Error;
}

/** Answers one request as GitHub would. */
export async function answer(
  world: World,
  validation: Validation,
  raw: RawRequest,
): Promise<Exchange> {
  const { method, url, headers } = raw;
  const match = matchOperation(method, url.pathname);
  if (match === undefined) {
    return invalid([`${method} ${url.pathname} is no operation of operations.ts`]);
  }
  const { operation, path } = match;
  let identity: Identity | undefined;
  try {
    identity = world.credentials.identify(headers.authorization);
    checkHeaders(headers);
    const body = parseBody(raw.text);
    const problems = validation.request(operation, { path, query: url.searchParams, body });
    if (problems.length > 0) return { ...invalid(problems), operation, identity };
    const request = toApiRequest(world, raw, path, identity, body);
    checkPermission(operation, request);
    const response = await handlers[operation](request);
    if (response.bytes === undefined) {
      const wrong = validation.response(operation, response.status, response.json);
      if (wrong.length > 0) {
        throw new Error(`the stand-in's answer to ${operation} is invalid: ${wrong.join('; ')}`);
      }
    }
    return { response, operation, identity, problems: [] };
  } catch (error) {
    const who = identity === undefined ? {} : { identity };
    if (error instanceof ApiError) {
      return { response: refusal(error), operation, ...who, problems: [] };
    }
    const response = { status: 500, json: { message: 'Server Error' } };
    return { response, operation, ...who, problems: [], defect: error as Error };
  }
}

function invalid(problems: readonly string[]): Exchange {
  const message = `Not valid by GitHub's OpenAPI description: ${problems.join('; ')}`;
  return { response: refusal(new ApiError(422, message)), problems };
}

function refusal({ status, message, details, headers }: ApiError): ApiResponse {
  const documentation = { documentation_url: 'https://docs.github.com/rest', status: `${status}` };
  return { status, json: { message, ...details, ...documentation }, headers };
}

function checkHeaders(headers: IncomingHttpHeaders): void {
  if (headers['user-agent'] === undefined) {
    throw new ApiError(403, 'Request forbidden by administrative rules.');
  }
  const version = headers['x-github-api-version'] ?? apiVersion;
  if (version !== apiVersion) {
    throw new ApiError(400, `"${version}" is not a supported version of the REST API.`);
  }
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'Problems parsing JSON');
  }
}

function toApiRequest(
  world: World,
  { url, headers }: RawRequest,
  path: Readonly<Record<string, string>>,
  identity: Identity,
  body: unknown,
): ApiRequest {
  const { owner, repo } = path;
  const repository = owner === undefined ? undefined : findRepository(world, owner, repo ?? '');
  if (owner !== undefined && repository === undefined) throw notFound();
  return {
    world,
    identity,
    pathname: url.pathname,
    path,
    query: Object.fromEntries(url.searchParams),
    // Labels may be given as a list; that is the same as an object with `labels`.
    body: (Array.isArray(body) ? { labels: body } : (body ?? {})) as ApiRequest['body'],
    accept: headers.accept ?? '',
    get repository() {
      if (repository === undefined) throw new Error('this operation is about no repository');
      return repository;
    },
  };
}
