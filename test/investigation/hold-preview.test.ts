import { expect, it } from 'vitest';
import type { BranchEnd } from '../../src/engines/engine.ts';
import { holdPreview } from '../../src/investigation/hold-preview.ts';
import type { Result } from '../../src/investigation/result.ts';

const never = new Promise<never>(() => {});

function held(options: { ms?: number; ended?: Promise<BranchEnd>; signal?: AbortSignal } = {}) {
  const { ms = 600_000, ended = never, signal = new AbortController().signal } = options;
  const expiresAt = new Date(Date.now() + ms).toISOString();
  const result = { preview: { url: '', readyMs: 0, expiresAt } } as unknown as Result;
  return { result, ended, signal };
}

it('lasts until the preview expires', async () => {
  const began = performance.now();
  expect(await holdPreview(held({ ms: 60 }))).toBeUndefined();
  expect(performance.now() - began).toBeGreaterThan(50);
});

it('ends with its branch, and says how that ended', async () => {
  expect(await holdPreview(held({ ended: Promise.resolve('made-room') }))).toBe('made-room');
});

it('ends with the signal, given before or meanwhile', async () => {
  expect(await holdPreview(held({ signal: AbortSignal.abort() }))).toBeUndefined();
  expect(await holdPreview(held({ signal: AbortSignal.timeout(20) }))).toBeUndefined();
});
