import { BranchProdError } from '../errors.ts';
import type { Case } from './case.ts';
import { fillLeaves, fillText, type TextOf } from './placeholders.ts';

/** The config's `replay.request`: how a question is put to the application. `{{input}}` is the question. */
export type RequestTemplate = {
  method: string;
  /** Path and query, beginning with `/`. */
  path: string;
  headers?: Record<string, string> | undefined;
  /** Sent as JSON. */
  body?: unknown;
};

export type TrialRequest = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
};

/** URL parsers read `%2e` as a dot here, and encoding one doesn't take its meaning away. */
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?=[/?#]|$)/i;
/** They direct the connection instead of speaking to the application. */
const CONNECTION_HEADERS =
  /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/**
 * The request of a trial: the config's template, its fields replaced by those of the case, `{{input}}` replaced by
 * the question in the body's texts, the headers and, URI-encoded, the path. What the question itself holds is
 * never expanded. There is no other placeholder. Of `applicationUrl` only the origin counts.
 *
 * @throws {BranchProdError} `case-invalid` for an unknown placeholder, `{{input}}` without a question, a path that
 *   leaves the application or its own place in it, a header that can't be sent
 */
export function buildRequest(
  template: RequestTemplate,
  { question, request }: Pick<Case, 'question' | 'request'>,
  applicationUrl: string,
): TrialRequest {
  const { method, path, headers = {}, body } = { ...template, ...request };
  const sendsBody = body !== undefined && method !== 'GET';
  return {
    url: buildUrl(
      fillText(path, inputIs(question && encodeURIComponent(question.toWellFormed()))),
      applicationUrl,
    ),
    method,
    headers: buildHeaders(headers, question, sendsBody),
    ...(sendsBody && { body: JSON.stringify(fillLeaves(body, inputIs(question))) }),
  };
}

function buildUrl(path: string, applicationUrl: string): string {
  const { origin } = new URL(applicationUrl);
  const [pathname = ''] = path.split(/[?#]/);
  // URL parsers drop control characters and read `\` as `/`.
  const isPlain =
    pathname.startsWith('/') && !/[\p{Cc}\\]/u.test(path) && !DOT_SEGMENT.test(pathname);
  const url = isPlain ? URL.parse(path, origin) : null;
  if (url?.origin !== origin) {
    throw invalid(
      "The request's path would leave its place in the application.",
      'Begin the path with one "/" and put questions such as ".." into the query or the body.',
    );
  }
  return url.href;
}

function buildHeaders(
  template: Record<string, string>,
  question: string | undefined,
  sendsBody: boolean,
): Record<string, string> {
  const headers = new Headers(sendsBody ? { 'content-type': 'application/json' } : {});
  for (const [name, value] of Object.entries(template)) {
    const filled = fillText(value, inputIs(question));
    const isForbidden = CONNECTION_HEADERS.test(name) || /[\r\n\0]/.test(filled);
    if (isForbidden || !trySet(headers, name, filled)) {
      throw invalid(
        `The request's header ${JSON.stringify(name)} can't be sent.`,
        'Use headers of the application, of Latin-1 characters and one line; put other questions into the body.',
      );
    }
  }
  return Object.fromEntries(headers);
}

function trySet(headers: Headers, name: string, value: string): boolean {
  try {
    headers.set(name, value);
    return true;
  } catch {
    return false;
  }
}

/** Of the only placeholder that there is. */
function inputIs(input: string | undefined): TextOf {
  return (name, whole) => {
    if (name !== 'input') {
      throw invalid(
        `The request holds the unknown placeholder ${JSON.stringify(whole)}.`,
        'Use {{input}}, the question: there is no other placeholder.',
      );
    }
    if (input === undefined) {
      throw invalid(
        'The request holds {{input}}, but the case has no question.',
        'Write the question into the case, or a request without {{input}}.',
      );
    }
    return input;
  };
}

function invalid(message: string, nextStep: string): BranchProdError {
  return new BranchProdError('case-invalid', message, { nextStep });
}
