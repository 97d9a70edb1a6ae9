import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseAddress, databaseUrl } from '../../src/engines/database-address.ts';
import { removeFolder } from '../../src/remove-folder.ts';
import type { BenchmarkContext, Outcome } from '../benchmark.ts';
import { makeSnapshot, TTL } from '../branch/own-branches.ts';
import { type Cluster, createCluster, DATABASE, SUPERUSER } from '../postgres/cluster.ts';
import { formatBytes } from '../quantities.ts';
import type { Table } from '../table.ts';
import { type Load, type LoadReport, runPgbench } from './postgres/pgbench.ts';
import { type ProxyThread, startProxy } from './postgres/proxy.ts';

/** Without a proxy, with one that looks at nothing, and with the tap. */
interface Ways<T> {
  readonly direct: T;
  readonly pipe: T;
  readonly tap: T;
}

interface Report {
  readonly results: readonly {
    readonly statement: keyof typeof STATEMENTS;
    /** Of one statement's result. */
    readonly bytes: number;
    readonly clients: number;
    readonly perSecond: Ways<number>;
    readonly p50Ms: Ways<number>;
    /** What a statement takes of the proxy's processor time. */
    readonly cpuMs: Omit<Ways<number>, 'direct'>;
    /** Of the throughput, what the tap loses. */
    readonly lost: number;
  }[];
  readonly connections: {
    readonly count: number;
    readonly perSecond: Ways<number>;
  };
}

const ROW_BYTES = 1000;
const ROWS = 5000;
/** What an application asks: rows by their keys, which is next to nothing to do, or the rows that rank highest. */
const STATEMENTS = {
  'by key': (rows: number) => `SELECT id, body FROM results WHERE id <= ${rows}`,
  retrieval: (rows: number) =>
    `SELECT id, body, ts_rank(search, query) AS rank FROM results, to_tsquery('simple', 'w1 | w2') query
     ORDER BY rank DESC, id LIMIT ${rows}`.replaceAll(/\s+/g, ' '),
};
const WAYS = ['direct', 'pipe', 'tap'] as const;

/**
 * What the PostgreSQL tap costs on a branch of the local engine: throughput and time of one statement for results of
 * several sizes, and many connections at once. pgbench, the branch and the proxies share the machine's cores; the
 * proxies have a thread each; the tap records all the time.
 */
export async function measurePostgresTap(
  context: BenchmarkContext,
): Promise<Pick<Outcome, 'document' | 'tables' | 'notes'>> {
  const { folder, programs, signal, progress } = context;
  const place = join(folder, 'source');
  const state = join(folder, 'state');
  try {
    await using source = await createCluster(programs, place, signal);
    await fill(source);
    const { engine, snapshot } = await makeSnapshot(source, state, context);
    const branch = await engine.branch(snapshot.id, { ttl: TTL, signal });
    const results = await measureResults(branch.address, context);
    await branch.destroy();
    const count = context.quick ? 50 : 1000;
    progress(`PostgreSQL tap: ${count} connections`);
    await source.stop();
    await source.start({ max_connections: String(count + 20), fsync: 'off' });
    const connections = { count, ...(await measureConnections(source, count, context)) };
    const report: Report = { results, connections };
    return { document: report, tables: present(report), notes: NOTES };
  } finally {
    await removeFolder(state);
    await removeFolder(place);
  }
}

async function fill(source: Cluster): Promise<void> {
  await source.start();
  await source.query('postgres', `CREATE DATABASE ${DATABASE}`);
  await source.query(
    DATABASE,
    'CREATE TABLE results (id int PRIMARY KEY, body text NOT NULL, search tsvector NOT NULL)',
    `INSERT INTO results SELECT i, repeat('x', ${ROW_BYTES}), to_tsvector('simple', string_agg('w' || (i * j) % 97, ' '))
     FROM generate_series(1, ${ROWS}) AS i, generate_series(1, 20) AS j GROUP BY i`,
    'VACUUM ANALYZE results',
  );
}

async function measureResults(
  address: DatabaseAddress,
  context: BenchmarkContext,
): Promise<Report['results']> {
  const { quick, progress } = context;
  const results: Report['results'][number][] = [];
  const clientCounts = quick ? [1] : [1, 8];
  const rowCounts = quick ? [1, 100] : [1, 10, 100, 1000];
  await using alternatives = await startProxies(address);
  for (const statement of ['by key', 'retrieval'] as const) {
    for (const clients of clientCounts) {
      for (const rows of rowCounts) {
        const bytes = rows * ROW_BYTES;
        progress(`PostgreSQL tap: ${statement}, ${formatBytes(bytes)}, ${clients} connections`);
        const length = { seconds: quick ? 1 : 2 };
        const load = { sql: STATEMENTS[statement](rows), clients, length };
        const measured = await measure(alternatives, load, context);
        const { direct, tap } = measured.perSecond;
        const lost = Math.round((1 - tap / direct) * 1000) / 1000;
        results.push({ statement, bytes, clients, ...measured, lost });
      }
    }
  }
  return results;
}

