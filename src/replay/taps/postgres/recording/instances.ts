import type { Column } from '../conversation/bodies.ts';
import type { Row } from '../conversation/row-reader.ts';
import { type Catalog, type Table, trace } from './catalog.ts';
import { decodeText, isComparable, isWhole, keyValue } from './decode.ts';
import type { Key } from './look-up-keys.ts';

/** A table whose columns are in a result; one that is joined with itself is there twice. */
export interface Instance {
  readonly table: Table;
  /** The positions of its columns in the result, by attribute number. */
  readonly positions: ReadonlyMap<number, number>;
}

/**
 * The tables of a result, in the order of its columns. A column that comes a second time begins a second instance of
 * its table.
 */
export function instancesOf(columns: readonly Column[], catalog: Catalog): Instance[] {
  const instances: { table: Table; positions: Map<number, number> }[] = [];
  for (const [position, column] of columns.entries()) {
    if (column.table === 0) continue;
    const origin = trace(catalog, column);
    const table = catalog.get(origin.table);
    if (!table || table.isSystem) continue;
    const open = instances.find(
      (each) => each.table === table && !each.positions.has(origin.attribute),
    );
    if (open) open.positions.set(origin.attribute, position);
    else instances.push({ table, positions: new Map([[origin.attribute, position]]) });
  }
  return instances;
}

/** Whether an outer join found no row: all that came of it is null. */
export function isAbsent({ table, positions }: Instance, row: Row): boolean {
  const key = table.key?.filter((number) => positions.has(number)) ?? [];
  const some = key.length > 0 ? key : [...positions.keys()];
  return some.every((number) => row[positions.get(number) as number] === null);
}

/** The key, if all its columns came with the row in a form that is read here. */
export function keyOf(instance: Instance, row: Row, columns: readonly Column[]): Key | undefined {
  const { table } = instance;
  if (table.key === undefined) return undefined;
  const entries: [string, string | number][] = [];
  for (const number of table.key) {
    const position = instance.positions.get(number);
    const value = position === undefined ? undefined : row[position];
    const column = position === undefined ? undefined : columns[position];
    if (!value || !column || !isWhole(value)) return undefined;
    const text = decodeText(value, column.format, column.type);
    if (text === undefined) return undefined;
    entries.push([table.columns.get(number)?.name ?? column.name, keyValue(text, column.type)]);
  }
  return Object.fromEntries(entries);
}

/** What of the row can be looked for, by attribute number: whole values of types that compare as text. */
export function comparableValues(
  { table, positions }: Instance,
  row: Row,
  columns: readonly Column[],
): Map<number, string> {
  const values = new Map<number, string>();
  for (const [number, position] of positions) {
    const [value, column] = [row[position], columns[position]];
    const isPlain = isComparable(table.columns.get(number)?.type ?? 0);
    if (!value || !column || !isPlain || !isComparable(column.type) || !isWhole(value)) continue;
    const text = decodeText(value, column.format, column.type);
    if (text !== undefined) values.set(number, text);
  }
  return values;
}
