import { join } from 'node:path';
import { removeFolder } from '../src/remove-folder.ts';
import type { Benchmark, BenchmarkContext } from './benchmark.ts';
import { measureAlternatives } from './branch/alternatives.ts';
import { fillSource } from './branch/fill-source.ts';
import { type BranchTimes, makeSnapshot, measureBranches } from './branch/own-branches.ts';
import { type BranchDocument, present, type SourceReport } from './branch/present.ts';
import { measureTogether, type TogetherReport } from './branch/together.ts';
import { freeBytes } from './file-system.ts';
import { createCluster } from './postgres/cluster.ts';
import { formatBytes } from './quantities.ts';
import { syncFileSystem } from './sync-file-system.ts';

const SIZES = [400, 2000, 20_000];
/** Of the free space, so that a plain copy of the source fits beside it, with its log. */
const MOST_OF_DISK = 0.4;

/**
 * How long it takes to the first answer of a new branch, for sources of several sizes, beside the other ways to a
 * writable copy; and what many branches of one snapshot need while all of them are alive.
 */
export const branch: Benchmark = async (context) => {
  const { quick, sizes } = context;
  const wanted = sizes.length > 0 ? [...sizes].sort((a, b) => a - b) : quick ? [400] : SIZES;
  const sources: SourceReport[] = [];
  let together: TogetherReport | undefined;
  let pgvector = 'unknown';
  for (const megabytes of wanted) {
    const isLast = megabytes === wanted.at(-1);
    const measured = await measureSource(megabytes * 1e6, isLast, context);
    sources.push(measured.report);
    together = measured.together ?? together;
    pgvector = measured.pgvector;
  }
  const p50s = sources.map(({ branch }) => branch.firstQuery.p50Ms);
  const document: BranchDocument = {
    sources,
    /** Slowest by fastest median of the sizes. */
    flatness: Math.round((Math.max(...p50s) / Math.min(...p50s)) * 100) / 100,
    together: together as TogetherReport,
  };
  return { document, ...present(document), pgvector };
};

async function measureSource(requestedBytes: number, isLast: boolean, context: BenchmarkContext) {
  const { folder, programs, quick, signal, progress } = context;
  const bytes = Math.min(requestedBytes, Math.floor((await freeBytes(folder)) * MOST_OF_DISK));
  const place = join(folder, 'source');
  const state = join(folder, 'state');
  try {
    await using source = await createCluster(programs, place, signal);
    progress(`filling a source of ${formatBytes(bytes)}`);
    if (bytes < requestedBytes)
      progress(`  the disk has no room for ${formatBytes(requestedBytes)}`);
    const { pgvector, ...filled } = await fillSource(source, programs, { bytes, signal });
    await syncFileSystem(folder, signal);
    progress(`  it has ${formatBytes(filled.bytes)}; a snapshot of it, and branches`);
    const made = await makeSnapshot(source, state, context);
    const times = await measureBranches(made, { count: quick ? 5 : 100, signal });
    const count = quick ? 5 : 50;
    if (isLast) progress(`  ${count} branches at the same time`);
    const together = isLast ? await measureTogether(made, { count, context }) : undefined;
    await removeFolder(state);
    const plain = await measurePlainly(source, filled.bytes, context);
    const alternatives = await measureAlternatives(
      source,
      { bytes: filled.bytes, branchMs: times.firstQuery.p50Ms },
      context,
    );
    const report: SourceReport = { requestedBytes, ...filled, branch: times, plain, alternatives };
    return { report, together, pgvector };
  } finally {
    await removeFolder(state);
    await removeFolder(place);
  }
}

/** The same engine where files can't share blocks. */
async function measurePlainly(
  source: Parameters<typeof makeSnapshot>[0],
  bytes: number,
  context: BenchmarkContext,
): Promise<BranchTimes | undefined> {
  const { plainFolder, quick, signal, progress } = context;
  // A snapshot and a branch of it.
  if (plainFolder === undefined || (await freeBytes(plainFolder)) < bytes * 2.2) return undefined;
  progress('  branches without reflinks');
  const state = join(plainFolder, 'state');
  try {
    const made = await makeSnapshot(source, state, context);
    return await measureBranches(made, { count: quick ? 2 : 5, signal });
  } finally {
    await removeFolder(state);
  }
}
