import { createHash } from 'node:crypto';
import type { RecordedRequest } from './cassette-file.ts';
import type { Route } from './route.ts';

type Json = RecordedRequest['body'];

/**
 * Parameters of a query that are keys, such as `api-key`, `access_token` and `X-Amz-Signature`; they are no part of what
 * is asked. `keyword`, `sort_key` and `page_token` are.
 */
const credential =
  /^(?:(?:x|amz|goog|api|access|auth|client|id|private|refresh|secret|security|session|subscription)[-_]?)*(?:key|token|secret|sig|signature|auth|authorization|credential|password)$/i;

/**
 * A request as cassettes know it. Two that ask for the same are equal as JSON: members stand in the order of their
 * names, and nothing of a key or header is in it.
 */
export function normaliseRequest(
  { api, path, target }: Route,
  method: string,
  body: { json: unknown; text: string | undefined; bytes: Buffer },
): RecordedRequest {
  const query = new URLSearchParams(
    [...target.searchParams].filter(([name]) => !credential.test(name)),
  );
  query.sort();
  return {
    api,
    method,
    path: query.size === 0 ? path : `${path}?${query}`,
    body: normaliseBody(body),
  };
}

function normaliseBody({
  json,
  text,
  bytes,
}: {
  json: unknown;
  text: string | undefined;
  bytes: Buffer;
}): Json {
  if (json !== undefined) return sorted(json as Json);
  return text ?? { sha256: createHash('sha256').update(bytes).digest('hex') };
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] as Json)]));
}
