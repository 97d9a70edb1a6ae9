import type { Mask } from '../../config/mask-schema.ts';
import type { LoadedConfig } from '../../config/parse-config.ts';
import type { ConfigPath, Problem } from '../../config/problem.ts';
import type { Catalog, Column, Table } from '../catalog.ts';
import { columnName } from '../sql.ts';
import { findColumns, findKept } from './find-columns.ts';

/** What becomes of a column, and why. */
export interface Decision {
  readonly mask: Mask;
  /** The rule that says so. */
  readonly path: ConfigPath;
  /** Whether a rule names the column itself, rather than its table or a key that it references. */
  readonly isNamed: boolean;
  /** The column whose mask this one has, because it references it. */
  readonly follows?: Followed | undefined;
}

export interface Followed {
  readonly foreignKey: string;
  /** The oid and name of the referenced table, which may be a partitioned one. */
  readonly table: number;
  readonly tableName: string;
  readonly column: string;
}

/** The decisions on each table's columns; a column that is in none is not listed. */
export type Decisions = Map<Table, Map<Column, Decision>>;

/** What the rules say, column by column. A column that two rules give different masks is a problem. */
export function decideByRules(
  { config }: LoadedConfig,
  catalog: Catalog,
  problems: Problem[],
): Decisions {
  const decisions: Decisions = new Map(catalog.tables.map((table) => [table, new Map()]));
  const { columns, keep } = config.sanitize;
  const rules = [
    ...columns.map(({ name, column, mask }) => ({
      path: ['sanitize', 'columns', name],
      isNamed: true,
      mask,
      find: (complain: (message: string) => void) => findColumns(catalog, column, complain),
    })),
    ...keep.map((reference, index) => ({
      path: ['sanitize', 'keep', index],
      isNamed: reference.column !== undefined,
      mask: { mask: 'keep' } as const,
      find: (complain: (message: string) => void) => findKept(catalog, reference, complain),
    })),
  ];
  for (const { path, isNamed, mask, find } of rules) {
    const complain = (message: string) => problems.push({ path, message });
    for (const { table, column } of find(complain)) {
      const ofTable = decisions.get(table);
      const earlier = ofTable?.get(column);
      if (earlier === undefined || (isNamed && !earlier.isNamed)) {
        ofTable?.set(column, { mask, path, isNamed });
      } else if (isNamed && !isSameMask(earlier.mask, mask)) {
        complain(`${columnName(table, column.name)} has another mask by ${earlier.path.at(-1)}`);
      }
    }
  }
  return decisions;
}

/** Whether two masks give every value the same pseudonym: their options are the same too. */
export function isSameMask(a: Mask, b: Mask): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
