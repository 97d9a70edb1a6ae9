import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { BranchProdError } from '../../errors.ts';

/** The API of `sanitize.embeddings`. */
export type EmbeddingsSettings = NonNullable<Config['sanitize']['embeddings']>;

/** Computes the vectors of texts, in their order. Throws `mask-failed`, without a text, an answer or the key. */
export type Embed = (texts: readonly string[], signal: AbortSignal) => Promise<number[][]>;

export interface EmbeddingsClientOptions {
  readonly fetch?: typeof globalThis.fetch;
  /** Waits between two tries, in milliseconds. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs?: number;
}

const TRIES = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
const LONGEST_ANSWER = 256 * 1024 * 1024;

/** These say that the same request may succeed later. */
const PASSING = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()) })),
});

/** A client of an API as OpenAI's `/embeddings`: one request a call, tried again while the API is busy. */
export function createEmbeddingsClient(
  settings: EmbeddingsSettings,
  {
    fetch = globalThis.fetch,
    wait = (ms, signal) => sleep(ms, undefined, { signal }),
    timeoutMs = 120_000,
  }: EmbeddingsClientOptions = {},
): Embed {
  const url = `${settings.url.replace(/\/+$/, '')}/embeddings`;
  const headers = {
    'content-type': 'application/json',
    ...(settings.key && { authorization: `Bearer ${settings.key.reveal()}` }),
  };
  async function request(texts: readonly string[], signal: AbortSignal): Promise<Reply> {
    const late = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ model: settings.model, input: texts, encoding_format: 'float' }),
        // It would lead the texts and the key elsewhere.
        redirect: 'manual',
        signal: AbortSignal.any([signal, late]),
      });
      if (response.ok) return { body: await readBody(response) };
      await response.body?.cancel();
      return {
        problem: `answered ${response.status}`,
        passes: PASSING.has(response.status),
        waitMs: retryAfterMs(response.headers.get('retry-after')),
      };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof BranchProdError) throw error;
      const problem = late.aborted
        ? `did not answer within ${timeoutMs / 1000} s`
        : 'is not reached';
      return { problem, passes: true };
    }
  }
  return async (texts, signal) => {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await request(texts, signal);
      if ('body' in reply) return readVectors(reply.body, texts.length);
      if (!reply.passes || attempt === TRIES) throw embeddingsFailed(reply.problem);
      const usual = FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 + Math.random());
      await wait(Math.min(reply.waitMs ?? usual, LONGEST_WAIT_MS), signal);
    }
  };
}

type Reply = { body: Buffer } | { problem: string; passes: boolean; waitMs?: number | undefined };

/** RFC 9110, 10.2.3: seconds or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

async function readBody(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the stream and with it the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LONGEST_ANSWER)
      throw embeddingsFailed(`answered more than ${LONGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What the parser says of the answer could quote it. */
function readVectors(body: Buffer, count: number): number[][] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw embeddingsFailed('answered with something that is not JSON');
  }
  const answer = answerSchema.safeParse(json);
  if (!answer.success) throw embeddingsFailed('answered with JSON that holds no embeddings');
  const vectors = new Map(answer.data.data.map(({ index, embedding }) => [index, embedding]));
  const inOrder = Array.from({ length: count }, (_, index) => vectors.get(index) ?? []);
  if (answer.data.data.length !== count || inOrder.some((vector) => vector.length === 0)) {
    throw embeddingsFailed(
      `answered with ${answer.data.data.length} embeddings for ${count} texts`,
    );
  }
  return inOrder;
}

function embeddingsFailed(problem: string): BranchProdError {
  return new BranchProdError('mask-failed', `the API of sanitize.embeddings ${problem}`, {
    nextStep:
      'See that url, model and key in sanitize.embeddings are right, and no text is too long for the model.',
  });
}
