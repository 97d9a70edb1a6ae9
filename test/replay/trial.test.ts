import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { trialSchema } from '../../src/investigation/result.ts';
import { assertionSchema } from '../../src/replay/assertions/assertion.ts';
import type { ObservedModelCall, ObservedStatement, Tap } from '../../src/replay/taps/tap.ts';
import { runTrial, type TrialOptions } from '../../src/replay/trial.ts';
import { judgement, serveJudge } from './assertions/judge-server.ts';
import { callWith } from './assertions/seen.ts';
import { rowWith, statementWith } from './context/observed.ts';
import { serve } from './http-server.ts';

const MIB = 1024 * 1024;

async function trialAgainst(
  listener: RequestListener,
  {
    assertion = { type: 'contains', value: 'right' },
    ...options
  }: Partial<TrialOptions> & { assertion?: object } = {},
) {
  const trial = await runTrial({
    request: { url: `${await serve(listener)}/ask`, method: 'POST', headers: {}, body: '{}' },
    settings: { answer: '$.answer' },
    assertions: [assertionSchema.parse(assertion)],
    fetch,
    signal: new AbortController().signal,
    timeoutMs: 20_000,
    ...options,
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

/** A tap that recorded this, and counts its recordings. */
function tapOf<Observed>(...observed: Observed[]): Tap<Observed> & {
  open: number;
  endedBy: AbortSignal | undefined;
} {
  const close = async () => {};
  const tap = {
    open: 0,
    endedBy: undefined as AbortSignal | undefined,
    record() {
      tap.open += 1;
      return {
        async end(signal?: AbortSignal) {
          tap.open -= 1;
          tap.endedBy = signal;
          return observed;
        },
      };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  return tap;
}

describe('with taps', () => {
  const text = 'The licence costs 49 Euro for each seat, and nothing for students.';
  const statements = () =>
    tapOf<ObservedStatement>(
      statementWith({
        retrieval: 'vector',
        rows: [
          rowWith({ key: { id: 7 }, rank: 1, distance: 0.25, texts: [text] }),
          rowWith({ key: { id: 9 }, rank: 2, distance: 0.5, texts: ['Nothing of this is in it.'] }),
        ],
      }),
    );
  const model = (call: Partial<ObservedModelCall> = {}) =>
    tapOf(
      callWith({ prompt: `Use this:\n${text}`, promptTokens: 812, finishReason: 'stop', ...call }),
    );
  const right: RequestListener = (_, response) => response.end('{"answer":"right"}');

  test('a trial says what was retrieved, what reached the prompt and what the model was', async () => {
    const taps = { statements: statements(), model: model() };
    const models = { windows: { small: 8192 }, prices: {}, judge: undefined };
    const trial = await trialAgainst(right, { taps, models });
    expect(trial).toMatchObject({
      ok: true,
      retrieved: [
        { table: 'messages', key: { id: 7 }, rank: 1, distance: 0.25, reached: true },
        { table: 'messages', key: { id: 9 }, rank: 2, distance: 0.5, reached: false },
      ],
      model: { name: 'small-2026-01-01', promptTokens: 812, window: 8192, finishReason: 'stop' },
      context: '2 rows retrieved, 1 reached the prompt; prompt 812 of 8,192 tokens',
    });
    expect([taps.statements.open, taps.model.open]).toEqual([0, 0]);
  });

  test('an assertion may ask for what passed them', async () => {
    const taps = { statements: statements(), model: model() };
    const retrieves = { type: 'retrieves', value: { table: 'messages', key: 7 } };
    expect(await trialAgainst(right, { taps, assertion: retrieves })).toMatchObject({ ok: true });
    const rank = { type: 'not-rank-at-most', value: { table: 'messages', key: 9, rank: 3 } };
    expect((await trialAgainst(right, { taps, assertion: rank })).failed).toEqual([
      'not-rank-at-most: {"table":"messages","key":9,"rank":3}',
    ]);
    const cost = { type: 'cost', threshold: 1 };
    const models = { windows: {}, prices: { small: { prompt: 1, answer: 1 } }, judge: undefined };
    expect(await trialAgainst(right, { taps, models, assertion: cost })).toMatchObject({
      ok: true,
    });
  });

  test('a trial that gave no answer says what passed them all the same', async () => {
    const taps = {
      statements: statements(),
      model: model({ answer: '', status: 400, error: 'The model failed: context_length_exceeded' }),
    };
    const trial = await trialAgainst((_, response) => response.writeHead(500).end(), { taps });
    expect(trial.error).toContain('The application answered 500');
    expect(trial.context).toContain("the model's API refused the prompt as too long");
    expect(trial.retrieved).toHaveLength(2);
    expect([taps.statements.open, taps.model.open]).toEqual([0, 0]);
  });

  test('an answer that the application gives without its model is not judged', async () => {
    const error = "The model's API answered 429: rate_limit_exceeded.";
    const lost = { answer: '', status: 429, error, isLost: true };
    const sorry: RequestListener = (_, response) => response.end('{"answer":"right, but sorry"}');
    const trial = await trialAgainst(sorry, { taps: { model: model(lost) } });
    expect(trial).toMatchObject({ ok: false, answer: 'right, but sorry', failed: [] });
    expect(trial.error).toContain(error);
    expect(trial.context).toContain("; the model's API answered 429: rate_limit_exceeded");
    const again = { model: tapOf(callWith(lost), callWith({})) };
    expect(await trialAgainst(sorry, { taps: again })).toMatchObject({ ok: true });
  });

  test('an answer without the database is not judged where the database was to be asked', async () => {
    const sorry: RequestListener = (_, response) => response.end('{"answer":"right, but sorry"}');
    const nothing = { statements: tapOf<ObservedStatement>() };
    const inVain = { statements: tapOf(statementWith({ error: '57P01' })) };
    for (const taps of [nothing, inVain]) {
      const trial = await trialAgainst(sorry, { taps, mustQuery: true });
      expect(trial).toMatchObject({ ok: false, answer: 'right, but sorry', failed: [] });
      expect(trial.error).toContain('The application asked its database nothing');
      expect(await trialAgainst(sorry, { taps })).toMatchObject({ ok: true });
    }
    const again = { statements: tapOf(statementWith({ error: '57P01' }), statementWith({})) };
    expect(await trialAgainst(sorry, { taps: again, mustQuery: true })).toMatchObject({ ok: true });
  });

  test('no credential that a tap knows is told', async () => {
    const hideSecrets = (text: string) => text.replaceAll('sk-1', '[secret]');
    const leak: RequestListener = (_, response) => response.end('{"answer":"sk-1"}');
    const crash: RequestListener = (_, response) => response.writeHead(500).end('sk-1');
    const trials = [
      await trialAgainst(leak, { taps: { hideSecrets } }),
      await trialAgainst(crash, { taps: { hideSecrets } }),
      await trialAgainst(leak, {
        taps: { hideSecrets },
        assertion: { type: 'javascript', value: '({ pass: false, reason: output })' },
      }),
    ];
    expect(trials[0]?.answer).toBe('[secret]');
    expect(JSON.stringify(trials)).not.toContain('sk-1');
  });

  test('a recording ends when the trial is interrupted', async () => {
    const taps = { statements: statements(), model: model() };
    const controller = new AbortController();
    const reason = new Error('interrupted');
    const trial = trialAgainst(() => controller.abort(reason), { taps, signal: controller.signal });
    await expect(trial).rejects.toBe(reason);
    expect([taps.statements.open, taps.model.open]).toEqual([0, 0]);
    expect(taps.statements.endedBy?.aborted).toBe(true);
  });

  test('where no statement retrieves, the rows are those that the application names', async () => {
    const listener: RequestListener = (_, response) =>
      response.end('{"answer":"right","sources":[{"id":7}]}');
    const settings = {
      answer: '$.answer',
      retrieved: { rows: '$.sources[*]', table: 'messages', key: 'id' },
    };
    const taps = {
      statements: tapOf(statementWith({ rows: [rowWith({ key: { id: 7 }, texts: [text] })] })),
      model: model(),
    };
    const trial = await trialAgainst(listener, { settings, taps });
    expect(trial.retrieved).toEqual([
      { table: 'messages', key: { id: 7 }, rank: 1, reached: true },
    ]);
    const retrieves = { type: 'retrieves', value: { table: 'messages', key: 7 } };
    expect(await trialAgainst(listener, { settings, assertion: retrieves })).toMatchObject({
      ok: true,
    });
    expect((await trialAgainst(right, { taps, assertion: retrieves })).error).toContain(
      'not known which rows were retrieved',
    );
  });
});

describe('a judge', () => {
  const assertion = { type: 'llm-rubric', value: 'is right' };

  test('that fails makes the trial an error and no failure', async () => {
    const { judge } = await serveJudge(() => ({ status: 401 }));
    const models = { windows: {}, prices: {}, judge };
    const trial = await trialAgainst((_, response) => response.end('{"answer":"right"}'), {
      assertion,
      models,
    });
    expect(trial).toMatchObject({ ok: false, answer: 'right', failed: [] });
    expect(trial.error).toContain('The judge answered 401.');
  });

  test('takes its own time, which is not the application’s', async () => {
    const { judge } = await serveJudge(() => judgement({ reason: '', pass: false, score: 0 }));
    const slow: typeof judge = {
      ...judge,
      ask: async (...asked) => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return judge.ask(...asked);
      },
    };
    const trial = await trialAgainst((_, response) => response.end('{"answer":"right"}'), {
      assertion,
      models: { windows: {}, prices: {}, judge: slow },
    });
    expect(trial.failed).toEqual(['llm-rubric: is right']);
    expect(trial.durationMs).toBeLessThan(1400);
  });
});
