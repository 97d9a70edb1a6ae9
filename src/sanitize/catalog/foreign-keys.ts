import type { Client } from 'pg';
import type { ForeignKey } from '../catalog.ts';

/**
 * All foreign keys. One of or to a partitioned table stands for its parts too; PostgreSQL's own entries for single
 * parts, which hold for some of the rows only, are left out.
 */
export async function readForeignKeys(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT f.conname AS name, f.conrelid::int8::float8 AS table, f.confrelid::int8::float8 AS "referencedTable",
      f.conrelid::regclass::text AS "tableName", f.confrelid::regclass::text AS "referencedTableName",
      (SELECT json_agg(a.attname ORDER BY k.position)
        FROM unnest(f.conkey) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
        WHERE a.attrelid = f.conrelid AND a.attnum = k.attnum) AS columns,
      (SELECT json_agg(a.attname ORDER BY k.position)
        FROM unnest(f.confkey) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
        WHERE a.attrelid = f.confrelid AND a.attnum = k.attnum) AS "referencedColumns",
      (SELECT json_agg(format('OPERATOR(%I.%s)', n.nspname, o.oprname) ORDER BY k.position)
        FROM unnest(f.conpfeqop) WITH ORDINALITY AS k(oid, position), pg_catalog.pg_operator o, pg_catalog.pg_namespace n
        WHERE o.oid = k.oid AND n.oid = o.oprnamespace) AS operators,
      CASE f.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
        WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS "onDelete",
      f.convalidated AS validated
    FROM pg_catalog.pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0 ORDER BY f.oid`);
  return rows;
}
