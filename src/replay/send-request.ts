import type { JsonValue } from 'jsonpath-rfc9535';
import { BranchProdError } from '../errors.ts';
import { excerpt } from './excerpt.ts';
import type { TrialRequest } from './request.ts';

const MAX_BYTES = 10 * 1024 * 1024;
const READ_LOG = "Read the application's output in the preview.";

/**
 * Sends one request and returns the JSON that the application answers with. Redirects are not followed: they
 * could lead out of the preview. Messages show at most 200 characters of an answer.
 *
 * @throws {BranchProdError} `replay-failed` for no connection, a broken one, no whole answer within `timeoutMs`
 *   (milliseconds), a status other than 2xx, more than 10 MiB, no JSON
 * @throws {unknown} the signal's reason once it is aborted
 */
export async function sendRequest(options: {
  request: TrialRequest;
  fetch: typeof globalThis.fetch;
  signal: AbortSignal;
  timeoutMs: number;
}): Promise<JsonValue> {
  const { request, fetch, signal, timeoutMs } = options;
  const { url, ...init } = request;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    return parseBody(response, await readBody(response));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof BranchProdError) throw error;
    const message = timeout.aborted
      ? `The application did not answer within ${timeoutMs / 1000} s.`
      : `The connection to the application failed (${reasonOf(error)}).`;
    throw new BranchProdError('replay-failed', message, { nextStep: READ_LOG, cause: error });
  }
}

async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the stream and with it the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) {
      throw new BranchProdError('replay-failed', 'The application answered more than 10 MiB.', {
        nextStep: 'Replay a request with a shorter answer.',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseBody(response: Response, body: Uint8Array): JsonValue {
  const beginning = excerpt(new TextDecoder().decode(body.subarray(0, 1000)));
  if (!response.ok) {
    const message = `The application answered ${response.status}: ${beginning}`;
    throw new BranchProdError('replay-failed', message, { nextStep: READ_LOG });
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const message = `The application answered ${response.status} without JSON: ${beginning}`;
    throw new BranchProdError('replay-failed', message, {
      nextStep: 'Replay a request that is answered with JSON.',
      cause: error,
    });
  }
}

/** undici says `fetch failed` or `terminated` and keeps the reason as the cause, which may have a code only. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { message?: string; code?: string } | undefined };
  return excerpt(cause?.message || cause?.code || 'unknown reason');
}
