import type { RetrievedRecord } from '../../investigation/result.ts';

/** A row by its name: its table, and columns that tell it from others. */
export type RowName = Pick<RetrievedRecord, 'table' | 'key'>;

/**
 * Whether a row is the one that is meant: the same table, and the same values in all columns that `meant` names. A key
 * is compared by its text, because JSON carries the larger ones only so; the schema `public` need not be written.
 */
export function sameRow(row: RowName, meant: RowName): boolean {
  return (
    plainTable(row.table) === plainTable(meant.table) &&
    Object.entries(meant.key).every(
      ([column, value]) =>
        Object.hasOwn(row.key, column) && String(row.key[column]) === String(value),
    )
  );
}

/** What two names of the same row have in common, whatever the order of the key's columns. */
export function identityOf({ table, key }: RowName): string {
  const columns = Object.entries(key).map(([name, value]) => [name, String(value)]);
  const inOrder = columns.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return JSON.stringify([plainTable(table), ...inOrder]);
}

function plainTable(table: string): string {
  return table.replace(/^public\./, '');
}
