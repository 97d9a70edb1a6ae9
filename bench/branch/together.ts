import { setTimeout as sleep } from 'node:timers/promises';
import type { Branch, Engine, Snapshot } from '../../src/engines/engine.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { type Distribution, distributionOf } from '../distribution.ts';
import { freeBytes } from '../file-system.ts';
import { connectTo } from '../postgres/branch-client.ts';
import { syncFileSystem } from '../sync-file-system.ts';
import { timed } from '../timed.ts';
import { answerFirstQuery } from './first-query.ts';
import { MEMORY_METHOD, memoryOf } from './memory.ts';
import { TTL } from './own-branches.ts';

/** How long the servers get to end the processes of closed connections, in milliseconds. */
const CLOSING = 500;

/** Branches of one snapshot that are alive at the same time. */
export interface TogetherReport {
  readonly count: number;
  /** From the order to the answer of a query on its data, one after another, with ever more of them alive. */
  readonly firstQuery: Distribution;
  readonly destroy: Distribution;
  /** How many answered a query on their data while all were alive. */
  readonly answered: number;
  /** Idle, after a query. */
  readonly memoryPerBranchBytes: number;
  readonly memoryMethod: string;
  /** By which the free space of the file system had shrunk while all were alive. */
  readonly diskPerBranchBytes: number;
}

/** Makes `count` branches, looks at all of them, and destroys them whatever happens. */
export async function measureTogether(
  { engine, snapshot }: { engine: Engine; snapshot: Snapshot },
  { count, context }: { count: number; context: BenchmarkContext },
): Promise<TogetherReport> {
  const { folder, signal } = context;
  await using stack = new AsyncDisposableStack();
  const freeBefore = await settledFreeBytes(folder, signal);
  const branches: Branch[] = [];
  const created: number[] = [];
  while (branches.length < count) {
    const { ms, result } = await timed(async () => {
      const branch = stack.use(await engine.branch(snapshot.id, { ttl: TTL, signal }));
      await answerFirstQuery(connectTo(branch.address));
      return branch;
    });
    created.push(ms);
    branches.push(result);
  }
  let answered = 0;
  for (const { address } of branches) {
    await answerFirstQuery(connectTo(address));
    answered += 1;
  }
  await sleep(CLOSING);
  const memory = await memoryOf(branches);
  const disk = freeBefore - (await settledFreeBytes(folder, signal));
  const destroyed: number[] = [];
  for (const branch of branches) destroyed.push((await timed(() => branch.destroy())).ms);
  return {
    count,
    firstQuery: distributionOf(created),
    destroy: distributionOf(destroyed),
    answered,
    memoryPerBranchBytes: Math.round(memory / count),
    memoryMethod: MEMORY_METHOD,
    diskPerBranchBytes: Math.round(disk / count),
  };
}

/** A file system gives space to what was written, and takes back what was removed, a while later. */
async function settledFreeBytes(folder: string, signal: AbortSignal): Promise<number> {
  await syncFileSystem(folder, signal);
  return freeBytes(folder);
}
