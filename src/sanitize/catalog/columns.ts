import type { Client } from 'pg';
import type { Column } from '../catalog.ts';
import { type ColumnType, readColumnTypes } from './column-types.ts';
import { USER_SCHEMA } from './user-schema.ts';

interface ColumnRow {
  readonly table: number;
  readonly name: string;
  readonly position: number;
  readonly type: string;
  readonly typeOid: number;
  readonly modifier: number;
  readonly notNull: boolean;
  readonly identity: '' | 'a' | 'd';
  readonly generated: boolean;
}

/** The columns of all tables and materialized views, by the oid of their table and in their order. */
export async function readColumns(client: Client): Promise<Map<number, Column[]>> {
  const types = await readColumnTypes(client);
  const { rows } = await client.query<ColumnRow>(
    `SELECT a.attrelid::int8::float8 AS table, a.attname AS name, a.attnum::int AS position,
      pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.atttypid::int8::float8 AS "typeOid",
      a.atttypmod AS modifier, a.attnotnull AS "notNull", a.attidentity AS identity, a.attgenerated <> '' AS generated
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND ${USER_SCHEMA}
    ORDER BY a.attrelid, a.attnum`,
  );
  const columns = new Map<number, Column[]>();
  for (const row of rows) {
    const ofTable = columns.get(row.table) ?? [];
    columns.set(row.table, ofTable);
    ofTable.push(toColumn(row, types(row.typeOid, row.modifier)));
  }
  return columns;
}

function toColumn(
  { name, position, type, notNull, identity, generated }: ColumnRow,
  { isNotNull, ...ofType }: ColumnType,
): Column {
  return {
    name,
    position,
    type,
    ...ofType,
    notNull: notNull || isNotNull,
    identity: identity === '' ? undefined : identity === 'a' ? 'always' : 'by default',
    generated,
  };
}
