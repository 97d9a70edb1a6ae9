import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { documentFields } from './document.ts';
import { runBenchmark } from './run-benchmark.ts';

const { withVector } = await findTestInstallations();

const positive = z.number().positive();
const distribution = z.strictObject({
  count: z.int(),
  p50Ms: positive,
  p99Ms: positive,
  maxMs: positive,
});
const branchTimes = z.strictObject({
  copy: z.enum(['reflink', 'copy']),
  snapshotMs: positive,
  firstQuery: distribution,
  destroy: distribution,
});
const documentSchema = z.strictObject({
  ...documentFields,
  benchmark: z.literal('branch'),
  sources: z.array(
    z.strictObject({
      requestedBytes: z.int(),
      bytes: z.int(),
      rows: z.int(),
      vectors: z.int(),
      branch: branchTimes,
      plain: branchTimes.optional(),
      alternatives: z.array(
        z.discriminatedUnion('outcome', [
          z.strictObject({
            name: z.string(),
            outcome: z.literal('done'),
            firstQueryMs: positive,
            ratio: positive,
          }),
          z.strictObject({ name: z.string(), outcome: z.literal('stopped'), limitMs: z.int() }),
          z.strictObject({ name: z.string(), outcome: z.literal('skipped'), reason: z.string() }),
        ]),
      ),
    }),
  ),
  flatness: z.number().min(1),
  together: z.strictObject({
    count: z.int(),
    firstQuery: distribution,
    destroy: distribution,
    answered: z.int(),
    memoryPerBranchBytes: z.int().positive(),
    memoryMethod: z.string(),
    diskPerBranchBytes: z.int(),
  }),
});

describe('npm run bench -- branch', needs(withVector), () => {
  it('measures branches and every alternative, and removes all of it', async () => {
    const { bin, major } = have(withVector).installation;
    const args = ['branch', '--quick', '--json', '--size', '20,5', '--postgres', bin];
    const { code, stdout, stderr, left, servers } = await runBenchmark(args);
    expect(code, stderr).toBe(0);
    const document = documentSchema.parse(JSON.parse(stdout));
    const { sources, together, flatness, machine } = document;

    expect(sources.map(({ requestedBytes }) => requestedBytes)).toEqual([5e6, 20e6]);
    for (const { requestedBytes, bytes, vectors, branch, alternatives } of sources) {
      expect(bytes).toBeGreaterThan(requestedBytes * 0.8);
      expect(vectors).toBeGreaterThan(0);
      expect(branch.copy).toBe(machine.fileSystem.reflink ? 'reflink' : 'copy');
      for (const { count, p50Ms, p99Ms, maxMs } of [branch.firstQuery, branch.destroy]) {
        expect(count).toBe(5);
        expect([p50Ms, p99Ms, maxMs]).toEqual([p50Ms, p99Ms, maxMs].sort((a, b) => a - b));
      }
      expect(alternatives.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
        'pg_dump | pg_restore: done',
        ...(major >= 15
          ? [
              'CREATE DATABASE … TEMPLATE STRATEGY FILE_COPY: done',
              'CREATE DATABASE … TEMPLATE STRATEGY WAL_LOG: done',
            ]
          : ['CREATE DATABASE … TEMPLATE: done']),
        'pg_basebackup, start: done',
        'stopped: cp -a --reflink=never, start: done',
      ]);
    }
    const medians = sources.map(({ branch }) => branch.firstQuery.p50Ms);
    expect(flatness).toBeCloseTo(Math.max(...medians) / Math.min(...medians), 1);
    expect(together.count).toBe(5);
    expect(together.answered).toBe(5);
    expect(together.memoryPerBranchBytes).toBeGreaterThan(1e6);
    expect(together.memoryPerBranchBytes).toBeLessThan(200e6);
    expect(left).toEqual([]);
    expect(servers).toEqual([]);
  }, 300_000);

  it('stops an alternative at the limit, says so, and goes on', async () => {
    const { bin } = have(withVector).installation;
    const args = ['branch', '--quick', '--size', '120', '--limit', '1', '--postgres', bin];
    const { code, stdout, stderr, left } = await runBenchmark(args);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^pg_dump \| pg_restore +> 1\.0 s \(stopped\)$/m);
    expect(stdout).toMatch(/^a branch, p50 +\d/m);
    expect(stdout).toContain('--quick: these numbers show that it works, and nothing else.');
    expect(left).toEqual([]);
  }, 300_000);
});
