import { expect, test } from 'vitest';
import { callWith, holds, holdsOrNot } from './seen.ts';

const prices = { small: { prompt: 0.4, answer: 1.6 }, vectors: { prompt: 0.02, answer: 0 } };

test('latency is met up to its threshold', async () => {
  const latency = { type: 'latency', threshold: 500 };
  expect(await holdsOrNot(latency, { durationMs: 499 })).toBe(true);
  expect(await holdsOrNot(latency, { durationMs: 500 })).toBe(true);
  expect(await holdsOrNot(latency, { durationMs: 501 })).toBe(false);
});

test('cost adds up all calls, by the price of the version or of its alias', async () => {
  const calls = [
    callWith({ api: 'openai-embeddings', asked: 'vectors', model: 'vectors', promptTokens: 100 }),
    callWith({ promptTokens: 1000, answerTokens: 100 }),
  ];
  // 100 × 0.02 + 1,000 × 0.4 + 100 × 1.6 = 562 millionths of a dollar
  expect(await holdsOrNot({ type: 'cost', threshold: 0.000562 }, { calls, prices })).toBe(true);
  expect(await holdsOrNot({ type: 'cost', threshold: 0.000561 }, { calls, prices })).toBe(false);
});

test('a call that was refused costs nothing', async () => {
  const calls = [callWith({ status: 429 }), callWith({ promptTokens: 10 })];
  expect(await holds({ type: 'cost', threshold: 0.000004 }, { calls, prices })).toBe(true);
});

test.each([
  ['no price of the model "large"', { calls: [callWith({ model: 'large', promptTokens: 1 })] }],
  ['did not say how many tokens', { calls: [callWith({})], prices }],
  ['no call of a model to count', { calls: [], prices }],
  ['no call of a model to count', { prices }],
])('cost is no failure but an error with %s', async (message, seen) => {
  for (const type of ['cost', 'not-cost']) {
    const outcome = holds({ type, threshold: 1 }, seen);
    await expect(outcome).rejects.toMatchObject({ code: 'replay-failed' });
    await expect(outcome).rejects.toThrow(message);
  }
});
