import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findTestInstallations } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { withoutVectors } from './document.ts';
import { runBenchmark } from './run-benchmark.ts';

const { withVector } = await findTestInstallations();

function report(content: string) {
  return z.strictObject({
    content: z.literal(content),
    rows: z.int(),
    own: z.strictObject({
      ms: z.int().positive(),
      peakBytes: z.int().positive(),
      valuesMasked: z.int(),
    }),
    updateMs: z.int().positive(),
    dumpMs: z.int().positive(),
  });
}

const documentSchema = z.strictObject({
  ...withoutVectors,
  benchmark: z.literal('sanitize'),
  people: z.int(),
  contents: z.tuple([report('people'), report('people and messages')]),
});

describe('npm run bench -- sanitize', needs(withVector), () => {
  it('masks people and messages beside an UPDATE and a filtered dump', async () => {
    const { bin } = have(withVector).installation;
    const args = ['sanitize', '--quick', '--json', '--postgres', bin];
    const { code, stdout, stderr, left, servers } = await runBenchmark(args);
    expect(code, stderr).toBe(0);
    const { people, contents } = documentSchema.parse(JSON.parse(stdout));
    expect(contents.map(({ rows }) => rows)).toEqual([people, 2 * people]);
    // Six columns of people, and a body that speaks of one of them.
    expect(contents.map(({ own }) => own.valuesMasked)).toEqual([6 * people, 7 * people]);
    expect(left).toEqual([]);
    expect(servers).toEqual([]);
  }, 300_000);
});
