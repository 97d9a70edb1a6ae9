import type { BenchmarkContext, Outcome } from '../benchmark.ts';
import type { Table } from '../table.ts';
import { createClient, type HttpClient } from './model/client.ts';
import { startWorker } from './model/worker.ts';

/** What was measured of the same work with and without the tap in between. */
interface Pair {
  readonly direct: number;
  readonly tap: number;
}

interface Report {
  /** Median of one call after another, in milliseconds. */
  readonly calls: readonly { readonly promptBytes: number; readonly p50Ms: Pair }[];
  /** Streams at once, at the pace of a model. */
  readonly paced: {
    readonly streams: number;
    readonly eventsPerSecond: Pair;
    readonly p50Ms: Pair;
  };
  /** Streams at once, as fast as they come. */
  readonly unpaced: { readonly streams: number; readonly megabytesPerSecond: Pair };
}

/**
 * What the model tap costs: milliseconds that it adds to a call and to an event of a stream, and the throughput of many
 * streams at once. The API, the tap and the client have a thread each; a recording runs all the time.
 */
export async function measureModelTap({
  quick,
  signal,
  progress,
}: Pick<BenchmarkContext, 'quick' | 'signal' | 'progress'>): Promise<
  Pick<Outcome, 'document' | 'tables' | 'notes'>
> {
  await using api = await startWorker<string>(new URL('./model/api-worker.ts', import.meta.url));
  const direct = api.ready;
  await using tap = await startWorker<string>(
    new URL('./model/tap-worker.ts', import.meta.url),
    direct,
  );
  using client = createClient(signal);
  const bases = { direct, tap: tap.ready };

  progress('model tap: one call after another');
  const calls: Report['calls'][number][] = [];
  for (const promptBytes of [1000, 100_000]) {
    calls.push({
      promptBytes,
      p50Ms: await measureCalls(client, bases, promptBytes, quick ? 20 : 2000),
    });
  }
  const streams = quick ? 20 : 1000;
  progress(`model tap: ${streams} streams at the pace of a model`);
  const paced = await measurePaced(client, bases, streams, quick ? 3 : 10);
  progress(`model tap: ${streams} streams as fast as they come`);
  const unpaced = await measureUnpaced(client, bases, streams, quick ? 1 : 2);
  const report: Report = { calls, paced: { streams, ...paced }, unpaced: { streams, ...unpaced } };
  return { document: report, tables: [present(report)], notes: [NOTE] };
}

const NOTE =
  'Model tap: a call is a chat completion with a short answer; an event is of 200 bytes, four a second in each stream, its time that from the API to the client. The search for raw values is not in it.';

type Bases = Readonly<Record<keyof Pair, string>>;

/** In turns, so that whatever else the machine does meets both. */
async function measureCalls(client: HttpClient, bases: Bases, promptBytes: number, times: number) {
  const took: Record<keyof Pair, number[]> = { direct: [], tap: [] };
  // The first ones open connections and warm up the code.
  for (let time = -Math.ceil(times / 10); time < times; time++) {
    for (const way of ['direct', 'tap'] as const) {
      const began = performance.now();
      await client.ask(bases[way], { promptBytes });
      if (time >= 0) took[way].push(performance.now() - began);
    }
  }
  return { direct: median(took.direct), tap: median(took.tap) };
}

async function measurePaced(client: HttpClient, bases: Bases, streams: number, seconds: number) {
  const eventsPerSecond = { direct: 0, tap: 0 };
  const p50Ms = { direct: 0, tap: 0 };
  for (const way of ['direct', 'tap'] as const) {
    const lags: number[] = [];
    const began = performance.now();
    await together(streams, () =>
      client.stream(bases[way], { events: seconds * 4, everyMs: 250 }, (lag) => lags.push(lag)),
    );
    eventsPerSecond[way] = Math.round(lags.length / ((performance.now() - began) / 1000));
    p50Ms[way] = median(lags);
  }
  return { eventsPerSecond, p50Ms };
}

async function measureUnpaced(client: HttpClient, bases: Bases, streams: number, rounds: number) {
  const bytes = { direct: 0, tap: 0 };
  const ms = { direct: 0, tap: 0 };
  for (let round = 0; round < rounds; round++) {
    for (const way of ['direct', 'tap'] as const) {
      const began = performance.now();
      const received = await together(streams, () =>
        client.stream(bases[way], { events: 500, everyMs: 0 }),
      );
      ms[way] += performance.now() - began;
      bytes[way] += received.reduce((sum, count) => sum + count, 0);
    }
  }
  const rate = (way: keyof Pair) => Math.round(bytes[way] / ms[way] / 100) / 10;
  return { megabytesPerSecond: { direct: rate('direct'), tap: rate('tap') } };
}

function together<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, work));
}

/** To the microsecond. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[sorted.length >> 1] ?? Number.NaN) * 1000) / 1000;
}

function present({ calls, paced, unpaced }: Report): Table {
  const row = (name: string, { direct, tap }: Pair, digits: number, unit: string) => [
    name,
    ...[direct, tap, tap - direct].map((value) => `${value.toFixed(digits)} ${unit}`),
  ];
  return {
    title: 'Model tap',
    columns: ['', 'direct', 'with the tap', 'difference'],
    rows: [
      ...calls.map(({ promptBytes, p50Ms }) =>
        row(`a call with a prompt of ${promptBytes / 1000} kB, p50`, p50Ms, 3, 'ms'),
      ),
      row(`an event of ${paced.streams} paced streams, p50`, paced.p50Ms, 3, 'ms'),
      row(`events of ${paced.streams} paced streams`, paced.eventsPerSecond, 0, '/s'),
      row(`${unpaced.streams} streams as fast as they come`, unpaced.megabytesPerSecond, 1, 'MB/s'),
    ],
  };
}
