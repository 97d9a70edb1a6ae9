import { z } from 'zod';

/** A column of the source. Names are as in PostgreSQL's catalog: case counts. */
export type ColumnReference = { schema: string; table: string; column: string };

/** A column that stays as it is; without `column` all columns of the table that nothing else names. */
export type KeptReference = { schema: string; table: string; column?: string };

/** A part of a name; one that holds a dot or a star, or begins with a quote, stands in double quotes as in SQL. */
const part = '(?:"(?:[^"]|"")+"|[^.*"][^.*]*)';

/** `table.column` or `schema.table.column`, before it is parsed. */
export const columnNameSchema = z
  .string()
  .regex(new RegExp(`^(${part}\\.){1,2}${part}$`), 'must be table.column or schema.table.column');

export const columnReferenceSchema = columnNameSchema.transform(parseColumnName);

/** As a column reference, but `*` may stand for the column. */
export const keptReferenceSchema = z
  .string()
  .regex(
    new RegExp(`^(${part}\\.){1,2}(${part}|\\*)$`),
    'must be table.column, table.* or schema.table.column',
  )
  .transform((text): KeptReference => {
    const { column, ...table } = parseColumnName(text);
    return text.endsWith('.*') ? table : { ...table, column };
  });

/** The parts of a name that {@link columnNameSchema} accepts; a table without a schema is in `public`. */
export function parseColumnName(name: string): ColumnReference {
  const [column = '', table = '', schema = 'public'] = partsOf(name).reverse();
  return { schema, table, column };
}

/** The name that {@link parseColumnName} parses, without the schema if that is `public`. */
export function formatColumnName({ schema, table, column }: ColumnReference): string {
  return [...(schema === 'public' ? [] : [schema]), table, column].map(formatPart).join('.');
}

/** A table of the source, named as a column is. */
export type TableReference = { schema: string; table: string };

/** `table` or `schema.table`, before it is parsed. */
export const tableNameSchema = z
  .string()
  .regex(new RegExp(`^(${part}\\.)?${part}$`), 'must be table or schema.table');

/** The parts of a name that {@link tableNameSchema} accepts; a table without a schema is in `public`. */
export function parseTableName(name: string): TableReference {
  const [table = '', schema = 'public'] = partsOf(name).reverse();
  return { schema, table };
}

/** The name that {@link parseTableName} parses, without the schema if that is `public`. */
export function formatTableName({ schema, table }: TableReference): string {
  return [...(schema === 'public' ? [] : [schema]), table].map(formatPart).join('.');
}

function partsOf(name: string): string[] {
  const parts = name.match(new RegExp(`${part}|\\*`, 'g')) ?? [];
  return parts.map((text) =>
    text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text,
  );
}

function formatPart(text: string): string {
  return /[.*]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
