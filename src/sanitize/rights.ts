import { BRANCH_ROLE } from '../engines/engine.ts';
import type { Neutralisation } from './neutralisation.ts';
import { ROW_ROLE } from './row-role.ts';

/** The bootstrap superuser, whom PostgreSQL itself needs: src/include/catalog/pg_authid.dat */
const BOOTSTRAP = 10;

const SUPERUSERS = '(SELECT oid FROM pg_catalog.pg_roles WHERE rolsuper)';
const USER_SCHEMA = `n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`;

/** Whether an object came with an extension, or with a type as the constructor of a range does. */
const made = (catalog: string, oid: string, types: string) =>
  `EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.${catalog}'::regclass
    AND d.objid = ${oid} AND d.deptype IN (${types}))`;

/** Functions that people made in a language with which one can do what the server's account can. */
const UNTRUSTED = `p.prokind <> 'a' AND NOT l.lanpltrusted AND l.lanname <> 'sql' AND ${USER_SCHEMA}
  AND NOT ${made('pg_proc', 'p.oid', "'e', 'i'")}`;

const ROUTINES = `pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace`;

const reassign = `format('ALTER ROUTINE %s OWNER TO ${ROW_ROLE}', p.oid::regprocedure)`;

/**
 * What in production only trusted people could use becomes a way to the account of the server, where the branch's role
 * can call it: what superusers own goes to a role that is none, and everybody else loses more than their own tables.
 * The order matters: who is a superuser is asked before some no longer are.
 */
export const RIGHTS: readonly Neutralisation[] = [
  {
    what: 'languages declared trusted',
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_language SET lanpltrusted = false WHERE oid = %s', oid)]
      FROM pg_catalog.pg_language WHERE lanpltrusted
        AND lanname IN ('c', 'internal', 'plperlu', 'plpython2u', 'plpython3u', 'plpythonu', 'pltclu')`,
  },
  {
    what: 'functions in untrusted languages',
    find: `SELECT ARRAY[format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, session_user),
        format('UPDATE pg_catalog.pg_proc SET proacl = ARRAY[makeaclitem(proowner, proowner, %L, false)] WHERE oid = %s',
          'EXECUTE', p.oid)]
      FROM ${ROUTINES} WHERE ${UNTRUSTED}`,
  },
  {
    what: "superusers' security definer functions",
    find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE p.prosecdef AND p.proowner IN ${SUPERUSERS}
      AND ${USER_SCHEMA} AND NOT (${UNTRUSTED}) AND NOT ${made('pg_proc', 'p.oid', "'e', 'i'")}`,
  },
  {
    what: "superusers' functions",
    silent: true,
    find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE NOT p.prosecdef AND p.proowner IN ${SUPERUSERS}
      AND ${USER_SCHEMA} AND NOT (${UNTRUSTED}) AND NOT ${made('pg_proc', 'p.oid', "'e', 'i'")}`,
  },
  {
    // VACUUM, ANALYZE and REFRESH run a table's expressions as its owner, and a view reads as its owner.
    what: "superusers' tables",
    silent: true,
    find: `SELECT ARRAY[format('ALTER TABLE %I.%I OWNER TO ${ROW_ROLE}', n.nspname, c.relname)]
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relowner IN ${SUPERUSERS} AND ${USER_SCHEMA}
        AND NOT ${made('pg_class', 'c.oid', "'e'")}
        AND NOT (c.relkind = 'S' AND ${made('pg_class', 'c.oid', "'a', 'i'")})`,
  },
  {
    what: 'powerful roles',
    find: `SELECT ARRAY[format('ALTER ROLE %I NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION', rolname)]
      FROM pg_catalog.pg_roles WHERE (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication)
        AND rolname <> session_user AND oid <> ${BOOTSTRAP}`,
  },
  {
    what: 'members of powerful roles',
    find: `SELECT ARRAY[format('REVOKE %I FROM %I', r.rolname, m.rolname)
          || coalesce(format(' GRANTED BY %I', g.rolname), '') || ' CASCADE']
      FROM pg_catalog.pg_auth_members a JOIN pg_catalog.pg_roles r ON r.oid = a.roleid
        JOIN pg_catalog.pg_roles m ON m.oid = a.member LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantor
      WHERE m.rolname !~ '^pg_' AND (r.rolsuper
        OR r.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'))`,
  },
  {
    what: "roles with the branch's name",
    find: `SELECT ARRAY[format('ALTER ROLE %I RENAME TO %I', rolname, rolname || '_' || oid)]
      FROM pg_catalog.pg_roles WHERE rolname = '${BRANCH_ROLE}'`,
  },
  {
    what: 'functions opened to roles',
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET proacl = %L WHERE oid = %s', i.initprivs, p.oid)]
      FROM pg_catalog.pg_init_privs i JOIN pg_catalog.pg_proc p ON p.oid = i.objoid
      WHERE i.classoid = 'pg_catalog.pg_proc'::regclass AND p.proacl::text IS DISTINCT FROM i.initprivs::text`,
  },
  {
    what: 'system tables opened to roles',
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_class SET relacl = %L WHERE oid = %s', i.initprivs, c.oid)]
      FROM pg_catalog.pg_init_privs i JOIN pg_catalog.pg_class c ON c.oid = i.objoid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.classoid = 'pg_catalog.pg_class'::regclass AND i.objsubid = 0 AND n.nspname = 'pg_catalog'
        AND c.relacl::text IS DISTINCT FROM i.initprivs::text`,
  },
  {
    // Since PostgreSQL 15: with ALTER SYSTEM one could run commands.
    what: 'settings opened to roles',
    find: `SELECT ARRAY['DELETE FROM pg_catalog.pg_parameter_acl'] FROM pg_catalog.pg_class
      WHERE oid = to_regclass('pg_catalog.pg_parameter_acl') AND pg_relation_size(oid) > 0`,
    silent: true,
  },
  {
    // Constraints and generated columns call them when rows are written.
    what: 'functions that not everybody may call',
    silent: true,
    find: `SELECT ARRAY[format('GRANT EXECUTE ON ROUTINE %s TO ${ROW_ROLE}', p.oid::regprocedure)]
      FROM ${ROUTINES} WHERE p.proacl IS NOT NULL AND ${USER_SCHEMA} AND NOT (${UNTRUSTED}) AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_init_privs i WHERE i.classoid = 'pg_catalog.pg_proc'::regclass AND i.objoid = p.oid)`,
  },
];
