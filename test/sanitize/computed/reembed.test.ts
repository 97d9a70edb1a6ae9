import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/config/secret.ts';
import { createEmbeddingsClient } from '../../../src/sanitize/computed/embeddings-client.ts';
import { createReembed } from '../../../src/sanitize/computed/reembed.ts';
import { serve } from '../../replay/http-server.ts';

const never = new AbortController().signal;
const key = 'sk-the-key-of-the-api';

/** A request as the stand-in got it. */
interface Call {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { model: string; input: string[]; encoding_format: string };
}

/** Three numbers that a text decides. */
function vectorOf(text: string): number[] {
  return [text.length, text.charCodeAt(0) / 1000, 0];
}

function embeddings({ input }: Call['body']) {
  const data = input.map((text, index) => ({ index, embedding: vectorOf(text) }));
  return { object: 'list', data: data.reverse(), model: 'of-tests' };
}

/** A stand-in for the API: `answer` may answer a call itself, and says so; every other is answered as it should be. */
async function startApi(
  answer: (response: ServerResponse, call: Call, number: number) => boolean = () => false,
) {
  const calls: Call[] = [];
  const waits: number[] = [];
  async function listen(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = {
      path: request.url,
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    };
    calls.push(call);
    if (!answer(response, call, calls.length)) response.end(JSON.stringify(embeddings(call.body)));
  }
  const url = await serve((request, response) => void listen(request, response));
  function client(options: { timeoutMs?: number } = {}) {
    return createEmbeddingsClient(
      { url: `${url}/v1/`, model: 'of-tests-1', key: new Secret(key) },
      { wait: async (ms) => void waits.push(ms), ...options },
    );
  }
  return { calls, waits, client };
}

function status(code: number, headers: Record<string, string> = {}, body = 'Zebulon, sk-the-key') {
  return (response: ServerResponse) => {
    response.writeHead(code, headers).end(body);
    return true;
  };
}

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (error) => error,
  );
  expect(error).toMatchObject({ code: 'mask-failed' });
  expect(`${error.message} ${error.nextStep} ${error.cause}`).not.toMatch(/Zebulon|sk-the-key/);
  return error.message;
}

describe('the client of an embeddings API', () => {
  it('sends texts and model, the key in its header alone, and puts the vectors in order', async () => {
    const { calls, client } = await startApi();
    expect(await client()(['Ada', 'Grace'], never)).toEqual([vectorOf('Ada'), vectorOf('Grace')]);
    expect(calls).toEqual([
      {
        path: '/v1/embeddings',
        authorization: `Bearer ${key}`,
        body: { model: 'of-tests-1', input: ['Ada', 'Grace'], encoding_format: 'float' },
      },
    ]);
  });

  it('tries again while the API is busy, as long as it is told to wait', async () => {
    const answers = [status(429, { 'retry-after': '7' }), status(503), status(500)];
    const { calls, waits, client } = await startApi(
      (response, _, number) => answers[number - 1]?.(response) ?? false,
    );
    expect(await client()(['Ada'], never)).toEqual([vectorOf('Ada')]);
    expect(calls).toHaveLength(4);
    expect(waits[0]).toBe(7_000);
    expect(waits[2]).toBeGreaterThan(waits[1] as number);
  });

  it('waits a minute at most, whatever it is told', async () => {
    const { waits, client } = await startApi((response, _, number) =>
      number === 1 ? status(429, { 'retry-after': '86400' })(response) : false,
    );
    await client()(['Ada'], never);
    expect(waits).toEqual([60_000]);
  });

  it('gives up after six tries', async () => {
    const { calls, client } = await startApi(status(429));
    expect(await failureOf(client()(['Zebulon'], never))).toBe(
      'the API of sanitize.embeddings answered 429',
    );
    expect(calls).toHaveLength(6);
  });

  it.each([400, 401, 404, 302])('gives up at once at the status %i', async (code) => {
    const { calls, client } = await startApi(status(code, { location: 'http://127.0.0.1:1/' }));
    expect(await failureOf(client()(['Zebulon'], never))).toBe(
      `the API of sanitize.embeddings answered ${code}`,
    );
    expect(calls).toHaveLength(1);
  });

  it('tries again when there is no answer in time, or a broken one', async () => {
    const { calls, client } = await startApi((response, _, number) => {
      if (number === 2) response.writeHead(200, { 'content-length': '99' }).flushHeaders();
      if (number === 2) response.destroy();
      return number <= 2;
    });
    expect(await client({ timeoutMs: 1_000 })(['Ada'], never)).toEqual([vectorOf('Ada')]);
    expect(calls).toHaveLength(3);
  });

  it('says that the API hangs', async () => {
    const { client } = await startApi(() => true);
    expect(await failureOf(client({ timeoutMs: 100 })(['Zebulon'], never))).toBe(
      'the API of sanitize.embeddings did not answer within 0.1 s',
    );
  });

  it.each([
    ['<html>Zebulon', 'answered with something that is not JSON'],
    ['{"error":"Zebulon"}', 'answered with JSON that holds no embeddings'],
    [
      '{"data":[{"index":0,"embedding":["Zebulon"]}]}',
      'answered with JSON that holds no embeddings',
    ],
    ['{"data":[{"index":0,"embedding":[1]}]}', 'answered with 1 embeddings for 2 texts'],
    [
      '{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}',
      'answered with 2 embeddings for 2 texts',
    ],
    [
      '{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[]}]}',
      'answered with 2 embeddings for 2 texts',
    ],
    [
      '{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1]},{"index":2,"embedding":[1]}]}',
      'answered with 3 embeddings for 2 texts',
    ],
  ])('refuses %s', async (body, message) => {
    const { client } = await startApi(status(200, {}, body));
    expect(await failureOf(client()(['Zebulon', 'Q'], never))).toBe(
      `the API of sanitize.embeddings ${message}`,
    );
  });

  it('ends with an interruption, also while it waits', async () => {
    const controller = new AbortController();
    const { client } = await startApi(() => {
      controller.abort(new Error('interrupted'));
      return true;
    });
    await expect(client()(['Ada'], controller.signal)).rejects.toThrow('interrupted');
  });
});

