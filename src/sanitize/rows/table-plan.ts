import type { Mask } from '../../config/mask-schema.ts';
import type { Uniqueness } from '../computed/unique.ts';
import type { PlannedColumn, PlannedTable } from '../plan.ts';
import { identifier, qualified } from '../sql.ts';
import type { RowStage } from './row-stage.ts';

/** How a table's rows are read and masked, as plain data: a worker gets it as it is. */
export interface TablePlan {
  /** The SELECT of the rows: the stored columns, then what is only looked at. */
  readonly query: string;
  /** The names of the stored columns, which come first in a line. */
  readonly columns: readonly string[];
  /** The masked columns, in the order of their fields. */
  readonly fields: readonly FieldPlan[];
  /** How many fields a line has. */
  readonly selected: number;
  /** The field that tells where the row is, if asked for. */
  readonly place: number | undefined;
}

/** What becomes of one field. */
export interface FieldPlan {
  /** The column's name in its table. */
  readonly column: string;
  /** As the policy writes it. */
  readonly name: string;
  /** Its place among all columns of the plan. */
  readonly number: number;
  readonly mask: Mask;
  /**
   * `masked`: by a function of the value; `computed`: by the query; `later`: by a stage; `blank`: by the server when the
   * others are masked.
   */
  readonly role: 'masked' | 'computed' | 'later' | 'blank';
  /** Which field of a line it is. */
  readonly index: number;
  /** Which field of a line holds its raw value. */
  readonly raw: number;
  /** Which field of a line holds the raw value of the column that the mask's option `by` names. */
  readonly by: number | undefined;
  readonly maxLength: number | undefined;
  /** Whether it has to be told of each row if it was changed. */
  readonly isWatched: boolean;
  /** The group of columns, if any, in which different values must keep different pseudonyms. */
  readonly unique: { readonly group: number; readonly folded: boolean } | undefined;
}

export interface PlanTableOptions {
  readonly stages: readonly RowStage[];
  /** Whether the rows' places have to be known. */
  readonly needsPlaces: boolean;
  readonly numberOf: (column: PlannedColumn) => number;
  readonly uniqueness: Pick<Uniqueness, 'groupOf'>;
}

/** How the rows are read and masked that stay. */
export function planTable(planned: PlannedTable, options: PlanTableOptions): TablePlan {
  const { rows } = planned;
  if (rows === undefined) return planRows(planned, '', options);
  const condition = rows.mask === 'truncate' ? 'true' : (rows.where ?? 'true');
  return planRows(planned, ` WHERE NOT coalesce((${condition}\n), false)`, options);
}

/**
 * How the rows are read that go: what their masked columns hold must not be left elsewhere either. No expression of a
 * mask is computed for them.
 */
export function planDeletedRows(
  planned: PlannedTable,
  { numberOf }: Pick<PlanTableOptions, 'numberOf'>,
): TablePlan | undefined {
  const { table, rows, removed: columns } = planned;
  if (columns.length === 0) return;
  const condition = rows?.mask === 'delete_rows' ? (rows.where ?? 'true') : 'true';
  return planRows({ table, columns }, ` WHERE coalesce((${condition}\n), false)`, {
    ...{ numberOf, stages: [], needsPlaces: false, isDropped: true },
    uniqueness: { groupOf: () => undefined },
  });
}

function planRows(
  { table, columns: planned }: Pick<PlannedTable, 'table' | 'columns'>,
  where: string,
  options: PlanTableOptions & { readonly isDropped?: boolean },
): TablePlan {
  const columns = table.columns.filter(({ generated }) => !generated).map(({ name }) => name);
  const own = identifier(table.name);
  const selected = columns.map((name) => `${own}.${identifier(name)}`);
  const rawFields = new Map(columns.map((name, index) => [name, index]));
  for (const { column, mask } of planned) {
    if (mask.mask !== 'sql' || options.isDropped) continue;
    const index = columns.indexOf(column.name);
    rawFields.set(column.name, selected.push(selected[index] as string) - 1);
    selected[index] = expressionOf(mask.expression);
  }
  const place = options.needsPlaces ? selected.push(`${own}.ctid`) - 1 : undefined;
  const watched = new Set(options.stages.flatMap((stage) => stage.watched));
  const fields = planned.map((of): FieldPlan => {
    const { name, column, mask } = of;
    return {
      ...{ column: column.name, name, mask, maxLength: column.maxLength },
      number: options.numberOf(of),
      role: options.isDropped && mask.mask === 'sql' ? 'blank' : roleOf(mask),
      index: columns.indexOf(column.name),
      raw: rawFields.get(column.name) as number,
      by: 'by' in mask && mask.by !== undefined ? rawFields.get(mask.by) : undefined,
      isWatched: watched.has(column.name),
      unique: options.uniqueness.groupOf(table, column),
    };
  });
  return {
    query: `SELECT ${selected.join(', ')} FROM ONLY ${qualified(table)} AS ${own}${where}`,
    columns,
    fields: fields.sort((a, b) => a.index - b.index),
    selected: selected.length,
    place,
  };
}

function roleOf({ mask }: Mask): FieldPlan['role'] {
  if (mask === 'sql') return 'computed';
  if (mask === 'command' || mask === 'reembed') return 'later';
  return mask === 'derive' || mask === 'trigger' ? 'blank' : 'masked';
}

/** An expression of the policy as a field, as text. It may end in a comment. */
export function expressionOf(sql: string): string {
  return `(${sql}\n)::text`;
}
