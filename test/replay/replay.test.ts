import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { replayResultSchema, type Trial } from '../../src/investigation/result.ts';
import { type Case, caseSchema } from '../../src/replay/case.ts';
import { type ReplaySettings, replayCase } from '../../src/replay/replay.ts';
import { serve } from './http-server.ts';

const failingCase = caseSchema.parse({
  name: 'wrong-price',
  question: 'What does the licence cost?',
  mustContain: ['49'],
  mustNotContain: ['39'],
});
const settings: ReplaySettings = {
  request: { method: 'POST', path: '/ask', body: { question: '{{input}}' } },
  answer: '$.answer',
  retrieved: { rows: '$.sources[*].id', table: 'messages', key: 'id' },
};

async function replay(
  applicationUrl: string,
  options: { trials: number; maxTrials?: number; signal?: AbortSignal; case?: Case },
) {
  const heard: [number, Trial][] = [];
  const planned: number[] = [];
  const result = await replayCase({
    case: failingCase,
    settings,
    applicationUrl,
    fetch,
    signal: new AbortController().signal,
    onTrial: (trial, number, of) => {
      heard.push([number, trial]);
      planned.push(of);
    },
    ...options,
  });
  expect(planned.every((of, index) => of > index)).toBe(true);
  expect(planned.at(-1)).toBe(result.trials.length);
  expect(heard).toEqual(result.trials.map((trial, index) => [index + 1, trial]));
  return replayResultSchema.parse(result);
}

/** An application that answers the questions it hears with one answer after another. */
function answering(answers: string[], heard: string[] = []): RequestListener {
  return async (request, response) => {
    heard.push(`${request.method} ${request.url} ${await new Response(request as never).text()}`);
    response.end(JSON.stringify({ answer: answers.shift(), sources: [{ id: 7 }, { id: 3 }] }));
  };
}

test('a failure that comes back every time is reproduced', async () => {
  const heard: string[] = [];
  const url = await serve(answering(Array(5).fill('It costs 39 Euro.'), heard));
  const result = await replay(url, { trials: 5 });
  expect(result).toMatchObject({
    case: 'wrong-price',
    failures: 5,
    rate: 1,
    verdict: 'reproduced',
  });
  expect(result.trials[4]).toEqual({
    ok: false,
    answer: 'It costs 39 Euro.',
    durationMs: expect.any(Number),
    retrieved: [
      { table: 'messages', key: { id: 7 }, rank: 1 },
      { table: 'messages', key: { id: 3 }, rank: 2 },
    ],
    model: {},
    failed: ['icontains: 49', 'not-icontains: 39'],
  });
  expect(heard).toEqual(Array(5).fill('POST /ask {"question":"What does the licence cost?"}'));
});

test('right answers are not reproduced, a rare wrong one is inconclusive', async () => {
  const right = 'It costs 49 Euro.';
  expect(await replay(await serve(answering([right, right])), { trials: 2 })).toMatchObject({
    failures: 0,
    verdict: 'not-reproduced',
  });
  const url = await serve(answering([right, 'No idea.', right]));
  expect(await replay(url, { trials: 3 })).toMatchObject({ failures: 1, verdict: 'inconclusive' });
});

test('trials run one after another', async () => {
  let running = 0;
  let most = 0;
  const url = await serve((_, response) => {
    most = Math.max(most, ++running);
    setTimeout(() => {
      running--;
      response.end('{"answer":"49"}');
    }, 20);
  });
  await replay(url, { trials: 4 });
  expect(most).toBe(1);
});

test('an application that crashes in one trial makes this trial an error and no failure', async () => {
  let request = 0;
  const url = await serve((_, response) => {
    if (++request === 2) response.destroy();
    else response.end('{"answer":"39"}');
  });
  const result = await replay(url, { trials: 3 });
  expect(result).toMatchObject({ failures: 2, rate: 1, verdict: 'reproduced' });
  expect(result.trials.map(({ error }) => error !== undefined)).toEqual([false, true, false]);
});

test('an application that is gone makes every trial an error', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const result = await replay(`http://127.0.0.1:${port}`, { trials: 2 });
  expect(result).toMatchObject({ failures: 0, rate: 0, interval: [0, 1], verdict: 'error' });
  expect(result.trials[0]?.error).toContain(
    'The connection to the application failed (connect ECONNREFUSED',
  );
});

test('a request that cannot be built is refused before the first trial', async () => {
  const heard: string[] = [];
  const url = await serve(answering([], heard));
  const hostile = { ...failingCase, request: { path: '//evil.example' } };
  await expect(replay(url, { trials: 2, case: hostile })).rejects.toMatchObject({
    code: 'case-invalid',
  });
  expect(heard).toEqual([]);
});

test('an interruption during a trial ends the replay with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const url = await serve(() => controller.abort(reason));
  await expect(replay(url, { trials: 1, signal: controller.signal })).rejects.toBe(reason);
});

test('an interruption between trials starts no further one', async () => {
  const controller = new AbortController();
  const heard: string[] = [];
  const url = await serve(answering(['49', '49', '49'], heard));
  const replaying = replayCase({
    ...{ case: failingCase, settings, applicationUrl: url, trials: 3, fetch },
    signal: controller.signal,
    onTrial: () => controller.abort(new Error('interrupted')),
  });
  await expect(replaying).rejects.toThrow('interrupted');
  expect(heard).toHaveLength(1);
});

describe('trials go on', () => {
  const [right, wrong] = ['It costs 49 Euro.', 'It costs 39 Euro.'];
  const trialsOf = async (answers: string[], limits: { trials: number; maxTrials: number }) => {
    const url = await serve(answering([...answers, ...Array(50).fill(right)]));
    const { trials, verdict, moreTrials } = await replay(url, limits);
    return { trials: trials.length, verdict, moreTrials };
  };

  test.each([
    ['not where the first settle it', Array(5).fill(wrong), 5, 'reproduced'],
    ['until it is sure that none fails', [], 9, 'not-reproduced'],
    [
      'until a second failure is no chance',
      [right, right, wrong, right, right, right, wrong],
      7,
      'reproduced',
    ],
    ['to the most, where one alone fails', [wrong], 20, 'inconclusive'],
  ])('%s', async (_, answers, trials, verdict) => {
    const replayed = await trialsOf(answers, { trials: 5, maxTrials: 20 });
    expect(replayed).toMatchObject({ trials, verdict });
  });

  test('no further than the most', async () => {
    expect(await trialsOf([wrong], { trials: 3, maxTrials: 4 })).toEqual({
      ...{ trials: 4, verdict: 'inconclusive', moreTrials: expect.any(Number) },
    });
    expect(await trialsOf([], { trials: 3, maxTrials: 1 })).toMatchObject({ trials: 3 });
  });

  test('not where the application gives no answer', async () => {
    let requests = 0;
    const url = await serve((_, response) => {
      requests += 1;
      if (requests === 1) response.end('{"answer":"39"}');
      else response.destroy();
    });
    const result = await replay(url, { trials: 3, maxTrials: 20 });
    expect(result).toMatchObject({ verdict: 'inconclusive' });
    expect(result.trials).toHaveLength(3);
    expect(result).not.toHaveProperty('moreTrials');
  });
});
