import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { documentFields } from './document.ts';
import { runBenchmark } from './run-benchmark.ts';

const { system } = await findTestInstallations();

const ways = z.strictObject({
  direct: z.number().positive(),
  pipe: z.number().positive(),
  tap: z.number().positive(),
});
const documentSchema = z.strictObject({
  ...documentFields,
  versions: documentFields.versions.extend({ pgvector: z.literal('not used') }),
  benchmark: z.literal('taps'),
  postgres: z.strictObject({
    results: z.array(
      z.strictObject({
        statement: z.enum(['by key', 'retrieval']),
        bytes: z.int().positive(),
        clients: z.int().positive(),
        perSecond: ways,
        p50Ms: ways,
        cpuMs: z.strictObject({ pipe: z.number().positive(), tap: z.number().positive() }),
        lost: z.number().max(1),
      }),
    ),
    connections: z.strictObject({ count: z.int(), perSecond: ways }),
  }),
  model: z.looseObject({}),
});

describe('npm run bench -- taps', needs(system), () => {
  it('measures both taps, beside the direct way', async () => {
    const args = ['taps', '--quick', '--json', '--postgres', have(system).installation.bin];
    const { code, stdout, stderr, left, servers } = await runBenchmark(args);
    expect(code, stderr).toBe(0);
    const { postgres } = documentSchema.parse(JSON.parse(stdout));
    expect(postgres.results.map(({ statement, bytes }) => [statement, bytes])).toEqual([
      ['by key', 1000],
      ['by key', 100_000],
      ['retrieval', 1000],
      ['retrieval', 100_000],
    ]);
    expect(postgres.connections.count).toBe(50);
    expect(left).toEqual([]);
    expect(servers).toEqual([]);
  }, 300_000);
});
