import type { Mask } from '../../config/mask-schema.ts';
import type { LoadedConfig } from '../../config/parse-config.ts';
import type { Problem } from '../../config/problem.ts';
import type { Catalog, Column, Table } from '../catalog.ts';
import type { Plan } from '../plan.ts';
import { columnName } from '../sql.ts';
import type { Decision, Decisions } from './decisions.ts';
import { findColumns } from './find-columns.ts';
import { withInner } from './value-masks.ts';

/** Masks that give no pseudonym, none for a value alone, or none that could stand in prose. */
export const NOT_IN_PROSE: ReadonlySet<Mask['mask']> = new Set([
  ...(['keep', 'null', 'constant', 'text', 'json', 'xml', 'hstore', 'array', 'sql'] as const),
  ...(['derive', 'trigger', 'command', 'noise', 'reembed'] as const),
  ...(['date', 'birthdate', 'number', 'geo'] as const),
]);

/** The columns whose values are searched for inside prose: those that prose names, and all of people's names. */
export function findEntities(
  { config }: LoadedConfig,
  catalog: Catalog,
  decisions: Decisions,
  problems: Problem[],
): Plan['entities'] {
  const entities = new Map<Column, Plan['entities'][number]>();
  function add(table: Table, column: Column, { mask }: Decision) {
    entities.set(column, {
      table,
      column: { name: columnName(table, column.name), column, mask },
    });
  }
  for (const rule of config.sanitize.columns) {
    for (const { mask, path } of withInner(rule.mask, ['sanitize', 'columns', rule.name])) {
      if (mask.mask !== 'text') continue;
      for (const [index, reference] of mask.entities.entries()) {
        const complain = (message: string) =>
          problems.push({ path: [...path, 'entities', index], message });
        for (const { table, column } of findColumns(catalog, reference, complain)) {
          const decision = decisions.get(table)?.get(column);
          if (decision === undefined || !givesPseudonyms(decision.mask)) {
            complain('has no mask that gives a pseudonym for each value');
          } else add(table, column, decision);
        }
      }
    }
  }
  // Without them, the pseudonym of one person could be the real name of another.
  for (const [table, ofTable] of decisions) {
    for (const [column, decision] of ofTable) {
      if (decision.mask.mask === 'person' && !entities.has(column)) add(table, column, decision);
    }
  }
  return [...entities.values()];
}

/** A mask of a structure does if one inside it does. */
function givesPseudonyms(mask: Mask): boolean {
  return [...withInner(mask, [])].some((inner) => !NOT_IN_PROSE.has(inner.mask.mask));
}
