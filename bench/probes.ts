import { join } from 'node:path';
import { removeFolder } from '../src/remove-folder.ts';
import type { Benchmark, BenchmarkContext, Outcome } from './benchmark.ts';
import { makeBranchRole } from './branch-role.ts';
import { createEngine } from './create-engine.ts';
import { commitApplication } from './probes/application.ts';
import {
  measureNewPreviews,
  measureOwnProbes,
  measureTrial,
  type Overhead,
} from './probes/measure.ts';
import { type Source, startPglite, startPostgres } from './probes/sources.ts';
import { formatBytes, formatMs, formatRatio } from './quantities.ts';

/** What a probe may take besides its trials, in milliseconds. */
const GOAL_MS = 300;
/** What the application's model takes: next to nothing, so that nothing can be prepared meanwhile, and what models take. */
const MODEL_MS = [0, 1000];
/** Nobody embeds more. */
const MOST_OF_PGLITE = 40e6;

interface Report {
  readonly goalMs: number;
  readonly results: readonly {
    /** As the snapshot says it. */
    readonly server: string;
    /** Of the snapshot. */
    readonly bytes: number;
    readonly modelMs: number;
    /** Of a trial on a branch that stays, the median. */
    readonly trialMs: number;
    readonly probe: Overhead;
    readonly newPreview: Overhead;
    /** How many times as long a new preview takes, by the medians. */
    readonly ratio: number;
  }[];
}

/**
 * What a probe of the search for a culprit takes besides its trials, beside the other way to the same answer: a new
 * branch and a new preview for every probe.
 */
export const probes: Benchmark = async (context) => {
  const { folder, quick, sizes } = context;
  const bytes = (sizes[0] ?? (quick ? 20 : 400)) * 1e6;
  const repository = join(folder, 'repository');
  const commit = await commitApplication(repository);
  const results: Report['results'][number][] = [];
  for (const start of [
    () => startPglite(folder, Math.min(bytes, MOST_OF_PGLITE)),
    () => startPostgres(context, bytes),
  ]) {
    results.push(...(await measureOn(start, { repository, commit }, context)));
  }
  const report: Report = { goalMs: GOAL_MS, results };
  return { document: report, ...present(report), pgvector: 'not used' };
};

async function measureOn(
  start: () => Promise<Source>,
  application: { readonly repository: string; readonly commit: string },
  { folder, programs, quick, signal, progress }: BenchmarkContext,
): Promise<Report['results'][number][]> {
  const state = join(folder, 'state');
  const engine = createEngine(state, programs);
  try {
    const { id, server, bytes } = await snapshotOf(start, engine, { signal, progress });
    const results: Report['results'][number][] = [];
    for (const modelMs of MODEL_MS) {
      progress(`${server}, a model that takes ${modelMs} ms`);
      const probing = { engine, snapshot: id, application: { ...application, modelMs }, signal };
      const trialMs = await measureTrial(probing, quick ? 3 : 20);
      const probe = await measureOwnProbes(probing, { count: quick ? 3 : 50, trialMs });
      progress('  a new branch and a new preview for every probe');
      const newPreview = await measureNewPreviews(probing, { count: quick ? 1 : 20, trialMs });
      // Where all was prepared meanwhile, next to nothing is left, and less by chance.
      const ratio = Math.round((newPreview.p50Ms / Math.max(probe.p50Ms, 1)) * 10) / 10;
      results.push({ server, bytes, modelMs, trialMs, probe, newPreview, ratio });
    }
    return results;
  } finally {
    await removeFolder(state);
  }
}

/** The source is needed no longer than it takes. */
async function snapshotOf(
  start: () => Promise<Source>,
  engine: ReturnType<typeof createEngine>,
  { signal, progress }: Pick<BenchmarkContext, 'signal' | 'progress'>,
) {
  progress('filling a source, and a snapshot of it');
  await using source = await start();
  return await engine.snapshot({
    ...{ source: source.settings, recipe: 'probes', signal, onProgress: () => {} },
    async prepare(copy) {
      await makeBranchRole(copy);
      const client = await copy.connect();
      await client.query('GRANT DELETE ON public.messages TO branch');
      await client.end();
    },
  });
}

function present({ goalMs, results }: Report): Pick<Outcome, 'tables' | 'notes'> {
  return {
    tables: [
      {
        title: 'What a probe takes besides its trials',
        columns: [
          ...['', 'trial', 'the first', 'p50', 'p99'],
          ...['new preview, p50', 'new preview, p99', 'as long'],
        ],
        rows: results.map(({ server, bytes, modelMs, trialMs, probe, newPreview, ratio }) => [
          `${server}, ${formatBytes(bytes)}, model ${formatMs(modelMs)}`,
          formatMs(trialMs),
          ...[probe.firstMs, probe.p50Ms, probe.p99Ms].map(formatMs),
          ...[newPreview.p50Ms, newPreview.p99Ms].map(formatMs),
          formatRatio(ratio),
        ]),
      },
    ],
    notes: [
      `The goal is at most ${goalMs} ms. From the order of a probe to its last trial, less what as many trials take on a branch that stays: making the fork, removing a record, putting it behind the application, and its new connections. The first probe waits for its fork; the next one's is made while trials run.`,
      'A new preview has no dependencies to install and nothing to build: real ones take longer.',
    ],
  };
}
