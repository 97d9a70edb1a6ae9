import type {
  ColumnReference,
  KeptReference,
  TableReference,
} from '../../config/column-reference.ts';
import { didYouMean } from '../../config/nearest.ts';
import type { Catalog, Column, Table } from '../catalog.ts';
import { isSearchVector } from './search-vectors.ts';

/** A column with its table. */
export interface Place {
  readonly table: Table;
  readonly column: Column;
}

/**
 * The tables that a rule is about: the one that it names, the parts of a partitioned one, and those that inherit from
 * it. `complain` is told when there are none.
 */
export function findTables(
  catalog: Catalog,
  { schema, table }: TableReference,
  complain: (message: string) => void,
): Table[] {
  const found = catalog.tables.filter((candidate) =>
    [candidate, ...candidate.parents].some((it) => it.schema === schema && it.name === table),
  );
  if (found.length === 0) complain(whyNoTable(catalog, { schema, table }));
  return found;
}

/** The columns that a rule names: of a table with parts or heirs one of each. */
export function findColumns(
  catalog: Catalog,
  reference: ColumnReference,
  complain: (message: string) => void,
): Place[] {
  const tables = findTables(catalog, reference, complain);
  const all = tables.flatMap((table) =>
    table.columns
      .filter(({ name }) => name === reference.column)
      .map((column) => ({ table, column })),
  );
  const found = all.filter(({ column }) => !column.generated);
  if (tables.length > 0 && found.length === 0) {
    const where = `${reference.schema}.${reference.table}`;
    const names = tables.flatMap(({ columns }) => columns.filter(({ generated }) => !generated));
    const hint = didYouMean(
      reference.column,
      names.map(({ name }) => name),
    );
    complain(
      all.length > 0
        ? 'is generated: PostgreSQL computes it from the masked columns, and it takes no rule'
        : `no such column in ${where}${hint}`,
    );
  }
  return found;
}

/**
 * The columns that a rule of `keep` names. `table.*` leaves out what has to be named itself: vectors, since an
 * embedding can be inverted into much of its text, search vectors, which hold the words of other columns, and columns
 * that only an heir of the table has, which nobody saw who looked at the table.
 */
export function findKept(
  catalog: Catalog,
  { column, ...table }: KeptReference,
  complain: (message: string) => void,
): Place[] {
  if (column !== undefined) return findColumns(catalog, { ...table, column }, complain);
  const found = findTables(catalog, table, complain);
  const named = found.find((it) => it.schema === table.schema && it.name === table.table);
  const seen = new Set(named?.columns.map(({ name }) => name));
  return found.flatMap((it) =>
    it.columns
      .filter(({ name }) => it.root !== undefined || seen.has(name))
      .filter((kept) => !kept.generated && !kept.isVector && !isSearchVector(kept))
      .map((kept) => ({ table: it, column: kept })),
  );
}

function whyNoTable(catalog: Catalog, { schema, table }: TableReference): string {
  const views = catalog.materializedViews;
  if (views.some((view) => view.schema === schema && view.name === table)) {
    return 'is a materialized view: it is refreshed from the masked tables, and takes no rule';
  }
  const names = catalog.tables
    .flatMap((candidate) => [candidate, ...candidate.parents])
    .filter((candidate) => candidate.schema === schema);
  const hint = didYouMean(
    table,
    names.map(({ name }) => name),
  );
  return `no such table in ${schema}${hint}`;
}
