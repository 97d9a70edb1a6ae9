import type { Problem } from '../../config/problem.ts';
import type { Catalog, Column, Table } from '../catalog.ts';
import { columnName } from '../sql.ts';
import type { Decisions } from './decisions.ts';
import { isSearchVector } from './search-vectors.ts';

/** The columns of which no rule says what becomes; the columns of parts and heirs count once, as their parent's. */
export interface Unlisted {
  /** Those that could hold text, each as a problem. */
  readonly problems: readonly Problem[];
  /** Numbers, dates, booleans and the like, for whoever reviews the policy. */
  readonly numbers: readonly string[];
}

/** Looks at the tables that keep rows. */
export function findUnlisted(
  catalog: Catalog,
  decisions: Decisions,
  keepsRows: (table: Table) => boolean,
): Unlisted {
  const stored = new Map(catalog.tables.map((table) => [table.oid, table]));
  const problems = new Map<string, Problem>();
  const numbers = new Set<string>();
  for (const [table, ofTable] of decisions) {
    if (!keepsRows(table)) continue;
    for (const column of table.columns) {
      if (column.generated || ofTable.has(column)) continue;
      const name = columnName(ownerOf(table, column, stored), column.name);
      if (!column.holdsText) numbers.add(name);
      else {
        const message = `${name} (${column.type}) is not listed: ${choices(column)}`;
        problems.set(name, { path: ['sanitize', 'unlisted'], message });
      }
    }
  }
  return { problems: [...problems.values()], numbers: [...numbers] };
}

/** The farthest parent that has the column: a partitioned table has all of its parts'. */
function ownerOf(table: Table, { name }: Column, stored: ReadonlyMap<number, Table>) {
  const owner = table.parents.toReversed().find(({ oid }) => {
    const parent = stored.get(oid);
    return parent === undefined || parent.columns.some((column) => column.name === name);
  });
  return owner ?? table;
}

function choices(column: Column): string {
  if (isSearchVector(column)) {
    return 'a search vector holds the words of other columns: give it { mask: derive, expression: … } or { mask: trigger, trigger: … } in sanitize.columns, or, where those are kept, list it by its name in sanitize.keep';
  }
  return column.isVector
    ? "an embedding can be inverted into much of its text, so decide on it: list it by its name in sanitize.keep (retrieval stays what it was; it is shown behind the preview's login only), or give it { mask: reembed, from: … } or { mask: noise, amount: 0.1 } in sanitize.columns"
    : 'give it a mask in sanitize.columns, or list it in sanitize.keep';
}
