import type { Client } from 'pg';
import type { Table } from '../catalog.ts';
import { FIRST_OF_USERS, USER_SCHEMA } from './user-schema.ts';

export type TableRow = Omit<Table, 'columns' | 'vectorIndexes'> & { readonly kind: 'r' | 'm' };

/** SQL of the names of a table's columns that an array of `attnum` numbers, as JSON. */
const names = (numbers: string) => `(SELECT json_agg(a.attname ORDER BY k.position)
  FROM unnest(${numbers}) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
  WHERE a.attrelid = c.oid AND a.attnum = k.attnum)`;

/** Ordinary tables, partitions among them, and materialized views, by their names. */
export async function readTables(client: Client): Promise<TableRow[]> {
  const { rows } = await client.query<Nullable<TableRow>>(`
    WITH RECURSIVE above (oid, parent, distance) AS (
      SELECT inhrelid, inhparent, 1 FROM pg_catalog.pg_inherits
      UNION SELECT a.oid, i.inhparent, a.distance + 1 FROM above a JOIN pg_catalog.pg_inherits i ON i.inhrelid = a.parent
    ), unique_index AS (
      SELECT i.indexrelid, i.indrelid, i.indisexclusion OR i.indpred IS NOT NULL OR i.indexprs IS NOT NULL AS loose,
        ARRAY(SELECT k.attnum::int2 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
          WHERE k.attnum > 0 AND k.position <= i.indnkeyatts
          UNION SELECT d.refobjsubid::int2 FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid
            AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid > 0) AS attnums
      FROM pg_catalog.pg_index i WHERE (i.indisunique OR i.indisexclusion) AND i.indislive
    ), computed AS (
      SELECT a.attrelid AS relation, 'pg_catalog.pg_attrdef'::regclass AS class, f.oid
        FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
        WHERE a.attgenerated <> ''
      UNION ALL SELECT indrelid, 'pg_catalog.pg_class'::regclass, indexrelid FROM pg_catalog.pg_index
    )
    SELECT c.oid::int8::float8 AS oid, c.relkind AS kind, n.nspname AS schema, c.relname AS name,
      CASE WHEN c.relispartition THEN (
        SELECT json_build_object('schema', rn.nspname, 'name', r.relname)
        FROM pg_catalog.pg_class r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
        WHERE r.oid = pg_catalog.pg_partition_root(c.oid)) END AS root,
      coalesce((SELECT json_agg(json_build_object('oid', p.oid::int8, 'schema', pn.nspname, 'name', p.relname)
          ORDER BY a.distance, p.oid)
        FROM (SELECT parent, min(distance) AS distance FROM above WHERE above.oid = c.oid GROUP BY parent) a
        JOIN pg_catalog.pg_class p ON p.oid = a.parent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace), '[]')
        AS parents,
      (SELECT e.extname FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
          AND d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e') AS "fromExtension",
      EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attisdropped) AS "hasDroppedColumns",
      coalesce((SELECT ${names('p.conkey')} FROM pg_catalog.pg_constraint p
        WHERE p.conrelid = c.oid AND p.contype = 'p'), '[]') AS "primaryKey",
      coalesce((SELECT json_agg(${names('u.attnums')} ORDER BY u.indexrelid) FROM unique_index u
        WHERE u.indrelid = c.oid AND NOT u.loose), '[]') AS "uniqueKeys",
      coalesce((SELECT json_agg(coalesce(${names('u.attnums')}, '[]') ORDER BY u.indexrelid) FROM unique_index u
        WHERE u.indrelid = c.oid AND u.loose), '[]') AS "looseUniqueKeys",
      coalesce((SELECT json_agg(DISTINCT k.attname) FROM above a
        JOIN pg_catalog.pg_partitioned_table pt ON pt.partrelid = a.parent
        JOIN pg_catalog.pg_attribute k ON k.attrelid = a.parent AND k.attnum > 0
        WHERE a.oid = c.oid AND (k.attnum = ANY (pt.partattrs::int2[]) OR EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = a.parent AND d.objsubid = k.attnum
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = a.parent AND d.refobjsubid = 0
            AND d.deptype = 'i'))), '[]') AS "partitionKey",
      EXISTS (SELECT FROM computed JOIN pg_catalog.pg_depend d ON d.classid = computed.class AND d.objid = computed.oid
          AND d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid >= ${FIRST_OF_USERS}
        WHERE computed.relation = c.oid AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
          WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = d.refobjid AND e.deptype = 'e')) AS "callsFunctions",
      coalesce((SELECT json_agg(t.tgname ORDER BY t.tgname) FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgtype & 7 = 7), '[]') AS "insertTriggers",
      CASE WHEN c.reltuples >= 0 THEN c.reltuples::float8 END AS "estimatedRows"
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND ${USER_SCHEMA}
    ORDER BY n.nspname, c.relname`);
  return rows.map((row) => ({
    ...row,
    root: row.root ?? undefined,
    fromExtension: row.fromExtension ?? undefined,
    estimatedRows: row.estimatedRows ?? undefined,
  }));
}

/** What is absent in a type of ours, PostgreSQL gives as null. */
type Nullable<T> = {
  [Key in keyof T]: undefined extends T[Key] ? Exclude<T[Key], undefined> | null : T[Key];
};
