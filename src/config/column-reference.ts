import { z } from 'zod';

/** A column of the source. Names are as in PostgreSQL's catalog: case counts, nothing is quoted. */
export type ColumnReference = { schema: string; table: string; column: string };

/** A column that stays as it is; without `column` all columns of the table that nothing else names. */
export type KeptReference = { schema: string; table: string; column?: string };

/** `table.column` or `schema.table.column`, before it is parsed. */
export const columnNameSchema = z
  .string()
  .regex(/^([^.*]+\.){1,2}[^.*]+$/, 'must be table.column or schema.table.column');

export const columnReferenceSchema = columnNameSchema.transform(parseColumnName);

/** As a column reference, but `*` may stand for the column. */
export const keptReferenceSchema = z
  .string()
  .regex(/^([^.*]+\.){1,2}([^.*]+|\*)$/, 'must be table.column, table.* or schema.table.column')
  .transform((text): KeptReference => {
    const { column, ...table } = parseColumnName(text);
    return column === '*' ? table : { ...table, column };
  });

/** The parts of a name that {@link columnNameSchema} accepts; a table without a schema is in `public`. */
export function parseColumnName(name: string): ColumnReference {
  const [column = '', table = '', schema = 'public'] = name.split('.').reverse();
  return { schema, table, column };
}
