import { describe, expect, test } from 'vitest';
import type { Judge } from '../../../src/replay/assertions/judge/judge.ts';
import { judgement, type Reply, serveJudge } from './judge-server.ts';
import { holds } from './seen.ts';

const rubric = { type: 'llm-rubric', value: 'is polite' };
const good = judgement({ reason: 'r', pass: true, score: 1 });

const ask = (judge: Judge, signal = new AbortController().signal) =>
  holds(rubric, { answer: 'hello', judge, signal });

describe('a judge that', () => {
  test.each<[string, Reply, string]>([
    ['answers no JSON', { status: 200, body: 'hello' }, 'answered without JSON'],
    ['answers with other JSON', { json: { error: 'no' } }, 'without the judgement'],
    ['answers in prose', judgement('It passes.'), 'without the judgement'],
    ['leaves something out', judgement({ pass: true }), 'without the judgement'],
    ['adds something', judgement({ reason: '', pass: true, score: 1, x: 1 }), 'without the'],
    ['scores too high', judgement({ reason: '', pass: true, score: 7 }), 'without the judgement'],
    ['refuses the key', { status: 401, body: 's3cret is wrong: ada@example.com' }, 'answered 401'],
    ['redirects', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'answered 302'],
    ['is always busy', { status: 429 }, 'answered 429'],
    ['answers too much', { status: 200, body: ' '.repeat(17 * 1024 * 1024) }, 'more than 16 MiB'],
  ])('%s is an error of the trial', async (_, reply, message) => {
    const { judge } = await serveJudge(() => reply);
    const outcome = ask(judge);
    await expect(outcome).rejects.toMatchObject({ code: 'replay-failed' });
    await expect(outcome).rejects.toThrow(message);
    await expect(outcome).rejects.not.toThrow(/s3cret|ada@/);
  });

  test('never answers is an error of the trial', { timeout: 20_000 }, async () => {
    const { judge, heard } = await serveJudge(() => undefined);
    await expect(ask(judge)).rejects.toThrow('did not answer within 2 s');
    expect(heard).toHaveLength(3);
  });

  test('is busy is asked again, after as long as it says', async () => {
    const busy = { status: 429, headers: { 'retry-after': '7' } };
    const { judge, waits } = await serveJudge((_, number) =>
      number === 1 ? busy : number === 2 ? { status: 503 } : good,
    );
    expect(await ask(judge)).toBe(true);
    expect(waits).toEqual([7000, 2000]);
  });

  test('takes no temperature is asked without one', async () => {
    const body = JSON.stringify({ error: { param: 'temperature', code: 'unsupported_value' } });
    const { judge, heard } = await serveJudge((asked) =>
      'temperature' in asked.body ? { status: 400, body } : good,
    );
    expect(await ask(judge)).toBe(true);
    expect(heard).toHaveLength(2);
  });

  test('is asked while the investigation is interrupted ends with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('interrupted');
    const { judge } = await serveJudge(() => {
      controller.abort(reason);
      return undefined;
    });
    await expect(ask(judge, controller.signal)).rejects.toBe(reason);
  });

  test('gives fewer embeddings than texts is an error', async () => {
    const { judge } = await serveJudge(() => ({ json: { data: [{ index: 0, embedding: [1] }] } }));
    const signal = new AbortController().signal;
    await expect(judge.embed(['a', 'b'], signal)).rejects.toThrow('without the embeddings');
  });
});
