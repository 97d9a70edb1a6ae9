import { join } from 'node:path';
import { removeFolder } from '../src/remove-folder.ts';
import type { Benchmark, BenchmarkContext, Outcome } from './benchmark.ts';
import { createCluster } from './postgres/cluster.ts';
import { formatBytes, formatMs, formatRatio } from './quantities.ts';
import { measureDump, measureUpdate } from './sanitize/alternatives.ts';
import { measureOwn, type OwnReport } from './sanitize/own.ts';
import { type Content, fillSource } from './sanitize/source.ts';
import type { Table } from './table.ts';

const CONTENTS: readonly Content[] = ['people', 'people and messages'];
const ROWS = 1_000_000;

interface ContentReport {
  readonly content: Content;
  /** In all tables together. */
  readonly rows: number;
  readonly own: OwnReport;
  readonly updateMs: number;
  readonly dumpMs: number;
}

/**
 * How many rows a second are masked, and in how much memory: by branch-prod, by an UPDATE with keyed hashes that was
 * written for just these columns, and by a dump that goes through a filter.
 */
export const sanitize: Benchmark = async (context) => {
  const people = context.quick ? 5000 : ROWS;
  const contents: ContentReport[] = [];
  for (const content of CONTENTS) contents.push(await measure(content, people, context));
  return { ...present(contents), document: { people, contents }, pgvector: 'not used' };
};

async function measure(
  content: Content,
  people: number,
  context: BenchmarkContext,
): Promise<ContentReport> {
  const { folder, programs, signal, progress } = context;
  const place = join(folder, 'source');
  const state = join(folder, 'state');
  try {
    await using source = await createCluster(programs, place, signal);
    progress(`filling a source with ${people} ${content}`);
    await fillSource(source, content, people);
    progress('  masking a copy of it');
    const own = await measureOwn(source, content, { ...context, state });
    await removeFolder(state);
    progress('  pg_dump | sed | psql');
    const dumpMs = await measureDump(source, context);
    progress('  UPDATE');
    const updateMs = await measureUpdate(source, content, context);
    const rows = content === 'people' ? people : 2 * people;
    return { content, rows, own, updateMs, dumpMs };
  } finally {
    await removeFolder(state);
    await removeFolder(place);
  }
}

function present(contents: readonly ContentReport[]): Pick<Outcome, 'tables' | 'notes'> {
  const tables = contents.map(({ content, rows, own, updateMs, dumpMs }): Table => {
    const row = (name: string, ms: number, peakBytes?: number) => [
      name,
      formatMs(ms),
      String(Math.round((rows * 1000) / ms)),
      formatRatio(updateMs / ms),
      peakBytes === undefined ? '' : formatBytes(peakBytes),
    ];
    return {
      title: `Masking ${content}: ${rows} rows`,
      columns: ['', 'time', 'rows/s', 'of the UPDATE', 'peak memory'],
      rows: [
        row('branch-prod', own.ms, own.peakBytes),
        row('UPDATE with pgcrypto', updateMs),
        row('pg_dump | sed | psql', dumpMs),
      ],
    };
  });
  const notes = [
    'The UPDATE leaves the raw rows in the files and in the log; the filter masks no names. Neither looks whether anything is left.',
    'The memory is that of the process with its threads, without the database server.',
  ];
  return { tables, notes };
}
