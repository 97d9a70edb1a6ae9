import { formatColumnName } from '../config/column-reference.ts';

/** An identifier as SQL reads it back. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table's name with its schema, as SQL reads it back. */
export function qualified(table: { readonly schema: string; readonly name: string }): string {
  return `${identifier(table.schema)}.${identifier(table.name)}`;
}

/** A column as people and the policy write it: without the schema if that is `public`. */
export function columnName(
  { schema, name: table }: { readonly schema: string; readonly name: string },
  column: string,
): string {
  return formatColumnName({ schema, table, column });
}
