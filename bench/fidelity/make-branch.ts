import { join } from 'node:path';
import type { Branch } from '../../src/engines/engine.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { makeBranchRole } from '../branch-role.ts';
import { createEngine } from '../create-engine.ts';
import type { Cluster } from '../postgres/cluster.ts';
import { sourceSettings } from '../postgres/source-settings.ts';
import { timed } from '../timed.ts';
import { type EndOfCopy, findEndOfCopy } from './end-of-copy.ts';

/** A branch of a new snapshot, and the instant of the source that it shows. */
export interface MadeBranch {
  readonly branch: Branch;
  readonly end: EndOfCopy;
  /** From the order of the snapshot to a branch that answers, without the look for the instant. */
  readonly durationMs: number;
}

/** Makes a snapshot of the running source and a branch of it. Throws as the engine does. */
export async function makeBranch(
  source: Cluster,
  { programs, folder, signal, progress }: BenchmarkContext,
): Promise<MadeBranch> {
  const engine = createEngine(join(folder, 'state'), programs);
  let end: EndOfCopy | undefined;
  let lookMs = 0;
  const { ms, result } = await timed(async () => {
    const snapshot = await engine.snapshot({
      source: sourceSettings(source),
      recipe: 'fidelity',
      async prepare(copy) {
        const look = await timed(() => findEndOfCopy(copy, programs, signal));
        end = look.result;
        lookMs = look.ms;
        await makeBranchRole(copy);
      },
      signal,
      onProgress: progress,
    });
    return engine.branch(snapshot.id, { ttl: 3_600_000, signal });
  });
  if (end === undefined) throw new Error('the snapshot was not prepared');
  return { branch: result, end, durationMs: Math.round(ms - lookMs) };
}
