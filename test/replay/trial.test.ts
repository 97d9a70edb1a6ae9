import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { trialSchema } from '../../src/investigation/result.ts';
import { assertionSchema } from '../../src/replay/assertions.ts';
import { runTrial } from '../../src/replay/trial.ts';
import { serve } from './http-server.ts';

const MIB = 1024 * 1024;

async function trialAgainst(
  listener: RequestListener,
  { timeoutMs = 20_000, assertion = { type: 'contains', value: 'right' } as object } = {},
) {
  const trial = await runTrial({
    request: { url: `${await serve(listener)}/ask`, method: 'POST', headers: {}, body: '{}' },
    settings: { answer: '$.answer' },
    assertions: [assertionSchema.parse(assertion)],
    fetch,
    signal: new AbortController().signal,
    timeoutMs,
  });
  return trialSchema.parse(trial);
}

/** Writes until the other side has had enough, and says how many chunks that were. */
async function writeChunks(
  response: ServerResponse,
  chunk: Buffer,
  count: number,
): Promise<number> {
  const closed = once(response, 'close');
  let written = 0;
  for (; written < count && !response.destroyed; written++) {
    await Promise.race([closed, new Promise((resolve) => response.write(chunk, resolve))]);
  }
  response.end();
  return written;
}

test('a right answer is no failure', async () => {
  const trial = await trialAgainst((_, response) => response.end('{"answer":"right"}'));
  expect(trial).toMatchObject({ ok: true, answer: 'right', failed: [] });
  expect(trial).not.toHaveProperty('error');
});

test('the duration is that of the application, in milliseconds', async () => {
  const { durationMs } = await trialAgainst((_, response) => {
    setTimeout(() => response.end('{"answer":"right"}'), 150);
  });
  expect(durationMs).toBeGreaterThanOrEqual(149);
  expect(durationMs).toBeLessThan(5000);
});

describe('a trial is an error when the application', () => {
  test.each<[string, RequestListener, string]>([
    [
      'answers 500',
      (_, response) => response.writeHead(500).end(`no such table\n\u001b[31m${'x'.repeat(5000)}`),
      'The application answered 500: no such table  [31mxxx',
    ],
    [
      'answers 404 with an answer',
      (_, response) => response.writeHead(404).end('{"answer":"right"}'),
      'The application answered 404: {"answer":"right"}',
    ],
    [
      'redirects',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'The application answered 302: ',
    ],
    [
      'answers garbage',
      (_, response) => response.end(Buffer.from([0xff, 0xfe, 0, 1, 2])),
      'The application answered 200 without JSON: ',
    ],
    [
      'answers JSON that is not UTF-8',
      (_, response) => response.end(Buffer.from('{"answer":"right \xe9"}', 'latin1')),
      'The application answered 200 without JSON: ',
    ],
    [
      'answers nothing',
      (_, response) => response.writeHead(204).end(),
      'The application answered 204 without JSON: ',
    ],
    [
      'answers half and dies',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"answer":"right"');
        setTimeout(() => response.destroy(), 20);
      },
      'The connection to the application failed (',
    ],
    [
      'dies at once',
      (request) => request.socket.destroy(),
      'The connection to the application failed (',
    ],
    [
      'speaks no HTTP',
      (request) => request.socket.end('220 mail.example ESMTP\r\n'),
      'The connection to the application failed (Response does not match the HTTP',
    ],
    [
      'compresses wrongly',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
      'The connection to the application failed (incorrect header check)',
    ],
    [
      'answers without the answer',
      (_, response) => response.end('{"error":"busy"}'),
      "The answer can't be read: $.answer finds nothing.",
    ],
  ])('%s', async (_, listener, message) => {
    const trial = await trialAgainst(listener);
    expect(trial).toMatchObject({ ok: false, answer: '', failed: [] });
    expect(trial.error).toContain(message);
    expect(trial.error?.length).toBeLessThan(350);
    expect(trial.error).not.toMatch(/\p{Cc}/u);
  });

  test('never answers', async () => {
    const trial = await trialAgainst(() => {}, { timeoutMs: 200 });
    expect(trial.error).toContain('The application did not answer within 0.2 s.');
  });

  test('begins to answer and never ends', async () => {
    const trial = await trialAgainst((_, response) => response.write('{"answer":'), {
      timeoutMs: 300,
    });
    expect(trial.error).toContain('The application did not answer within 0.3 s.');
  });

  test('answers 20 MiB, of which it has to send little more than 10', async () => {
    let written: Promise<number> | undefined;
    const trial = await trialAgainst((_, response) => {
      response.write('{"answer":"');
      written = writeChunks(response, Buffer.alloc(MIB, 'a'), 1000);
    });
    expect(trial.error).toContain('The application answered more than 10 MiB.');
    expect(await written).toBeLessThan(100);
  });
});

test('an answer of nearly 10 MiB is judged', async () => {
  const trial = await trialAgainst((_, response) => {
    response.end(`{"answer":"${'a'.repeat(10 * MIB - 100)} right"}`);
  });
  expect(trial.ok).toBe(true);
});

test('an answer that cannot be judged in time is kept beside the error', async () => {
  const trial = await trialAgainst(
    (_, response) => response.end(`{"answer":"${'a'.repeat(50)}!"}`),
    { assertion: { type: 'not-regex', value: '^(a+)+$' } },
  );
  expect(trial).toMatchObject({ ok: false, answer: `${'a'.repeat(50)}!`, failed: [] });
  expect(trial.error).toBe(
    'The assertion regex: ^(a+)+$ took longer than 1000 ms. Simplify it: nested repetitions take exponential time.',
  );
});
