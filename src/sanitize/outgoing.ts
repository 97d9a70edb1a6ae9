import { OUTGOING_EXTENSIONS } from '../engines/engine.ts';
import type { Neutralisation } from './neutralisation.ts';

const names = OUTGOING_EXTENSIONS.map((name) => `'${name}'`).join(', ');

/**
 * What acts by itself or reaches other hosts, and what opens them. The first statement is the first change to a copy:
 * before PostgreSQL 17 event triggers can't be off altogether.
 */
export const OUTGOING: readonly Neutralisation[] = [
  {
    what: 'event triggers',
    find: `SELECT ARRAY[format('ALTER EVENT TRIGGER %I DISABLE', evtname)] FROM pg_catalog.pg_event_trigger
      WHERE evtenabled <> 'D'`,
  },
  {
    // They fire in replica mode too, in which rows are masked; nothing else of a branch is ever in that mode.
    what: 'triggers for replicas',
    silent: true,
    find: `SELECT ARRAY[format('ALTER TABLE %I.%I %s TRIGGER %I', n.nspname, c.relname,
        CASE t.tgenabled WHEN 'A' THEN 'ENABLE' ELSE 'DISABLE' END, t.tgname)]
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE t.tgenabled IN ('A', 'R')
      UNION ALL SELECT ARRAY[format('ALTER TABLE %I.%I %s RULE %I', n.nspname, c.relname,
        CASE r.ev_enabled WHEN 'A' THEN 'ENABLE' ELSE 'DISABLE' END, r.rulename)]
      FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE r.ev_enabled IN ('A', 'R')`,
  },
  {
    what: 'prepared transactions',
    find: `SELECT ARRAY[format('ROLLBACK PREPARED %L', gid)] FROM pg_catalog.pg_prepared_xacts
      WHERE database = current_database()`,
  },
  {
    what: 'subscriptions',
    find: `SELECT ARRAY[format('ALTER SUBSCRIPTION %I DISABLE', subname),
        format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', subname), format('DROP SUBSCRIPTION %I', subname)]
      FROM pg_catalog.pg_subscription
      WHERE subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())`,
  },
  {
    // An engine that copies files leaves them behind already.
    what: 'replication slots',
    find: `SELECT ARRAY[format('SELECT pg_catalog.pg_drop_replication_slot(%L)', slot_name)]
      FROM pg_catalog.pg_replication_slots`,
  },
  {
    what: 'user mappings',
    find: `SELECT ARRAY[format('DROP USER MAPPING FOR %s SERVER %I',
        CASE umuser WHEN 0 THEN 'PUBLIC' ELSE quote_ident(usename) END, srvname)]
      FROM pg_catalog.pg_user_mappings`,
  },
  {
    what: 'foreign servers',
    find: `SELECT ARRAY[format('DROP SERVER %I CASCADE', srvname)] FROM pg_catalog.pg_foreign_server`,
  },
  {
    what: 'extensions that reach other hosts',
    find: `SELECT ARRAY[format('DROP EXTENSION IF EXISTS %I CASCADE', extname)] FROM pg_catalog.pg_extension
      WHERE extname IN (${names})`,
  },
  {
    // Supabase's webhooks: without pg_net they would fail, and with them what sets them off.
    what: 'webhooks',
    find: `SELECT ARRAY[format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)]
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname = 'supabase_functions' AND NOT t.tgisinternal AND t.tgparentid = 0`,
  },
  {
    // With the right to use one, whoever has it makes a server of it.
    what: 'foreign-data wrappers opened to roles',
    find: `SELECT ARRAY[format('ALTER FOREIGN DATA WRAPPER %I OWNER TO %I', fdwname, session_user), format(
        'UPDATE pg_catalog.pg_foreign_data_wrapper SET fdwacl = NULL, fdwoptions = NULL WHERE oid = %s', oid)]
      FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL OR fdwoptions IS NOT NULL
        OR fdwowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user)`,
  },
  {
    what: 'role passwords',
    find: `SELECT ARRAY[format('ALTER ROLE %I PASSWORD NULL', rolname)] FROM pg_catalog.pg_authid
      WHERE rolpassword IS NOT NULL`,
  },
  {
    // Any text, for providers that a copy's server doesn't load.
    what: 'security labels',
    find: `SELECT ARRAY[format('DELETE FROM pg_catalog.pg_seclabel WHERE objoid = %s AND classoid = %s
          AND objsubid = %s AND provider = %L', objoid, classoid::oid, objsubid, provider)]
      FROM pg_catalog.pg_seclabel
      UNION ALL SELECT ARRAY[format('DELETE FROM pg_catalog.pg_shseclabel WHERE objoid = %s AND classoid = %s
          AND provider = %L', objoid, classoid::oid, provider)]
      FROM pg_catalog.pg_shseclabel`,
  },
];
