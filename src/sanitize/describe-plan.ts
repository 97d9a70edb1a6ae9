import { formatTableName } from '../config/column-reference.ts';
import type { Mask } from '../config/mask-schema.ts';
import type { LoadedConfig } from '../config/parse-config.ts';
import { formatPath, type Problem } from '../config/problem.ts';
import type { Catalog, Column, Table } from './catalog.ts';
import { describeOptions } from './describe-mask.ts';
import type { Acting } from './find-what-acts.ts';
import { resolvePolicy } from './plan.ts';
import type { Decision } from './policy/decisions.ts';

/** What would happen to a database, for people to read: names and masks, no values. */
export interface PlanDescription {
  readonly tables: readonly TableDescription[];
  /** What can act outside of the database, and can't on a snapshot. */
  readonly neutralised: readonly Acting[];
  /** Numbers, dates, booleans that no rule names: they stay as they are. */
  readonly unlistedNumbers: readonly string[];
}

export interface TableDescription {
  readonly name: string;
  /** As PostgreSQL last estimated it; absent where it never has. */
  readonly estimatedRows?: number | undefined;
  /** `truncate`, `delete_rows`, or absent where all rows stay. */
  readonly rows?: 'truncate' | 'delete_rows' | undefined;
  readonly columns: readonly ColumnDescription[];
}

export interface ColumnDescription {
  readonly name: string;
  readonly type: string;
  readonly mask: Mask['mask'];
  /** What it is told besides, as `entities: people.name`. */
  readonly options?: string | undefined;
  /** The rule, or the foreign key, that says so. */
  readonly because: string;
  /** What the choice means for a vector. */
  readonly note?: string | undefined;
}

/** The policy as it applies to a catalog. Problems are those that would stop a run. */
export function describePlan(
  loaded: LoadedConfig,
  { catalog, acting }: { catalog: Catalog; acting: readonly Acting[] },
): { description: PlanDescription; problems: readonly Problem[] } {
  const { plan, decisions, problems } = resolvePolicy(loaded, catalog);
  const tables = catalog.tables.map((table) => ({
    name: formatTableName({ schema: table.schema, table: table.name }),
    estimatedRows: table.estimatedRows,
    rows: plan.tables.find((planned) => planned.table === table)?.rows?.mask,
    columns: describeColumns(table, decisions.get(table)),
  }));
  const { unlistedNumbers } = plan;
  return { description: { tables, neutralised: acting, unlistedNumbers }, problems };
}

function describeColumns(
  table: Table,
  decisions: ReadonlyMap<Column, Decision> | undefined,
): ColumnDescription[] {
  return table.columns.flatMap((column) => {
    const decision = decisions?.get(column);
    if (decision === undefined) return [];
    const { name, type, isVector } = column;
    const { mask } = decision.mask;
    const options = describeOptions(decision.mask);
    const note = isVector ? vectorNotes[mask] : undefined;
    return [{ name, type, mask, options, because: becauseOf(decision), note }];
  });
}

function becauseOf({ path, isNamed, follows }: Decision): string {
  if (follows === undefined) return `${formatPath(path)}${isNamed ? '' : ', with its table'}`;
  return `references ${follows.tableName}.${follows.column} (${follows.foreignKey})`;
}

const vectorNotes: Partial<Record<Mask['mask'], string>> = {
  keep: "retrieval stays what it was; shown behind the preview's login only",
  reembed: 'computed anew where the masked text differs; the index is rebuilt',
  noise: 'every vector changes; the index is rebuilt',
};
