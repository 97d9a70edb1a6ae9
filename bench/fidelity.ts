import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Benchmark, Outcome } from './benchmark.ts';
import { type CopyReport, examineCopy, readExpected } from './fidelity/examine.ts';
import { readLoadPosition } from './fidelity/integrity.ts';
import { startLoad } from './fidelity/load.ts';
import { makeBranch } from './fidelity/make-branch.ts';
import { type Comparison, compareRankings, readRankings } from './fidelity/rankings.ts';
import { prepareReference } from './fidelity/reference.ts';
import { fillSource, ivfflatLists } from './fidelity/source.ts';
import { connectTo } from './postgres/branch-client.ts';
import { type Cluster, createCluster } from './postgres/cluster.ts';
import { dumpAndRestore } from './postgres/dump-and-restore.ts';
import { formatMs } from './quantities.ts';
import { timed } from './timed.ts';

/** The database that a dump is restored into. */
const RESTORED = 'restored';

/**
 * Whether a copy of a source that is being written to is the source at one instant, vector indexes included: a branch,
 * and a dump that was restored.
 *
 * What the source would have answered at that instant is asked of PostgreSQL itself: a standby, made by pg_basebackup,
 * replays the source's log up to the last record that the branch has seen, and stops there. The dump is taken from
 * that standby, so that both copies are of the same instant.
 */
export const fidelity: Benchmark = async (context) => {
  const { programs, folder, quick, signal, progress } = context;
  const megabytes = context.sizes[0] ?? (quick ? 40 : 400);
  await using stack = new AsyncDisposableStack();
  const cluster = async (name: string) =>
    stack.use(await createCluster(programs, join(folder, name), signal));

  progress(`filling a source of ${megabytes} MB`);
  const source = await cluster('source');
  const content = await fillSource(source, programs, { megabytes, signal });
  const lists = ivfflatLists(content.vectors);

  progress('starting the load: pgbench, and inserts of vectors');
  const load = stack.use(startLoad(source, programs, signal));
  await sleep(quick ? 1000 : 5000, undefined, { signal });
  progress('preparing the reference with pg_basebackup');
  const reference = await prepareReference(source, {
    programs,
    folder: join(folder, 'reference'),
    signal,
  });
  stack.use(reference.cluster);

  progress('making a branch');
  const before = await position(source);
  const made = await makeBranch(source, context);
  stack.use(made.branch);
  load.check();
  progress(`bringing the reference to ${made.end.record}`);
  await reference.replayTo(made.end);

  progress('dumping and restoring');
  const restored = await cluster('restored');
  await restored.start({ maintenance_work_mem: '512MB', max_wal_size: '4GB' });
  const dump = await timed(() =>
    dumpAndRestore({ programs, from: reference.cluster, to: restored, database: RESTORED, signal }),
  );
  load.check();
  await load.stop();

  progress('comparing');
  const instant = await position(reference.cluster);
  const expected = await withClient(reference.cluster.connect(), (client) =>
    readExpected(client, lists),
  );
  const copies = [
    await withClient(connectTo(made.branch.address), (client) =>
      examineCopy(client, { name: 'branch', durationMs: made.durationMs }, { expected, lists }),
    ),
    await withClient(restored.connect(RESTORED), (client) =>
      examineCopy(
        client,
        { name: 'pg_dump | pg_restore', durationMs: Math.round(dump.ms) },
        { expected, lists },
      ),
    ),
  ];
  const later = await withClient(source.connect(), async (client) => ({
    ...(await readLoadPosition(client)),
    rankings: compareRankings(await readRankings(client, lists), expected.rankings),
  }));
  const document = {
    source: { megabytes, ...content },
    /** What the load committed between the order of the snapshot and the instant that the branch shows. */
    duringCopy: {
      transactions: instant.transactions - before.transactions,
      batches: instant.batches - before.batches,
    },
    instant: { record: made.end.record, ...instant, sums: expected.sums },
    copy: made.branch.copy,
    copies,
    /** The source itself after the load: what the comparison says of something that is not the same. */
    later,
  };
  return present(document, content.pgvector);
};

interface FidelityDocument {
  readonly duringCopy: { readonly transactions: number; readonly batches: number };
  readonly instant: { readonly batches: number };
  readonly copies: readonly CopyReport[];
  readonly later: {
    readonly batches: number;
    readonly rankings: Readonly<Record<'hnsw' | 'ivfflat', Comparison>>;
  };
}

function present(document: FidelityDocument, pgvector: string): Outcome {
  const { copies, later, duringCopy, instant } = document;
  const rankings = ({ identical, probes, overlap }: Comparison) =>
    `${identical}/${probes} (${(overlap * 100).toFixed(1)} %)`;
  const row = (name: string, value: (copy: CopyReport) => string, source: string) => [
    name,
    ...copies.map(value),
    source,
  ];
  const table = {
    title: 'Compared with the source at the instant of the copy',
    columns: ['', ...copies.map(({ name }) => name), 'the source later'],
    rows: [
      row(
        'rankings of HNSW',
        (copy) => rankings(copy.rankings.hnsw),
        rankings(later.rankings.hnsw),
      ),
      row('… of IVFFlat', (c) => rankings(c.rankings.ivfflat), rankings(later.rankings.ivfflat)),
      row('all rows the same', ({ sameRows }) => (sameRows ? 'yes' : 'NO'), '-'),
      row('one instant (sums equal)', ({ sums }) => (sums.equal ? 'yes' : 'NO'), '-'),
      row(
        'amcheck',
        ({ amcheck: { indexes, tables, damaged } }) =>
          damaged.length === 0 ? `${indexes} + ${tables} ok` : `DAMAGED: ${damaged.length}`,
        '-',
      ),
      row('time', ({ durationMs }) => formatMs(durationMs), '-'),
    ],
  };
  const notes = [
    'Rankings: queries with the same ten rows in the same order, and the share of rows in common. amcheck: indexes + tables.',
    `Between the order and the instant of the copy, pgbench committed ${duringCopy.transactions} transactions, the other client ${duringCopy.batches} batches of vectors.`,
    `"The source later" is ${later.batches - instant.batches} batches of vectors later, to show that the comparison can fail.`,
    'The dump is taken from the reference, a standby that stands still at the same instant.',
  ];
  return { document, tables: [table], notes, pgvector };
}

async function position(cluster: Cluster): Promise<{ transactions: number; batches: number }> {
  return withClient(cluster.connect(), readLoadPosition);
}

async function withClient<T>(
  connecting: Promise<Client>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await connecting;
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
