import type { Neutralisation } from './neutralisation.ts';

/**
 * What a database or a role may keep of its settings: what decides the answers and the plans of queries, and can't hold
 * a secret. Anything else may be one (`app.jwt_secret`), and outranks what a copy's server is started with.
 */
const KEPT = [
  'bytea_output',
  'datestyle',
  'default_statistics_target',
  'default_text_search_config',
  'extra_float_digits',
  'hash_mem_multiplier',
  'intervalstyle',
  'lc_monetary',
  'lc_numeric',
  'lc_time',
  'max_parallel_workers_per_gather',
  'search_path',
  'standard_conforming_strings',
  'timezone',
  'work_mem',
];

const NAME = `lower(split_part(entry, '=', 1))`;
const IS_KEPT = `(${NAME} IN (${KEPT.map((name) => `'${name}'`).join(', ')})
  OR entry ~ '^(hnsw|ivfflat)[.][a-z_]+=[a-z0-9_.]+$'
  OR EXISTS (SELECT FROM pg_catalog.pg_settings p WHERE lower(p.name) = ${NAME} AND p.vartype <> 'string'
    AND (p.category LIKE 'Query Tuning%' OR p.name ~ '^jit(_|$)')))`;

/** One thing is one setting that goes; the statements for a row of the catalog are repeated, and harmless then. */
export const SETTINGS: readonly Neutralisation[] = [
  {
    what: 'settings of databases and roles',
    find: `SELECT ARRAY[
        format('UPDATE pg_catalog.pg_db_role_setting SET setconfig = array_remove(setconfig, %L)
          WHERE setdatabase = %s AND setrole = %s', entry, s.setdatabase, s.setrole),
        'DELETE FROM pg_catalog.pg_db_role_setting WHERE setconfig = ''{}''']
      FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) AS entry WHERE NOT ${IS_KEPT}`,
  },
  {
    // `SET app.key = …` of a function.
    what: 'settings of functions',
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET proconfig = nullif(array_remove(proconfig, %L), ''{}'')
          WHERE oid = %s', entry, p.oid)]
      FROM pg_catalog.pg_proc p, unnest(p.proconfig) AS entry WHERE ${NAME} LIKE '%.%' AND NOT ${IS_KEPT}`,
  },
];
