import type { Client } from 'pg';

/** A text that the branch's role can read outside tables, and what holds it, for people. */
export interface PlacedText {
  readonly place: string;
  readonly text: string;
}

/** FirstNormalObjectId in src/include/access/transam.h: below are PostgreSQL's own objects. */
const FIRST_OF_USERS = 16384;

/** What the statistics quote of rows; numbers, times and vectors are left out, as they are in tables. */
export async function readStatistics(client: Client): Promise<PlacedText[]> {
  const { rows } = await client.query<PlacedText>(`
    SELECT format('the statistics of %I.%I.%I', s.schemaname, s.tablename, s.attname) AS place,
      concat_ws(' ', s.most_common_vals::text, s.histogram_bounds::text, s.most_common_elems::text) AS text
    FROM pg_catalog.pg_stats s JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE c.oid >= ${FIRST_OF_USERS} AND t.typcategory NOT IN ('B', 'D', 'G', 'N', 'T')
      AND t.typname NOT IN ('vector', 'halfvec', 'sparsevec')
    UNION ALL SELECT format('the statistics %I.%I', statistics_schemaname, statistics_name), most_common_vals::text
    FROM pg_catalog.pg_stats_ext WHERE most_common_vals IS NOT NULL`);
  return rows;
}

/** Comments, and the source of whatever has one: of functions, views, defaults, constraints, indexes, policies. */
export async function readSchemaTexts(client: Client): Promise<PlacedText[]> {
  const { rows } = await client.query<PlacedText>(`
    SELECT pg_describe_object(class, oid, part) AS place, text FROM (
      SELECT classoid AS class, objoid AS oid, objsubid AS part, description AS text FROM pg_catalog.pg_description
      UNION ALL SELECT classoid, objoid, 0, description FROM pg_catalog.pg_shdescription
      UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, 0, pg_get_functiondef(oid)
        FROM pg_catalog.pg_proc WHERE prokind <> 'a' AND oid >= ${FIRST_OF_USERS}
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, oid, 0, pg_get_viewdef(oid)
        FROM pg_catalog.pg_class WHERE relkind IN ('v', 'm')
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, indexrelid, 0, pg_get_indexdef(indexrelid)
        FROM pg_catalog.pg_index
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, adrelid, adnum, pg_get_expr(adbin, adrelid)
        FROM pg_catalog.pg_attrdef
      UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, oid, 0, pg_get_constraintdef(oid)
        FROM pg_catalog.pg_constraint
      UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, oid, 0, pg_get_triggerdef(oid)
        FROM pg_catalog.pg_trigger
      UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, oid, 0,
          concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
        FROM pg_catalog.pg_policy
    ) AS texts WHERE oid >= ${FIRST_OF_USERS} AND text <> ''`);
  return rows;
}
