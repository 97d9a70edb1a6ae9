import type { Mask } from '../config/mask-schema.ts';
import type { Catalog, Column, Table } from './catalog.ts';
import type { Plan } from './plan.ts';
import { columnName } from './sql.ts';

/** What became of a column's rankings. */
export interface ColumnRankings {
  /** As `columnName` writes it. */
  readonly column: string;
  readonly probes: number;
  readonly identical: number;
  readonly overlap: number;
}

/**
 * What the report says of each vector column: the policy's choice, and what it did to the rankings. Sentences without
 * values; the parts of a partitioned table count as one. `model` is that of `sanitize.embeddings`.
 */
export function vectorNotes(
  { tables }: Catalog,
  plan: Plan,
  { rankings, model }: { rankings: readonly ColumnRankings[]; model: string | undefined },
): string[] {
  const columns = new Map<string, { column: Column; mask: Mask; compared: ColumnRankings[] }>();
  for (const table of tables) {
    for (const column of table.columns) {
      if (!column.isVector || column.generated) continue;
      const name = columnName(table.root ?? table, column.name);
      const own = columnName(table, column.name);
      const compared = rankings.filter((of) => of.column === own);
      const before = columns.get(name)?.compared ?? [];
      columns.set(name, {
        column,
        mask: maskOf(plan, table, column),
        compared: [...before, ...compared],
      });
    }
  }
  return [...columns].map(([name, { column, mask, compared }]) =>
    [`${name} ${choice(mask, column, model)}`, ...rankingNote(compared)].join(' '),
  );
}

function maskOf({ tables }: Plan, table: Table, column: Column): Mask {
  const planned = tables.find((of) => of.table.oid === table.oid)?.columns;
  return planned?.find((of) => of.column.name === column.name)?.mask ?? { mask: 'keep' };
}

const REBUILT = 'Its vector indexes were built anew.';

function choice(mask: Mask, { type }: Column, model: string | undefined): string {
  switch (mask.mask) {
    case 'keep':
      return "was kept as in production: an embedding can be inverted into much of its text, so only people with access to production's data should see the preview.";
    case 'reembed':
      return `was computed anew by ${model}, from the masked ${mask.from}, in the rows whose text masking changed. ${REBUILT}`;
    case 'noise': {
      const places = type.includes('sparsevec') ? '; which places are filled is as before' : '';
      return `got noise of ${mask.amount} times its length${places}. ${REBUILT}`;
    }
    default:
      return `was masked by ${mask.mask}.`;
  }
}

function rankingNote(compared: readonly ColumnRankings[]): string[] {
  const sum = (of: (column: ColumnRankings) => number) =>
    compared.reduce((total, column) => total + of(column), 0);
  const probes = sum((column) => column.probes);
  if (probes === 0) return [];
  const identical = sum((column) => column.identical);
  const overlap = sum((column) => column.overlap * column.probes) / probes;
  const rows =
    identical === probes ? '' : `, and ${Math.floor(overlap * 100)} % of the rows in all`;
  return [`${identical} of ${probes} rankings are as before${rows}.`];
}
