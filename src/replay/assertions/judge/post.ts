import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { BranchProdError } from '../../../errors.ts';
import { notEvaluated } from '../not-evaluated.ts';
import { parseJson } from '../parse-json.ts';
import type { JudgeSettings } from './judge.ts';

/** What a request to the judge is sent with. */
export interface PostOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Waits between two tries, in milliseconds. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs?: number;
}

const TRIES = 3;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const LONGEST_ANSWER = 16 * 1024 * 1024;

/** These say that the same request may succeed later. */
const PASSING = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

/**
 * Sends one request to the judge's API and returns the JSON of its answer; tried again while the API is busy.
 *
 * @throws {BranchProdError} `replay-failed`, without the request, the answer or the key
 * @throws {unknown} the signal's reason once it is aborted
 */
export async function post(
  { url, key }: Pick<JudgeSettings, 'url' | 'key'>,
  path: string,
  body: object,
  options: PostOptions & { readonly signal: AbortSignal },
): Promise<unknown> {
  const { signal, wait = (ms) => sleep(ms, undefined, { signal }) } = options;
  const target = `${url.replace(/\/+$/, '')}/${path}`;
  const headers = {
    'content-type': 'application/json',
    ...(key && { authorization: `Bearer ${key.reveal()}` }),
  };
  let asked = body;
  for (let attempt = 1; ; attempt += 1) {
    const reply = await send(target, { headers, body: JSON.stringify(asked) }, options);
    if ('json' in reply) return reply.json;
    if (!reply.passes || attempt === TRIES) throw failed(reply.problem);
    // Models that reason take no temperature.
    if (reply.refused === 'temperature') asked = { ...asked, temperature: undefined };
    const usual = FIRST_WAIT_MS * 2 ** (attempt - 1);
    await wait(Math.min(reply.waitMs ?? usual, LONGEST_WAIT_MS), signal);
  }
}

type Reply =
  | { json: unknown }
  | {
      problem: string;
      /** Whether another try may succeed. */
      passes: boolean;
      waitMs?: number | undefined;
      /** The parameter that the API does not take. */
      refused?: string;
    };

const refusalSchema = z.object({ error: z.object({ param: z.literal('temperature') }) });

async function send(
  target: string,
  init: { headers: Record<string, string>; body: string },
  { fetch, signal, timeoutMs = 60_000 }: PostOptions & { readonly signal: AbortSignal },
): Promise<Reply> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(target, {
      ...init,
      method: 'POST',
      // It would lead the answer and the key elsewhere.
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
    const read = await readJson(response);
    if (response.ok) return read;
    const refusal = refusalSchema.safeParse('json' in read ? read.json : undefined);
    const refused = response.status === 400 ? refusal.data?.error.param : undefined;
    return {
      problem: `answered ${response.status}`,
      passes: PASSING.has(response.status) || refused !== undefined,
      ...(refused !== undefined && { refused, waitMs: 0 }),
      ...(refused === undefined && { waitMs: retryAfterMs(response.headers.get('retry-after')) }),
    };
  } catch {
    signal.throwIfAborted();
    const problem = late.aborted ? `did not answer within ${timeoutMs / 1000} s` : 'is not reached';
    return { problem, passes: true };
  }
}

async function readJson(response: Response): Promise<Reply> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the stream and with it the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LONGEST_ANSWER) return { problem: 'answered more than 16 MiB', passes: false };
    chunks.push(chunk);
  }
  const json = parseJson(Buffer.concat(chunks).toString());
  return json === undefined ? { problem: 'answered without JSON', passes: false } : { json };
}

/** RFC 9110, 10.2.3: seconds or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

function failed(problem: string): BranchProdError {
  return notEvaluated(
    `The judge ${problem}.`,
    'See that url, model and key in ai.judge are right, and run the case again.',
  );
}
