import { BranchProdError } from '../../../errors.ts';
import { errorStatus } from '../../error-status.ts';

/** What the log says of an error. */
export interface ErrorFields {
  readonly error: string;
  /** The code of ours, of the system or of Node. */
  readonly code?: string;
  /** HTTP status of GitHub's answer. */
  readonly status?: number;
  readonly method?: string;
  /** Beginning of the request's path, `/repos/owner/repo/issues`: what lies behind can be anybody's text. */
  readonly path?: string;
  /** By which GitHub's support finds the request. */
  readonly githubRequest?: string;
  /** Where it was thrown. */
  readonly stack?: string;
  readonly cause?: ErrorFields;
}

/**
 * An error without any text that came from outside: GitHub's errors hold what was sent and what was answered, and a
 * message may quote either, so that neither messages nor unknown fields are taken over.
 */
export function describeError(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, request, response } = error as {
    code?: unknown;
    request?: { method?: unknown; url?: unknown };
    response?: { headers?: Record<string, unknown> };
  };
  const status = errorStatus(error);
  const id = response?.headers?.['x-github-request-id'];
  return {
    error: error instanceof BranchProdError ? 'BranchProdError' : word(error.name, 'Error'),
    ...(typeof code === 'string' && { code: word(code, 'unknown') }),
    ...(status !== undefined && { status }),
    ...(request !== undefined && {
      method: word(String(request.method), 'unknown'),
      path: pathBeginning(request.url),
    }),
    ...(typeof id === 'string' && { githubRequest: word(id, 'unknown') }),
    ...(status === undefined && { stack: frames(error) }),
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  };
}

function word(text: string, otherwise: string): string {
  return /^[\w:-]{1,80}$/.test(text) ? text : otherwise;
}

function pathBeginning(url: unknown): string {
  const path = typeof url === 'string' && URL.canParse(url) ? new URL(url).pathname : '/';
  return path
    .replace(/^\/api\/v3\//, '/')
    .split('/')
    .slice(0, 5)
    .join('/')
    .slice(0, 250);
}

/** The lines of the stack that name functions and files. The message stands before them and may imitate them. */
function frames({ stack = '', name, message }: Error): string {
  const end = stack.indexOf(message);
  const behind = end <= name.length + 2 && end >= 0 ? stack.slice(end + message.length) : stack;
  return behind
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at (?:[\w.<>$# [\]]+ \()?(?:file:|node:|\/)[^\s()]+:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
    .join('\n');
}
