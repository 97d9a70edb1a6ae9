import type { Client } from 'pg';

/** What the policy has to know of a database: its stored tables, their columns, indexes and foreign keys. */
export interface Catalog {
  readonly tables: readonly Table[];
  /** They have no mask of their own: their rows come from tables. */
  readonly materializedViews: readonly Table[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface Table {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** The partitioned table that this is a part of, if any: its rules hold for the part. */
  readonly root?: { readonly schema: string; readonly name: string };
  /** Tuples keep the values of dropped columns until they are rewritten. */
  readonly hasDroppedColumns: boolean;
  readonly columns: readonly Column[];
  /** Names of the primary key's columns, in its order; empty without one. */
  readonly primaryKey: readonly string[];
  readonly vectorIndexes: readonly VectorIndex[];
}

export interface Column {
  readonly name: string;
  /** As `format_type` writes it, for example `character varying(40)`. */
  readonly type: string;
  /** Whether its values could hold text, or nobody knows: it has to be listed. */
  readonly holdsText: boolean;
  /** Computed by PostgreSQL from other columns. */
  readonly generated: boolean;
  /** Most characters, from `varchar(n)` and `char(n)`. */
  readonly maxLength?: number | undefined;
}

/** An index of pgvector: its graph or lists are partly random, so that it must be kept as it is. */
export interface VectorIndex {
  readonly oid: number;
  readonly name: string;
  readonly method: 'hnsw' | 'ivfflat';
  readonly column: string;
  /** With its schema, which no search path needs to have: `OPERATOR(public.<->)`. */
  readonly operator: string;
}

export interface ForeignKey {
  readonly name: string;
  readonly table: number;
  /** As SQL reads it back. */
  readonly tableName: string;
  readonly columns: readonly string[];
  readonly referencedTable: number;
  readonly referencedTableName: string;
  readonly referencedColumns: readonly string[];
  /** With their schemas, for each pair: the referenced column on the left. */
  readonly operators: readonly string[];
}

/**
 * Types whose values can't hold text; every other type counts as one that can, so that a type which nobody here
 * knows has to be decided in the policy.
 */
const TEXTLESS_TYPES = [
  ...[
    'bool',
    'int2',
    'int4',
    'int8',
    'float4',
    'float8',
    'numeric',
    'money',
    'oid',
    'bit',
    'varbit',
  ],
  ...[
    'date',
    'time',
    'timetz',
    'timestamp',
    'timestamptz',
    'interval',
    'uuid',
    'pg_lsn',
    'xid',
    'xid8',
  ],
  ...['int4range', 'int8range', 'numrange', 'daterange', 'tsrange', 'tstzrange'],
  ...['int4multirange', 'int8multirange', 'nummultirange', 'datemultirange', 'tsmultirange'],
  ...['tstzmultirange', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'],
];

const USER_SCHEMA = `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

/** Reads the catalog of the connected database. Tables are those that store rows: partitions, not their roots. */
export async function readCatalog(client: Client): Promise<Catalog> {
  const relations = await client.query<
    Omit<Table, 'columns' | 'vectorIndexes'> & { kind: string }
  >(`
    SELECT c.oid::int8::int AS oid, c.relkind AS kind, n.nspname AS schema, c.relname AS name,
      CASE WHEN c.relispartition THEN (
        SELECT json_build_object('schema', rn.nspname, 'name', r.relname)
        FROM pg_catalog.pg_class r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
        WHERE r.oid = pg_partition_root(c.oid)) END AS root,
      EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attisdropped) AS "hasDroppedColumns",
      coalesce((SELECT json_agg(a.attname ORDER BY k.position)
        FROM pg_catalog.pg_constraint p, unnest(p.conkey) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
        WHERE p.conrelid = c.oid AND p.contype = 'p' AND a.attrelid = c.oid AND a.attnum = k.attnum), '[]')
        AS "primaryKey"
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND ${USER_SCHEMA}
    ORDER BY n.nspname, c.relname`);
  const columns = await client.query<Column & { table: number }>(
    `SELECT a.attrelid::int8::int AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
      a.attgenerated <> '' AS generated,
      NOT (coalesce(NULLIF(e.typname, ''), b.typname) = ANY($1) OR coalesce(e.typtype, b.typtype) = 'e')
        AS "holdsText",
      CASE WHEN b.typname IN ('varchar', 'bpchar') AND a.atttypmod > 4 THEN a.atttypmod - 4 END AS "maxLength"
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
      LEFT JOIN pg_catalog.pg_type e ON e.oid = b.typelem AND b.typcategory = 'A'
    WHERE c.relkind IN ('r', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND ${USER_SCHEMA}
    ORDER BY a.attrelid, a.attnum`,
    [TEXTLESS_TYPES],
  );
  const vectorIndexes = await client.query<VectorIndex & { table: number }>(`
    SELECT i.indrelid::int8::int AS table, i.indexrelid::int8::int AS oid, c.relname AS name, am.amname AS method,
      a.attname AS column, format('OPERATOR(%I.%s)', s.nspname, o.oprname) AS operator
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am am ON am.oid = c.relam
      JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      JOIN pg_catalog.pg_opclass k ON k.oid = i.indclass[0]
      JOIN pg_catalog.pg_amop p ON p.amopfamily = k.opcfamily AND p.amoppurpose = 'o'
      JOIN pg_catalog.pg_operator o ON o.oid = p.amopopr JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace
    WHERE am.amname IN ('hnsw', 'ivfflat') AND i.indisvalid`);
  const foreignKeys = await client.query<ForeignKey>(`
    SELECT f.conname AS name, f.conrelid::int8::int AS table, f.confrelid::int8::int AS "referencedTable",
      f.conrelid::regclass::text AS "tableName", f.confrelid::regclass::text AS "referencedTableName",
      (SELECT json_agg(a.attname ORDER BY k.position)
        FROM unnest(f.conkey) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
        WHERE a.attrelid = f.conrelid AND a.attnum = k.attnum) AS columns,
      (SELECT json_agg(a.attname ORDER BY k.position)
        FROM unnest(f.confkey) WITH ORDINALITY AS k(attnum, position), pg_catalog.pg_attribute a
        WHERE a.attrelid = f.confrelid AND a.attnum = k.attnum) AS "referencedColumns",
      (SELECT json_agg(format('OPERATOR(%I.%s)', n.nspname, o.oprname) ORDER BY k.position)
        FROM unnest(f.conpfeqop) WITH ORDINALITY AS k(oid, position), pg_catalog.pg_operator o, pg_catalog.pg_namespace n
        WHERE o.oid = k.oid AND n.oid = o.oprnamespace) AS operators
    FROM pg_catalog.pg_constraint f WHERE f.contype = 'f'`);
  const all = relations.rows.map(({ kind, ...table }) => ({
    kind,
    table: {
      ...table,
      columns: columns.rows
        .filter((column) => column.table === table.oid)
        .map((column) => ({ ...column, maxLength: column.maxLength ?? undefined })),
      vectorIndexes: vectorIndexes.rows.filter((index) => index.table === table.oid),
    },
  }));
  return {
    tables: all.filter(({ kind }) => kind === 'r').map(({ table }) => table),
    materializedViews: all.filter(({ kind }) => kind === 'm').map(({ table }) => table),
    foreignKeys: foreignKeys.rows,
  };
}