describe('vectors embedded anew', () => {
  const row = (text: string | null, changed = true, vector: string | null = '[9,9,9]') => ({
    text,
    changed,
    vector,
  });
  const column = { column: 'messages.embedding', type: 'vector(3)' };

  it('come from the masked text of the rows whose text changed, and of no other', async () => {
    const { calls, client } = await startApi();
    const reembed = createReembed(client(), column);
    const rows = [row('Ada'), row('kept', false), row('no vector', true, null), row(null), row('')];
    expect(await reembed(rows, never)).toEqual(['[3,0.065,0]', '[9,9,9]', null, null, null]);
    expect(calls.map(({ body }) => body.input)).toEqual([['Ada']]);
  });

  it('are asked for once for each text, in batches that are not too large', async () => {
    const { calls, client } = await startApi();
    const reembed = createReembed(client(), column);
    const rows = Array.from({ length: 1_000 }, (_, index) => row(`text ${index % 300}`));
    const vectors = await reembed(rows, never);
    expect(vectors[301]).toBe(vectors[1]);
    expect(await reembed(rows.slice(0, 5), never)).toEqual(vectors.slice(0, 5));
    expect(calls.map(({ body }) => body.input.length).sort()).toEqual([128, 128, 44].sort());
    await reembed([row('x'.repeat(150_000)), row('y'.repeat(150_000))], never);
    expect(calls).toHaveLength(5);
  });

  it('are asked for with four requests at once, at most', async () => {
    let running = 0;
    let most = 0;
    const reembed = createReembed(async (texts) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return texts.map(vectorOf);
    }, column);
    await reembed(
      Array.from({ length: 2_000 }, (_, index) => row(`text ${index}`)),
      never,
    );
    expect(most).toBe(4);
  });

  it('leave no request running when one fails', async () => {
    let running = 0;
    const reembed = createReembed(async (texts) => {
      running += 1;
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (texts.includes('text 0')) throw new Error('failed');
      return texts.map(vectorOf);
    }, column);
    const rows = Array.from({ length: 2_000 }, (_, index) => row(`text ${index}`));
    await expect(reembed(rows, never)).rejects.toThrow('failed');
    expect(running).toBe(0);
  });

  it.each([
    ['halfvec(3)', '[3,0.065,0]'],
    ['public.sparsevec(3)', '{1:3,2:0.065}/3'],
    ['vector', '[3,0.065,0]'],
  ])('are written as a %s reads them', async (type, expected) => {
    const reembed = createReembed(async (texts) => texts.map(vectorOf), { ...column, type });
    expect(await reembed([row('Ada')], never)).toEqual([expected]);
  });

  it('are refused with other dimensions than the column has', async () => {
    for (const type of ['vector(4)', 'vector']) {
      const reembed = createReembed(async (texts) => texts.map(vectorOf), { ...column, type });
      expect(await failureOf(reembed([row('Zebulon', true, '[1,2,3,4]')], never))).toBe(
        'the model of sanitize.embeddings gives 3 dimensions, but messages.embedding has 4',
      );
    }
  });
});
