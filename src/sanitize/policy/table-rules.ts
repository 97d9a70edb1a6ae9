import { formatTableName } from '../../config/column-reference.ts';
import type { LoadedConfig } from '../../config/parse-config.ts';
import type { Problem } from '../../config/problem.ts';
import type { Catalog, Table } from '../catalog.ts';
import type { PlannedTable } from '../plan.ts';
import { findTables } from './find-columns.ts';

export type RowRule = NonNullable<PlannedTable['rows']>;

/**
 * What becomes of the rows of each table that `sanitize.tables` names, with its parts and heirs. A table that is
 * truncated while another one's rows still reference it is a problem.
 */
export function decideTables(
  { config }: LoadedConfig,
  catalog: Catalog,
  problems: Problem[],
): Map<Table, RowRule> {
  const rules = new Map<Table, RowRule>();
  for (const { name, table, mask } of config.sanitize.tables) {
    const complain = (message: string) =>
      problems.push({ path: ['sanitize', 'tables', name], message });
    for (const found of findTables(catalog, table, complain)) {
      const rule =
        mask.mask === 'truncate' || mask.where === undefined
          ? { mask: mask.mask }
          : { mask: mask.mask, where: mask.where };
      const earlier = rules.get(found);
      if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(rule)) {
        complain(`${found.name} has another rule above`);
      }
      rules.set(found, rule);
    }
  }
  const family = (oid: number) =>
    catalog.tables.filter((table) => [table, ...table.parents].some((it) => it.oid === oid));
  for (const key of catalog.foreignKeys) {
    const truncated = family(key.referencedTable).filter(
      (table) => rules.get(table)?.mask === 'truncate',
    );
    const left = family(key.table).filter((table) => !isEmptied(rules.get(table)));
    if (truncated.length === 0 || left.length === 0) continue;
    const rule = config.sanitize.tables.find(({ table, mask }) => {
      const named = mask.mask === 'truncate' ? findTables(catalog, table, () => {}) : [];
      return named.some((it) => truncated.includes(it));
    });
    problems.push({
      path: ['sanitize', 'tables', rule?.name ?? ''],
      message: `${nameOf(left[0])} references it (${key.name}): truncate ${nameOf(left[0])} too`,
    });
  }
  return rules;
}

function nameOf(table: Table | undefined): string {
  const { schema, name } = table?.root ?? table ?? { schema: '', name: '' };
  return formatTableName({ schema, table: name });
}

/** Whether no row of the table is left. */
export function isEmptied(rule: RowRule | undefined): boolean {
  return rule?.mask === 'truncate' || (rule?.mask === 'delete_rows' && rule.where === undefined);
}
