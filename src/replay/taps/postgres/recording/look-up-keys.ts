import { type Client, escapeIdentifier } from 'pg';
import type { Table } from './catalog.ts';
import { keyValue } from './decode.ts';

export type Key = Readonly<Record<string, string | number>>;

/** So many rows of a table may fit the values together; more, and nothing is known for sure. */
const MOST_MATCHES = 5000;

/** Rows of a table of which some columns came, but not all of its key. */
export interface Unknown {
  readonly table: Table;
  readonly key: readonly number[];
  /** Attribute numbers, and for each row the values in text form. */
  readonly attributes: readonly number[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The keys of the only rows that have these values, in one pass over the table for all of them; `undefined` where no
 * row has them any more, or several have.
 */
export async function lookUpKeys(
  { table, key, attributes, rows }: Unknown,
  client: Client,
): Promise<(Key | undefined)[]> {
  const column = (number: number) => escapeIdentifier(table.columns.get(number)?.name ?? '');
  const type = (number: number) => table.columns.get(number)?.type ?? 25;
  const values = attributes.map((_, index) => rows.map((row) => row[index]));
  const lists = attributes.map((number, index) => `$${index + 1}::text[]::${listOf(type(number))}`);
  const names = attributes.map((_, index) => `c${index}`);
  const conditions = attributes.map((number, index) => `t.${column(number)} = w.c${index}`);
  const { rows: found } = await client.query<string[]>({
    text: `
      SELECT w.place::text, ${key.map((number) => `t.${column(number)}::text`).join(', ')}
      FROM unnest(${lists.join(', ')}) WITH ORDINALITY AS w(${names.join(', ')}, place)
      JOIN ${table.qualified} AS t ON ${conditions.join(' AND ')} LIMIT ${MOST_MATCHES}`,
    values,
    rowMode: 'array',
  });
  if (found.length === MOST_MATCHES) return rows.map(() => undefined);
  const byPlace = Map.groupBy(found, ([place]) => Number(place));
  return rows.map((_, index) => {
    const [match, second] = byPlace.get(index + 1) ?? [];
    if (match === undefined || second !== undefined) return undefined;
    return Object.fromEntries(
      key.map((number, part) => [
        table.columns.get(number)?.name ?? '',
        keyValue(match[part + 1] ?? '', type(number)),
      ]),
    );
  });
}

/** The array type of a type of which {@link isComparable} is true. */
function listOf(type: number): string {
  const names = new Map([
    [16, 'bool'],
    [20, 'int8'],
    [21, 'int2'],
    [23, 'int4'],
    [2950, 'uuid'],
  ]);
  return `${names.get(type) ?? 'text'}[]`;
}
