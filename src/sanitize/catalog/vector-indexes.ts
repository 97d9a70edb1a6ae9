import type { Client } from 'pg';
import type { VectorIndex } from '../catalog.ts';

/** The valid indexes of pgvector, by the oid of their table. */
export async function readVectorIndexes(client: Client): Promise<Map<number, VectorIndex[]>> {
  const { rows } = await client.query<
    Omit<VectorIndex, 'condition'> & { table: number; condition: string | null }
  >(`
    SELECT i.indrelid::int8::float8 AS table, i.indexrelid::int8::float8 AS oid, c.relname AS name, am.amname AS method,
      '(' || pg_catalog.pg_get_indexdef(i.indexrelid, 1, false) || ')' AS expression,
      pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS condition, a.names[1] AS column, to_json(a.names) AS reads,
      format('OPERATOR(%I.%s)', s.nspname, o.oprname) AS operator
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_am am ON am.oid = c.relam
      JOIN LATERAL (SELECT array_agg(a.attname::text ORDER BY a.attnum = i.indkey[0] DESC,
            t.typname IN ('vector', 'halfvec', 'sparsevec') DESC, a.attnum) AS names
        FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid AND d.refobjid = i.indrelid
          AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0) a
        ON a.names IS NOT NULL
      JOIN pg_catalog.pg_opclass k ON k.oid = i.indclass[0]
      JOIN pg_catalog.pg_amop p ON p.amopfamily = k.opcfamily AND p.amoppurpose = 'o'
      JOIN pg_catalog.pg_operator o ON o.oid = p.amopopr JOIN pg_catalog.pg_namespace s ON s.oid = o.oprnamespace
    WHERE am.amname IN ('hnsw', 'ivfflat') AND i.indisvalid`);
  const indexes = new Map<number, VectorIndex[]>();
  for (const { table, condition, ...index } of rows) {
    const found = { ...index, condition: condition ?? undefined };
    indexes.set(table, [...(indexes.get(table) ?? []), found]);
  }
  return indexes;
}
