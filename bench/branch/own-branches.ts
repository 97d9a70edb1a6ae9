import type { Engine, Snapshot } from '../../src/engines/engine.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { makeBranchRole } from '../branch-role.ts';
import { createEngine } from '../create-engine.ts';
import { type Distribution, distributionOf } from '../distribution.ts';
import { connectTo } from '../postgres/branch-client.ts';
import type { Cluster } from '../postgres/cluster.ts';
import { sourceSettings } from '../postgres/source-settings.ts';
import { timed } from '../timed.ts';
import { answerFirstQuery } from './first-query.ts';

/** How long a branch may live, in milliseconds: longer than any benchmark. */
export const TTL = 24 * 60 * 60 * 1000;

/** Branches of one snapshot, one after another. */
export interface BranchTimes {
  readonly copy: 'reflink' | 'copy';
  /** From the order to a snapshot that branches can be made of, without any masking. */
  readonly snapshotMs: number;
  /** From the order of a branch to the answer of a query on its data. */
  readonly firstQuery: Distribution;
  readonly destroy: Distribution;
}

/** A snapshot of the source, and the engine that keeps it in the folder `state`. */
export async function makeSnapshot(
  source: Cluster,
  state: string,
  { programs, signal }: BenchmarkContext,
): Promise<{ engine: Engine; snapshot: Snapshot; snapshotMs: number }> {
  const engine = createEngine(state, programs);
  const { ms, result } = await timed(() =>
    engine.snapshot({
      source: sourceSettings(source),
      recipe: 'branch',
      prepare: makeBranchRole,
      signal,
      onProgress: () => {},
    }),
  );
  return { engine, snapshot: result, snapshotMs: Math.round(ms) };
}

/** Makes and destroys branches, one after another. */
export async function measureBranches(
  { engine, snapshot, snapshotMs }: Awaited<ReturnType<typeof makeSnapshot>>,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<BranchTimes> {
  const created: number[] = [];
  const destroyed: number[] = [];
  let copy: BranchTimes['copy'] = 'reflink';
  for (let done = 0; done < count; done++) {
    const { ms, result: branch } = await timed(async () => {
      const made = await engine.branch(snapshot.id, { ttl: TTL, signal });
      await answerFirstQuery(connectTo(made.address));
      return made;
    });
    created.push(ms);
    copy = branch.copy;
    destroyed.push((await timed(() => branch.destroy())).ms);
  }
  return {
    copy,
    snapshotMs,
    firstQuery: distributionOf(created),
    destroy: distributionOf(destroyed),
  };
}
