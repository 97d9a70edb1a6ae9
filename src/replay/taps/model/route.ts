import { timingSafeEqual } from 'node:crypto';
import type { ObservedModelCall } from '../tap.ts';
import type { Upstream } from './upstreams.ts';

export type Api = ObservedModelCall['api'];

/** Where a request that came to the tap belongs. */
export interface Route {
  readonly api: Api;
  readonly upstream: Upstream;
  /** The whole address at the upstream, query included. */
  readonly target: URL;
  /** Path below the upstream's base, without the query. */
  readonly path: string;
}

/** `/token/variable`, then the path and the query as the upstream gets them. */
const form = /^\/([^/?]+)\/([^/?]+)((?:\/[^?]*)?)((?:\?.*)?)$/s;

/** The path that stands before everything that this upstream is asked, and makes the tap's address a secret. */
export function pathPrefix(token: string, { variable }: Upstream): string {
  return `/${token}/${variable.toLowerCase()}`;
}

/** The route of a request; `undefined` if it does not carry the token, or names no upstream. */
export function findRoute(
  { method, url }: { method: string; url: string },
  { token, upstreams }: { token: string; upstreams: readonly Upstream[] },
): Route | undefined {
  const [, given = '', name, path = '', query = ''] = form.exec(url) ?? [];
  if (!isSame(given, token)) return undefined;
  const upstream = upstreams.find(({ variable }) => variable.toLowerCase() === name);
  if (upstream === undefined) return undefined;
  const { base } = upstream;
  // As text: a path that begins with two slashes must not become another host.
  const target = URL.parse(`${base.origin}${withVersion(path, upstream)}${query}`);
  if (target === null) return undefined;
  target.username = base.username;
  target.password = base.password;
  const below = path.startsWith(base.pathname) ? path.slice(base.pathname.length) : path;
  return { api: apiOf(method, target.pathname), upstream, target, path: below || '/' };
}

/**
 * Anthropic's own client adds `/v1` to its base URL, the AI SDK's has it in its default one. With the public API
 * neither needs a variable, so both may come with the same one.
 */
function withVersion(path: string, { vendor, base }: Upstream): string {
  const isPublic = vendor === 'anthropic' && base.href === 'https://api.anthropic.com/';
  return isPublic && !path.startsWith('/v1/') ? `/v1${path}` : path;
}

function apiOf(method: string, path: string): Api {
  if (method !== 'POST') return 'other';
  const whole = path.replace(/\/+$/, '');
  if (whole.endsWith('/chat/completions')) return 'openai-chat';
  if (whole.endsWith('/responses')) return 'openai-responses';
  if (whole.endsWith('/embeddings')) return 'openai-embeddings';
  // Not the messages of a thread of OpenAI's assistants.
  return /(?<!\/threads\/[^/]+)\/messages$/.test(whole) ? 'anthropic-messages' : 'other';
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
