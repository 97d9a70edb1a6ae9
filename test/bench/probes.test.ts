import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { withoutVectors } from './document.ts';
import { runBenchmark } from './run-benchmark.ts';

const { system } = await findTestInstallations();

const overhead = z.strictObject({
  count: z.int().positive(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
  firstMs: z.number(),
});
const documentSchema = z.strictObject({
  ...withoutVectors,
  benchmark: z.literal('probes'),
  goalMs: z.literal(300),
  results: z.array(
    z.strictObject({
      server: z.string().startsWith('PostgreSQL'),
      bytes: z.int().positive(),
      modelMs: z.int().nonnegative(),
      trialMs: z.number().positive(),
      probe: overhead,
      newPreview: overhead,
      ratio: z.number(),
    }),
  ),
});

describe('npm run bench -- probes', needs(system), () => {
  it('measures probes on both servers, beside a new preview for each', async () => {
    const args = ['probes', '--quick', '--json', '--postgres', have(system).installation.bin];
    const { code, stdout, stderr, left, servers } = await runBenchmark(args);
    expect(code, stderr).toBe(0);
    const { results } = documentSchema.parse(JSON.parse(stdout));
    expect(results.map(({ server, modelMs }) => [server.includes('PGlite'), modelMs])).toEqual([
      [true, 0],
      [true, 1000],
      [false, 0],
      [false, 1000],
    ]);
    expect(left).toEqual([]);
    expect(servers).toEqual([]);
  }, 300_000);
});
