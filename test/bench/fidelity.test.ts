import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { documentFields } from './document.ts';
import { runBenchmark } from './run-benchmark.ts';

const { withVector } = await findTestInstallations();

const comparison = z.strictObject({
  probes: z.int(),
  identical: z.int(),
  overlap: z.number().min(0).max(1),
});
const rankings = z.strictObject({ hnsw: comparison, ivfflat: comparison });
const sums = z.strictObject({
  accounts: z.string(),
  tellers: z.string(),
  branches: z.string(),
  history: z.string(),
  equal: z.boolean(),
});
const position = { transactions: z.int(), batches: z.int() };
const documentSchema = z.strictObject({
  ...documentFields,
  benchmark: z.literal('fidelity'),
  source: z.strictObject({
    megabytes: z.int(),
    vectors: z.int(),
    scale: z.int(),
    pgvector: z.string(),
  }),
  duringCopy: z.strictObject(position),
  instant: z.strictObject({
    record: z.string().regex(/^[0-9A-F]+\/[0-9A-F]+$/),
    ...position,
    sums,
  }),
  copy: z.enum(['reflink', 'copy']),
  copies: z.tuple([copyReport('branch'), copyReport('pg_dump | pg_restore')]),
  later: z.strictObject({ ...position, rankings }),
});

function copyReport(name: string) {
  return z.strictObject({
    name: z.literal(name),
    durationMs: z.int().positive(),
    amcheck: z.strictObject({
      indexes: z.int(),
      tables: z.int(),
      damaged: z.array(z.string()),
    }),
    sums,
    sameRows: z.boolean(),
    rankings,
  });
}

describe('npm run bench -- fidelity', needs(withVector), () => {
  it('finds a branch of a busy source identical to it, and something later not', async () => {
    const { bin, major } = have(withVector).installation;
    const args = ['fidelity', '--quick', '--json', '--size', '10', '--postgres', bin];
    const { code, stdout, stderr, left, servers } = await runBenchmark(args);
    expect(code, stderr).toBe(0);
    const { duringCopy, instant, copies, later } = documentSchema.parse(JSON.parse(stdout));
    const [branch, dump] = copies;

    expect(duringCopy.transactions).toBeGreaterThan(0);
    expect(duringCopy.batches).toBeGreaterThan(0);
    expect(instant.sums.equal).toBe(true);
    expect(instant.sums.history).not.toBe('0');
    const all = { probes: 201, identical: 201, overlap: 1 };
    expect(branch.rankings).toEqual({ hnsw: all, ivfflat: all });
    for (const copy of copies) {
      expect(copy.sums).toEqual(instant.sums);
      expect(copy.sameRows).toBe(true);
      expect(copy.amcheck.damaged).toEqual([]);
      expect(copy.amcheck.indexes).toBeGreaterThan(100);
      if (major >= 14) expect(copy.amcheck.tables).toBeGreaterThan(50);
    }
    // What is restored has the same rows under new indexes; what came later has other rows.
    expect(dump.rankings.ivfflat.identical).toBeLessThan(201);
    expect(later.batches).toBeGreaterThan(instant.batches);
    expect(later.rankings.hnsw.identical).toBeLessThan(201);
    expect(later.rankings.ivfflat.identical).toBeLessThan(201);
    expect(left).toEqual([]);
    expect(servers).toEqual([]);
  }, 300_000);
});