async function measureConnections(source: Cluster, count: number, context: BenchmarkContext) {
  const address = { host: source.socketDirectory, port: 5432, user: SUPERUSER, database: DATABASE };
  await using alternatives = await startProxies(address);
  const load = { sql: STATEMENTS['by key'](1), clients: count, length: { each: 20 } };
  const { perSecond } = await measure(alternatives, load, context);
  return { perSecond };
}

interface Alternatives extends AsyncDisposable {
  readonly direct: string;
  readonly pipe: ProxyThread;
  readonly tap: ProxyThread;
}

async function startProxies(address: DatabaseAddress): Promise<Alternatives> {
  const folder = './postgres';
  const module = (name: string) => new URL(`${folder}/${name}-worker.ts`, import.meta.url);
  const pipe = await startProxy(module('pipe'), address);
  const tap = await startProxy(module('tap'), address);
  return {
    ...{ direct: databaseUrl(address).reveal(), pipe, tap },
    async [Symbol.asyncDispose]() {
      await tap[Symbol.asyncDispose]();
      await pipe[Symbol.asyncDispose]();
    },
  };
}

/** In turns, so that whatever else the machine does meets all alike; of the turns the median. */
async function measure(
  alternatives: Alternatives,
  load: Omit<Load, 'url'>,
  context: BenchmarkContext,
): Promise<Pick<Report['results'][number], 'perSecond' | 'p50Ms' | 'cpuMs'>> {
  const { quick, signal } = context;
  const turns: Record<(typeof WAYS)[number], (LoadReport & { cpuMs: number })[]> = {
    ...{ direct: [], pipe: [], tap: [] },
  };
  for (let turn = 0; turn < (quick ? 1 : 3); turn++) {
    for (const way of WAYS) {
      const proxy = way === 'direct' ? undefined : alternatives[way];
      const url = proxy?.url ?? alternatives.direct;
      const before = (await proxy?.cpuMs()) ?? 0;
      const report = await runPgbench({ url, ...load }, context);
      const used = ((await proxy?.cpuMs()) ?? 0) - before;
      turns[way].push({ ...report, cpuMs: used / report.count });
      await sleep(100, undefined, { signal });
    }
  }
  const median = (way: (typeof WAYS)[number], of: keyof LoadReport | 'cpuMs', digits = 3) => {
    const sorted = turns[way].map((turn) => turn[of]).sort((a, b) => a - b);
    return Number((sorted[sorted.length >> 1] as number).toFixed(digits));
  };
  const all = (of: keyof LoadReport, digits: number): Ways<number> => ({
    direct: median('direct', of, digits),
    pipe: median('pipe', of, digits),
    tap: median('tap', of, digits),
  });
  return {
    perSecond: all('perSecond', 1),
    p50Ms: all('p50Ms', 3),
    cpuMs: { pipe: median('pipe', 'cpuMs'), tap: median('tap', 'cpuMs') },
  };
}

function present({ results, connections }: Report): Table[] {
  const { count, perSecond } = connections;
  return [
    {
      title: 'PostgreSQL tap: results in rows of 1 kB',
      columns: [
        ...['', 'connections', 'direct', 'a bare pipe', 'with the tap', 'lost'],
        ...['p50 direct', 'p50 pipe', 'p50 tap', 'added', 'CPU pipe', 'CPU tap'],
      ],
      rows: results.map(({ statement, bytes, clients, perSecond, p50Ms, cpuMs, lost }) => [
        `${statement}, ${formatBytes(bytes)}`,
        String(clients),
        ...WAYS.map((way) => `${perSecond[way].toFixed(0)} /s`),
        `${(lost * 100).toFixed(1)} %`,
        ...WAYS.map((way) => `${p50Ms[way].toFixed(3)} ms`),
        `${(p50Ms.tap - p50Ms.direct).toFixed(3)} ms`,
        ...[cpuMs.pipe, cpuMs.tap].map((ms) => `${ms.toFixed(3)} ms`),
      ]),
    },
    {
      title: `PostgreSQL tap: ${count} connections, results of 1 kB`,
      columns: ['', ...WAYS],
      rows: [['statements', ...WAYS.map((way) => `${perSecond[way].toFixed(0)} /s`)]],
    },
  ];
}

const NOTES = [
  'Each connection asks again as soon as it is answered, by pgbench, with prepared statements. By key a statement does next to nothing: what is lost is time on the way. Retrieval ranks 5,000 rows by ts_rank. A bare pipe is a proxy in Node that looks at nothing. CPU is the processor time of the proxy for one statement, which does not depend on what else the machine does.',
  'With many connections the direct way is a unix socket.',
];
