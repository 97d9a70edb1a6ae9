import type { Problem } from '../../config/problem.ts';
import type { Column, Table } from '../catalog.ts';
import { columnName } from '../sql.ts';
import type { Decisions } from './decisions.ts';
import { kindOf } from './fits-column.ts';

/** Whether a column's values are lists of the words of other columns, as full-text search uses them. */
export function isSearchVector({ typname }: Pick<Column, 'typname'>): boolean {
  return typname === 'tsvector';
}

/**
 * Search vectors that are kept beside masked text of the same table: their words, of which only stems are left
 * (`lovelac`), most likely come from it, and the proof can't find stems.
 */
export function findKeptSearchVectors(
  decisions: Decisions,
  keepsRows: (table: Table) => boolean,
): Problem[] {
  const problems = new Map<string, Problem>();
  for (const [table, ofTable] of decisions) {
    if (!keepsRows(table)) continue;
    const masked = [...ofTable].find(
      ([column, { mask }]) => mask.mask !== 'keep' && holdsWords(column),
    )?.[0];
    for (const [column, { mask, path }] of ofTable) {
      if (masked === undefined || mask.mask !== 'keep' || !isSearchVector(column)) continue;
      const message = `${columnName(table, column.name)} holds words of the raw row, and ${masked.name} beside it is masked: compute it from the masked row, by { mask: derive, expression: … } or { mask: trigger, trigger: … } in sanitize.columns`;
      problems.set(JSON.stringify([path, message]), { path, message });
    }
  }
  return [...problems.values()];
}

/** Text that somebody may search, and a type that nobody here knows; no address of a network, no bytes. */
function holdsWords(column: Column): boolean {
  const kind = kindOf(column);
  return (
    column.holdsText && (kind === undefined || ['text', 'json', 'xml', 'hstore'].includes(kind))
  );
}
