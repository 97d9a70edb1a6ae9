import type { Client } from 'pg';
import { FIRST_OF_USERS } from './catalog/user-schema.ts';

/** A text that the branch's role can read outside tables, and what holds it, for people. */
export interface PlacedText {
  readonly place: string;
  readonly text: string;
}

/** What the statistics quote of rows; vectors are left out, as they are in tables. */
export async function readStatistics(client: Client): Promise<PlacedText[]> {
  const { rows } = await client.query<PlacedText>(`
    SELECT format('the statistics of %I.%I.%I', s.schemaname, s.tablename, s.attname) AS place,
      concat_ws(' ', s.most_common_vals::text, s.histogram_bounds::text, s.most_common_elems::text) AS text
    FROM pg_catalog.pg_stats s JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE c.oid >= ${FIRST_OF_USERS} AND t.typname NOT IN ('vector', 'halfvec', 'sparsevec')
    UNION ALL SELECT format('the statistics %I.%I', statistics_schemaname, statistics_name), most_common_vals::text
    FROM pg_catalog.pg_stats_ext WHERE most_common_vals IS NOT NULL`);
  return rows;
}

/** Which rows a publication sends; before PostgreSQL 15 all. */
const ROW_FILTERS = `UNION ALL SELECT 'pg_catalog.pg_publication_rel'::regclass, oid, 0, pg_get_expr(prqual, prrelid)
        FROM pg_catalog.pg_publication_rel`;

async function hasRowFilters(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT FROM pg_catalog.pg_attribute
    WHERE attrelid = 'pg_catalog.pg_publication_rel'::regclass AND attname = 'prqual'`);
  return rowCount === 1;
}

/**
 * Comments, labels, settings and the names of objects, the values that the catalog holds for rows (of sequences, of
 * columns that were added with a default), and the source of whatever has one: of functions, views, defaults,
 * constraints, indexes, policies, bounds of partitions, row filters of publications.
 */
export async function readSchemaTexts(client: Client): Promise<PlacedText[]> {
  const filters = (await hasRowFilters(client)) ? ROW_FILTERS : '';
  const { rows } = await client.query<PlacedText>(`
    SELECT coalesce(pg_describe_object(class, oid, part), 'an object that is gone') AS place, text FROM (
      SELECT classoid AS class, objoid AS oid, objsubid AS part, description AS text FROM pg_catalog.pg_description
      UNION ALL SELECT classoid, objoid, objsubid, label FROM pg_catalog.pg_seclabel
      UNION ALL SELECT classoid, objoid, 0, label FROM pg_catalog.pg_shseclabel
      UNION ALL SELECT 'pg_catalog.pg_type'::regclass, enumtypid, 0, enumlabel FROM pg_catalog.pg_enum
      UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, oid, 0, pg_get_functiondef(oid)
        FROM pg_catalog.pg_proc WHERE prokind <> 'a' AND oid >= ${FIRST_OF_USERS}
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, oid, 0, pg_get_viewdef(oid)
        FROM pg_catalog.pg_class WHERE relkind IN ('v', 'm')
      UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, 0, pg_get_ruledef(r.oid)
        FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class AND c.relkind NOT IN ('v', 'm')
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
      UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::regclass, oid, 0, pg_get_statisticsobjdef(oid)
        FROM pg_catalog.pg_statistic_ext
      UNION ALL SELECT 'pg_catalog.pg_type'::regclass, oid, 0, typdefault FROM pg_catalog.pg_type
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, attrelid, attnum, concat_ws(' ', attoptions, attfdwoptions)
        FROM pg_catalog.pg_attribute
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, oid, 0, pg_get_expr(relpartbound, oid)
        FROM pg_catalog.pg_class
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, partrelid, 0, pg_get_partkeydef(partrelid)
        FROM pg_catalog.pg_partitioned_table
      UNION ALL SELECT 'pg_catalog.pg_class'::regclass, attrelid, attnum, attmissingval::text
        FROM pg_catalog.pg_attribute
      UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, aggfnoid::oid, 0, concat_ws(' ', agginitval, aggminitval)
        FROM pg_catalog.pg_aggregate
      UNION ALL SELECT 'pg_catalog.pg_ts_dict'::regclass, oid, 0, dictinitoption FROM pg_catalog.pg_ts_dict
      UNION ALL SELECT 'pg_catalog.pg_extension'::regclass, oid, 0, extversion FROM pg_catalog.pg_extension
      ${filters}
    ) AS texts WHERE oid >= ${FIRST_OF_USERS} AND text <> ''
    UNION ALL SELECT 'the comment of a database, role or tablespace', description FROM pg_catalog.pg_shdescription
    UNION ALL SELECT 'the comment of a schema', description FROM pg_catalog.pg_description
      WHERE classoid = 'pg_catalog.pg_namespace'::regclass
    UNION ALL SELECT concat_ws(' ', 'the settings of', nullif(format('role %s', setrole::regrole), 'role -'),
        (SELECT format('database %I', datname) FROM pg_catalog.pg_database WHERE oid = setdatabase)),
      array_to_string(setconfig, ' ') FROM pg_catalog.pg_db_role_setting
    UNION ALL SELECT format('the sequence %I.%I', schemaname, sequencename), last_value::text
      FROM pg_catalog.pg_sequences WHERE last_value IS NOT NULL
    UNION ALL SELECT 'the name of a replication origin', roname FROM pg_catalog.pg_replication_origin
    UNION ALL SELECT 'the name of an object', pg_describe_object(classid, objid, 0)
      FROM (SELECT DISTINCT classid, objid FROM pg_catalog.pg_depend WHERE objid >= ${FIRST_OF_USERS}) AS objects
    UNION ALL SELECT 'the name of a ' || kind, name FROM (
      SELECT 'relation' AS kind, oid, relname::text AS name FROM pg_catalog.pg_class
      UNION ALL SELECT 'column', attrelid, attname::text FROM pg_catalog.pg_attribute WHERE attnum > 0
      UNION ALL SELECT 'schema', oid, nspname::text FROM pg_catalog.pg_namespace
      UNION ALL SELECT 'type', oid, typname::text FROM pg_catalog.pg_type
      UNION ALL SELECT 'function', oid, proname::text FROM pg_catalog.pg_proc
      UNION ALL SELECT 'constraint', oid, conname::text FROM pg_catalog.pg_constraint
      UNION ALL SELECT 'trigger', oid, tgname::text FROM pg_catalog.pg_trigger
      UNION ALL SELECT 'role', oid, rolname::text FROM pg_catalog.pg_roles
      UNION ALL SELECT 'database', oid, datname::text FROM pg_catalog.pg_database
      UNION ALL SELECT 'tablespace', oid, spcname::text FROM pg_catalog.pg_tablespace
      UNION ALL SELECT 'publication', oid, pubname::text FROM pg_catalog.pg_publication
    ) AS names WHERE oid >= ${FIRST_OF_USERS}`);
  return rows;
}
