import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import type { FindRaw } from '../../../sanitize/find-raw.ts';
import { members } from './answer.ts';
import { type ChangeOptions, changeRequest } from './change-request.ts';
import { headerTexts } from './headers.ts';
import { parseExactly } from './parse-exactly.ts';
import { unreadable } from './read-body.ts';
import { refuseRaw } from './refuse-raw.ts';
import type { Route } from './route.ts';

/** A request that may be forwarded. */
export interface PreparedRequest {
  /** What goes to the upstream. */
  readonly bytes: Buffer;
  /** The body that is sent, if it is JSON. */
  readonly json: unknown;
  /** The body, if it is text and no JSON. */
  readonly text: string | undefined;
  /** The model that the application asked for. */
  readonly asked: string | undefined;
  /** Whether texts are written as ids of tokens, as LangChain does by default: they are not looked at. */
  readonly hasTokenIds: boolean;
}

export interface PrepareOptions extends ChangeOptions {
  readonly route: Route;
  readonly headers: IncomingHttpHeaders;
  readonly findRaw: FindRaw;
}

/**
 * Looks at a request, and changes it as pins and settings say. To the APIs that are known goes exactly what was looked
 * at, written anew: of two members of one name, for example, a vendor could take the one that was not.
 *
 * @throws {Refusal} 422 if it contains a raw personal value or can't be looked at
 */
export async function prepareRequest(
  bytes: Buffer,
  options: PrepareOptions,
): Promise<PreparedRequest> {
  const { route, headers, findRaw } = options;
  const { api, target, path } = route;
  const around = [decodePath(path), ...[...target.searchParams].flat(), ...headerTexts(headers)];
  await refuseRaw(around, findRaw);
  if (!isReadCharset(headers)) throw unreadable('it is in another character set');
  const json = parse(bytes);
  if (api === 'other') {
    const text = bytes.toString('utf8');
    // As it is, and if it is JSON, what that says.
    await refuseRaw(text, findRaw);
    const isText = json === undefined && isUtf8(bytes);
    return {
      ...{ bytes, json, text: isText ? text : undefined },
      ...{ asked: modelOf(json), hasTokenIds: false },
    };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw unreadable('it is no JSON object');
  }
  const body = json as Record<string, unknown>;
  await refuseRaw(body, findRaw);
  const changed = changeRequest(body, route, options);
  return {
    bytes: Buffer.from(JSON.stringify(changed)),
    json: changed,
    text: undefined,
    asked: modelOf(json),
    hasTokenIds: api === 'openai-embeddings' && isTokens(body.input),
  };
}

/** The model that the body of a request names. */
export function modelOf(json: unknown): string | undefined {
  const { model } = members(json);
  return typeof model === 'string' ? model : undefined;
}

/** Of one text, or of each of several: https://platform.openai.com/docs/api-reference/embeddings/create */
function isTokens(input: unknown): boolean {
  return (
    Array.isArray(input) &&
    input.some((member) => typeof member === 'number' || Array.isArray(member))
  );
}

/** UTF-8, of which ASCII is a part; what says nothing has to be it as well, or is no text. */
function isReadCharset({ 'content-type': type = '' }: IncomingHttpHeaders): boolean {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type) ?? [];
  return ['utf-8', 'utf8', 'us-ascii', ''].includes(charset.toLowerCase());
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** `undefined` for what is not JSON in UTF-8, which is all that RFC 8259 allows between systems. */
function parse(bytes: Buffer): unknown {
  try {
    return parseExactly(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
