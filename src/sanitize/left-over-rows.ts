import type { Neutralisation } from './neutralisation.ts';

/** By schema and name: jobs, requests that wait to be sent with their headers, and credentials. */
const TABLES = [
  "('cron', 'job'), ('cron', 'job_run_details'), ('pgagent', 'pga_job'), ('timetable', 'chain')",
  "('net', 'http_request_queue'), ('net', '_http_response')",
  "('vault', 'secrets'), ('pgsodium', 'key')",
].join(', ');

/**
 * Rows of extensions that act for a database, where the tables are there without the extension: a dump brought them, or
 * only the extension keeps secrets and nothing else. A schema's rows can't be read as a superuser, since expressions of
 * its owner might run; emptying runs none, and triggers are off. What references them goes too.
 */
export const LEFT_OVER_ROWS: readonly Neutralisation[] = [
  {
    what: 'tables of jobs, requests and credentials',
    find: `SELECT ARRAY['SET session_replication_role = replica',
        format('TRUNCATE %I.%I CASCADE', n.nspname, c.relname), 'RESET session_replication_role']
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND pg_relation_size(c.oid) > 0
        AND (n.nspname, c.relname) IN (${TABLES})`,
  },
];
