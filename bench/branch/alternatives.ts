import { join } from 'node:path';
import { removeFolder } from '../../src/remove-folder.ts';
import type { BenchmarkContext } from '../benchmark.ts';
import { freeBytes } from '../file-system.ts';
import { type Cluster, DATABASE, openCluster } from '../postgres/cluster.ts';
import { dumpAndRestore } from '../postgres/dump-and-restore.ts';
import { runProgram } from '../postgres/run-program.ts';
import { formatBytes } from '../quantities.ts';
import { syncFileSystem } from '../sync-file-system.ts';
import { timed } from '../timed.ts';
import { serveSource } from './fill-source.ts';
import { answerFirstQuery } from './first-query.ts';

/** How long it took from the order until the copy had answered a query, or why nobody knows. */
export type AlternativeResult = { readonly name: string } & (
  | {
      readonly outcome: 'done';
      readonly firstQueryMs: number;
      /** How many times as long as the median of a branch. */
      readonly ratio: number;
    }
  | { readonly outcome: 'stopped'; readonly limitMs: number }
  | { readonly outcome: 'skipped'; readonly reason: string }
);

/** Another way to a writable copy. */
interface Alternative {
  readonly name: string;
  /** What it needs first that its time does not contain. */
  readonly prepare?: () => Promise<void>;
  /** Ends when the copy has answered a query. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Removes the copy, or what there is of it, and leaves the source running. */
  readonly remove: () => Promise<void>;
}

/** What a copy takes beside its own size: what is sorted for its indexes, and the log, in bytes. */
const SORTING = 0.1;
const MOST_LOG = 5e9;
const COPY = 'copy';

/** Makes a copy in each of the ways, one after another, each within the limit. The source is left running. */
export async function measureAlternatives(
  source: Cluster,
  { bytes, branchMs }: { bytes: number; branchMs: number },
  context: BenchmarkContext,
): Promise<AlternativeResult[]> {
  const results: AlternativeResult[] = [];
  for (const alternative of alternatives(source, context)) {
    context.progress(`  ${alternative.name}`);
    results.push(await measure(alternative, { bytes, branchMs }, context));
  }
  return results;
}

async function measure(
  { name, prepare, run, remove }: Alternative,
  { bytes, branchMs }: { bytes: number; branchMs: number },
  { folder, limitMs, signal }: BenchmarkContext,
): Promise<AlternativeResult> {
  const free = await freeBytes(folder);
  const needed = bytes * (1 + SORTING) + Math.min(bytes, MOST_LOG);
  if (free < needed) {
    const reason = `needs ${formatBytes(needed)}, ${formatBytes(free)} are free`;
    return { name, outcome: 'skipped', reason };
  }
  await prepare?.();
  const limit = AbortSignal.timeout(limitMs);
  try {
    const { ms } = await timed(() => run(AbortSignal.any([signal, limit])));
    const ratio = Math.round((ms / branchMs) * 10) / 10;
    return { name, outcome: 'done', firstQueryMs: ms, ratio };
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.aborted) throw error;
    return { name, outcome: 'stopped', limitMs };
  } finally {
    await remove();
  }
}

function alternatives(source: Cluster, context: BenchmarkContext): Alternative[] {
  const { programs } = context;
  const strategies = programs.major >= 15 ? ['FILE_COPY', 'WAL_LOG'] : [undefined];
  const ways: Alternative[] = [
    {
      name: 'pg_dump | pg_restore',
      async run(signal) {
        await dumpAndRestore({ programs, from: source, to: source, database: COPY, signal });
        await answerFirstQuery(source.connect(COPY));
      },
      remove: () => dropCopy(source),
    },
    ...strategies.map((strategy) => fromTemplate(source, strategy)),
    inNewFolder('pg_basebackup, start', context, (to, signal) =>
      runProgram(
        join(programs.folder, 'pg_basebackup'),
        [...source.options, '-D', to, '-X', 'stream', '-c', 'fast', '--no-sync'],
        { account: programs.account, signal },
      ),
    ),
    {
      ...inNewFolder('stopped: cp -a --reflink=never, start', context, (to, signal) =>
        runProgram('cp', ['-a', '--reflink=never', source.dataDirectory, to], {
          account: programs.account,
          signal,
        }),
      ),
      prepare: () => source.stop(),
    },
  ];
  return ways.map((way) => ({
    ...way,
    async remove() {
      await way.remove();
      await source.stop();
      await serveSource(source);
      await syncFileSystem(context.folder, context.signal);
    },
  }));
}

function fromTemplate(source: Cluster, strategy: string | undefined): Alternative {
  const clause = strategy === undefined ? '' : ` STRATEGY ${strategy}`;
  return {
    name: `CREATE DATABASE … TEMPLATE${clause}`,
    async run(signal) {
      const statement = `CREATE DATABASE ${COPY} TEMPLATE ${DATABASE}${clause}`;
      await source.execute('postgres', statement, signal);
      await answerFirstQuery(source.connect(COPY));
    },
    remove: () => dropCopy(source),
  };
}

function inNewFolder(
  name: string,
  { programs, folder }: BenchmarkContext,
  copyTo: (dataDirectory: string, signal: AbortSignal) => Promise<unknown>,
): Alternative {
  const place = join(folder, COPY);
  let copy: Cluster | undefined;
  return {
    name,
    async run(signal) {
      copy = await openCluster(programs, place);
      await copyTo(copy.dataDirectory, signal);
      await copy.start({ fsync: 'off' });
      await answerFirstQuery(copy.connect());
    },
    async remove() {
      await copy?.stop();
      await removeFolder(place);
    },
  };
}

async function dropCopy(source: Cluster): Promise<void> {
  await source.query('postgres', `DROP DATABASE IF EXISTS ${COPY} WITH (FORCE)`);
}
