import type { Mask } from '../config/mask-schema.ts';
import type { LoadedConfig } from '../config/parse-config.ts';
import { invalidConfig, type Problem } from '../config/problem.ts';
import type { Catalog, Column, Table } from './catalog.ts';
import { type Decisions, decideByRules, type Followed } from './policy/decisions.ts';
import { findEntities } from './policy/find-entities.ts';
import { findMisfits } from './policy/fits-column.ts';
import { followForeignKeys, shortestLengths } from './policy/follow-foreign-keys.ts';
import { findKeptSearchVectors } from './policy/search-vectors.ts';
import { decideTables, isEmptied } from './policy/table-rules.ts';
import { findUnlisted } from './policy/unlisted.ts';
import { withInner } from './policy/value-masks.ts';
import { columnName } from './sql.ts';

/** What will become of a database: the policy, resolved against its catalog. */
export interface Plan {
  readonly tables: readonly PlannedTable[];
  /** The columns whose values are searched for inside prose: those that prose names, and all of people's names. */
  readonly entities: readonly { readonly table: Table; readonly column: PlannedColumn }[];
  /** Columns that no rule names and that hold no text: numbers, dates, booleans, for whoever reviews the policy. */
  readonly unlistedNumbers: readonly string[];
}

export interface PlannedTable {
  readonly table: Table;
  /** What becomes of its rows before its columns are masked: none is left, or not those of the condition. */
  readonly rows?:
    | { readonly mask: 'truncate' }
    | { readonly mask: 'delete_rows'; readonly where?: string | undefined }
    | undefined;
  /**
   * The columns that change; none in a table that is only rewritten, to lose its dropped columns, and in one of which
   * no row is left.
   */
  readonly columns: readonly PlannedColumn[];
  /** The columns whose raw values go with rows, and must not be left in others. */
  readonly removed: readonly PlannedColumn[];
}

export interface PlannedColumn {
  /** As the policy writes it. */
  readonly name: string;
  /** Its `maxLength` is the shortest of all columns that it shares its values with by foreign keys. */
  readonly column: Column;
  readonly mask: Mask;
  /** The column that it references and has its mask from. */
  readonly follows?: Followed | undefined;
}

/**
 * Resolves the policy. Throws `config-invalid` with every problem at its place: a rule for a column that does not
 * exist, a mask that does not fit, two that disagree about a foreign key, a column that could hold text and has no
 * rule, prose that names a column without a pseudonym.
 */
export function planMasking(loaded: LoadedConfig, catalog: Catalog): Plan {
  const { plan, problems } = resolvePolicy(loaded, catalog);
  if (problems.length > 0) throw invalidConfig(loaded, problems);
  return plan;
}

/** As {@link planMasking}, with the decisions on kept columns too; where there are problems the plan lacks something. */
export function resolvePolicy(loaded: LoadedConfig, catalog: Catalog) {
  const problems: Problem[] = [];
  const decisions = decideByRules(loaded, catalog, problems);
  const rowRules = decideTables(loaded, catalog, problems);
  followForeignKeys(catalog, decisions, problems);
  problems.push(...misfitsOf(decisions));
  const keepsRows = (table: Table) => !isEmptied(rowRules.get(table));
  problems.push(...findKeptSearchVectors(decisions, keepsRows));
  const unlisted = findUnlisted(catalog, decisions, keepsRows);
  problems.push(...unlisted.problems);
  const entities = findEntities(loaded, catalog, decisions, problems);

  const lengths = shortestLengths(catalog, decisions);
  const tables = catalog.tables.map((table): PlannedTable => {
    const rows = rowRules.get(table);
    const columns = plannedColumns(table, decisions, lengths);
    const removed = rows === undefined ? [] : columns;
    return { table, rows, columns: keepsRows(table) ? columns : [], removed };
  });
  const plan: Plan = {
    tables: tables.filter(
      ({ table, rows, columns }) =>
        columns.length > 0 || rows !== undefined || table.hasDroppedColumns || table.callsFunctions,
    ),
    entities,
    unlistedNumbers: unlisted.numbers,
  };
  return { plan, decisions, problems };
}

function plannedColumns(
  table: Table,
  decisions: Decisions,
  lengths: ReadonlyMap<Column, number>,
): PlannedColumn[] {
  return table.columns.flatMap((column) => {
    const decision = decisions.get(table)?.get(column);
    if (decision === undefined || decision.mask.mask === 'keep') return [];
    const { mask, follows } = decision;
    const name = columnName(table, column.name);
    const shortest = { ...column, maxLength: lengths.get(column) };
    return [{ name, column: shortest, mask, ...(follows && { follows }) }];
  });
}

function misfitsOf(decisions: Decisions): Problem[] {
  const problems = new Map<string, Problem>();
  for (const [table, ofTable] of decisions) {
    for (const [column, { mask, path, follows }] of ofTable) {
      const found = findMisfits(mask, { table, column, path });
      for (const inner of follows ? [] : withInner(mask, path)) {
        if (inner.mask.mask !== 'date' || inner.mask.by === undefined) continue;
        const { by } = inner.mask;
        const named = table.columns.find(({ name }) => name === by);
        if (named !== undefined && !named.generated) continue;
        const message = named
          ? 'is generated: name the column that it comes from'
          : 'no such column in the same table';
        found.push({ path: [...inner.path, 'by'], message });
      }
      if (mask.mask === 'reembed' && found.length === 0) {
        const from = table.columns.find(({ name }) => name === mask.from);
        const text = from && ofTable.get(from)?.mask.mask;
        if (text === undefined || text === 'keep') {
          found.push({ path: [...path, 'from'], message: 'has no mask: keep the vector too' });
        }
      }
      for (const problem of found) {
        const where = follows ? `${columnName(table, column.name)}, which follows: ` : '';
        const message = where + problem.message;
        problems.set(JSON.stringify([problem.path, message]), { ...problem, message });
      }
    }
  }
  return [...problems.values()];
}
