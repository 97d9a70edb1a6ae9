import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { withoutVectors } from './document.ts';
import { runBenchmark } from './run-benchmark.ts';

const { withVector } = await findTestInstallations();

const survival = z.strictObject({ before: z.int(), after: z.int() });
const documentSchema = z.strictObject({
  ...withoutVectors,
  benchmark: z.literal('recall'),
  messages: z.int(),
  names: survival,
  addresses: survival,
  phoneNumbers: survival,
  ordinaryTokens: z.int(),
  changedTokens: z.int(),
  overMasking: z.number(),
  megabytesPerSecond: z.number().positive(),
});

describe('npm run bench -- recall', needs(withVector), () => {
  it('finds that no known value survives in prose, and tells none', async () => {
    const { bin } = have(withVector).installation;
    const args = ['recall', '--quick', '--json', '--postgres', bin];
    const { code, stdout, stderr, left } = await runBenchmark(args);
    expect(code, stderr).toBe(0);
    const document = documentSchema.parse(JSON.parse(stdout));
    for (const { before, after } of [document.names, document.addresses, document.phoneNumbers]) {
      expect(before).toBeGreaterThan(10);
      expect(after).toBe(0);
    }
    expect(document.overMasking).toBeLessThan(0.005);
    expect(document.overMasking).toBeCloseTo(document.changedTokens / document.ordinaryTokens);
    expect(left).toEqual([]);
  }, 300_000);
});
