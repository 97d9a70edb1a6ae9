import type { Outcome } from '../benchmark.ts';
import type { Distribution } from '../distribution.ts';
import { formatBytes, formatMs, formatRatio } from '../quantities.ts';
import type { Table } from '../table.ts';
import type { AlternativeResult } from './alternatives.ts';
import type { FilledSource } from './fill-source.ts';
import type { BranchTimes } from './own-branches.ts';
import type { TogetherReport } from './together.ts';

/** What was measured with one source. */
export interface SourceReport extends Omit<FilledSource, 'pgvector'> {
  /** More than `bytes` when the disk had no room for it. */
  readonly requestedBytes: number;
  readonly branch: BranchTimes;
  /** The same where files can't share blocks, if there was such a folder with enough space. */
  readonly plain: BranchTimes | undefined;
  readonly alternatives: readonly AlternativeResult[];
}

export interface BranchDocument {
  readonly sources: readonly SourceReport[];
  /** The slowest median of all sizes by the fastest: 1 when time does not depend on size. */
  readonly flatness: number;
  readonly together: TogetherReport;
}

/** The document as tables for people. */
export function present({
  sources,
  flatness,
  together,
}: BranchDocument): Pick<Outcome, 'tables' | 'notes'> {
  return {
    tables: [firstQueries(sources), snapshots(sources), manyBranches(together)],
    notes: [
      `The slowest median of a branch is ${flatness} times the fastest one, over all sizes.`,
      ...sources.flatMap(shortcomings),
    ],
  };
}

function firstQueries(sources: readonly SourceReport[]): Table {
  const names = sources[0]?.alternatives.map(({ name }) => name) ?? [];
  return {
    title: 'From the order to the first answer (and how many times as long as a branch)',
    columns: ['', ...sources.map(({ bytes }) => formatBytes(bytes))],
    rows: [
      ['a branch, p50', ...sources.map(({ branch }) => formatMs(branch.firstQuery.p50Ms))],
      ['a branch, p99', ...sources.map(({ branch }) => formatMs(branch.firstQuery.p99Ms))],
      ['a branch without reflinks, p50', ...sources.map(plainCell)],
      ...names.map((name, index) => [
        name,
        ...sources.map(({ alternatives }) => cell(alternatives[index])),
      ]),
    ],
  };
}

function plainCell({ plain, branch }: SourceReport): string {
  if (plain === undefined) return '-';
  const { p50Ms } = plain.firstQuery;
  return `${formatMs(p50Ms)} (${formatRatio(p50Ms / branch.firstQuery.p50Ms)})`;
}

function cell(result: AlternativeResult | undefined): string {
  if (result?.outcome === 'stopped') return `> ${formatMs(result.limitMs)} (stopped)`;
  if (result?.outcome !== 'done') return 'no space';
  return `${formatMs(result.firstQueryMs)} (${formatRatio(result.ratio)})`;
}

function snapshots(sources: readonly SourceReport[]): Table {
  return {
    title: 'What else it takes',
    columns: ['', ...sources.map(({ bytes }) => formatBytes(bytes))],
    rows: [
      [
        'a snapshot, once, without masks',
        ...sources.map(({ branch }) => formatMs(branch.snapshotMs)),
      ],
      ['destroying a branch, p50', ...sources.map(({ branch }) => formatMs(branch.destroy.p50Ms))],
      ['destroying a branch, p99', ...sources.map(({ branch }) => formatMs(branch.destroy.p99Ms))],
    ],
  };
}

function manyBranches(report: TogetherReport): Table {
  const both = ({ p50Ms, p99Ms }: Distribution) => [formatMs(p50Ms), formatMs(p99Ms)];
  return {
    title: `${report.count} branches of one snapshot at the same time, ${report.answered} answered`,
    columns: ['', 'p50', 'p99'],
    rows: [
      ['first answer', ...both(report.firstQuery)],
      ['destroying', ...both(report.destroy)],
      ['memory of each', formatBytes(report.memoryPerBranchBytes), ''],
      ['disk of each', formatBytes(report.diskPerBranchBytes), ''],
    ],
  };
}

function shortcomings({ requestedBytes, bytes, alternatives }: SourceReport): string[] {
  const size = formatBytes(bytes);
  const notes = alternatives.flatMap((result) =>
    result.outcome === 'skipped' ? [`${size}: ${result.name} ${result.reason}.`] : [],
  );
  return bytes < requestedBytes * 0.9
    ? [`The disk had no room for ${formatBytes(requestedBytes)}: ${size} were filled.`, ...notes]
    : notes;
}
