import { BRANCH_ROLE } from '../engines/engine.ts';
import { FIRST_OF_USERS, USER_SCHEMA } from './catalog/user-schema.ts';
import type { Neutralisation } from './neutralisation.ts';
import { ROW_ROLE } from './row-role.ts';

/** The bootstrap superuser, whom PostgreSQL itself needs: src/include/catalog/pg_authid.dat */
const BOOTSTRAP = 10;

/** src/include/catalog/pg_language.dat */
const LANGUAGE = { internal: 12, c: 13, sql: 14 };

const SUPERUSERS = '(SELECT oid FROM pg_catalog.pg_roles WHERE rolsuper)';

/** Whether an object came with an extension, or with a type as the constructor of a range does. */
const made = (catalog: string, oid: string, types: string) =>
  `EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.${catalog}'::regclass
    AND d.objid = ${oid} AND d.deptype IN (${types}))`;

/**
 * What PostgreSQL's own functions for files, the server and its log are in C, by whatever name SQL calls them: who may
 * call them is not left to what the source says of it.
 */
const REACHES_THE_MACHINE = `p.prolang = ${LANGUAGE.internal} AND p.prosrc ~ '${[
  ...['^pg_read_(binary_)?file', '^pg_ls_', '^pg_stat_file', '^(be_)?lo_(im|ex)port', '^pg_file_'],
  ...['^binary_upgrade_', '^pg_(reload_conf|promote|rotate_logfile|logdir_ls)'],
].join('|')}'`;

/** The same in extensions, of which a wrapper survives that was made by hand or added to another one. */
const REACHES_OUT = `p.prolang = ${LANGUAGE.c} AND p.probin::text ~ '(^|/)(${[
  ...['adminpack', 'dblink', 'file_fdw', 'http', 'mysql_fdw', 'oracle_fdw', 'pg_background'],
  ...['pg_cron', 'pg_net', 'plproxy', 'plsh', 'postgres_fdw', 'tds_fdw', 'libpqwalreceiver'],
].join('|')})([.-]|$)'`;

/**
 * Functions in a language with which one can do what the server's account can: those that people made; of extensions,
 * which are written in C and made of PostgreSQL's own functions, only those that reach further than the database.
 */
const UNTRUSTED = `p.prokind <> 'a' AND (${REACHES_THE_MACHINE} OR ${REACHES_OUT} OR NOT l.lanpltrusted
  AND p.oid >= ${FIRST_OF_USERS} AND NOT (p.prolang IN (${LANGUAGE.internal}, ${LANGUAGE.c})
    AND ${made('pg_proc', 'p.oid', "'e', 'i'")}))`;

/** Of those, what does no more than the libraries that the copy's server has anyway. */
const OF_THE_SERVER = `p.prolang IN (${LANGUAGE.internal}, ${LANGUAGE.c})
  AND NOT (${REACHES_THE_MACHINE} OR ${REACHES_OUT})`;

/** Of `pg_catalog` too, where superusers can make functions. */
const ROUTINES = `pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace`;

const reassign = `format('ALTER ROUTINE %s OWNER TO ${ROW_ROLE}', p.oid::regprocedure)`;

/** The right to call it is its owner's alone. */
const ONLY_OWNER = `ARRAY[makeaclitem(p.proowner, p.proowner, 'EXECUTE', false)]`;
const ONLY_BOOTSTRAP = `ARRAY[makeaclitem(${BOOTSTRAP}, ${BOOTSTRAP}, $x$EXECUTE$x$, false)]`;

const NEUTRALISED = 'SELECT "neutralised: its language can reach the machine"';

/** Roles to files, programs and other hosts, by the numbers of src/include/catalog/pg_authid.dat: names can be changed. */
const POWERFUL = {
  pg_read_server_files: 4569,
  pg_write_server_files: 4570,
  pg_execute_server_program: 4571,
  pg_create_subscription: 6304,
};

/**
 * What in production only trusted people could use becomes a way to the account of the server, where the branch's role
 * can call it: what superusers own goes to a role that is none, and everybody else loses more than their own tables.
 * The order matters: who is a superuser is asked before some no longer are.
 */
export const RIGHTS: readonly Neutralisation[] = [
  {
    // By their handlers, since a language can be renamed.
    what: 'languages declared trusted',
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_language SET lanpltrusted = false WHERE oid = %s', l.oid)]
      FROM pg_catalog.pg_language l LEFT JOIN pg_catalog.pg_proc h ON h.oid = l.lanplcallfoid
      WHERE l.lanpltrusted AND l.oid <> ${LANGUAGE.sql} AND coalesce(h.prosrc, '') NOT IN ('plpgsql_call_handler',
        'plperl_call_handler', 'pltcl_call_handler', 'plv8_call_handler', 'pljs_call_handler', 'pllua_call_handler')`,
  },
  {
    what: 'triggers in untrusted languages',
    find: `SELECT ARRAY[format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)]
      FROM pg_catalog.pg_trigger t, ${ROUTINES} WHERE p.oid = t.tgfoid AND NOT t.tgisinternal AND t.tgparentid = 0
        AND ${UNTRUSTED}`,
  },
  {
    // Not everything that calls a function asks for the right to: they get another body, which fails.
    what: 'functions in untrusted languages',
    find: `SELECT ARRAY[format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, session_user), format(
        'UPDATE pg_catalog.pg_proc p SET prolang = ${LANGUAGE.sql}, prosrc = %L, probin = NULL, prosecdef = false,
          proconfig = NULL, proacl = %s WHERE oid = %s', '${NEUTRALISED}', $acl$${ONLY_OWNER}$acl$, p.oid)]
      FROM ${ROUTINES} WHERE p.oid >= ${FIRST_OF_USERS} AND (${UNTRUSTED}) AND NOT (${OF_THE_SERVER})`,
  },
  {
    // Types that were made without an extension are of such functions, and need no right to be used.
    what: "functions of the server's libraries",
    find: `SELECT ARRAY[format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, session_user), format(
        'UPDATE pg_catalog.pg_proc p SET prosecdef = false, proconfig = NULL, proacl = %s WHERE oid = %s',
          $acl$${ONLY_OWNER}$acl$, p.oid)]
      FROM ${ROUTINES} WHERE p.oid >= ${FIRST_OF_USERS} AND (${UNTRUSTED}) AND (p.prosecdef
        OR p.proowner::regrole::text <> quote_ident(session_user) OR p.proacl::text IS DISTINCT FROM (${ONLY_OWNER})::text)`,
  },
  {
    what: "functions of PostgreSQL's own that reach the machine",
    silent: true,
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET proacl = ${ONLY_BOOTSTRAP}, proowner = ${BOOTSTRAP}
        WHERE oid = %s', p.oid)]
      FROM pg_catalog.pg_proc p WHERE p.oid < ${FIRST_OF_USERS} AND ${REACHES_THE_MACHINE}
        AND (p.proowner <> ${BOOTSTRAP} OR p.proacl::text IS DISTINCT FROM (${ONLY_BOOTSTRAP})::text)`,
  },
  {
    // None is by nature.
    what: "functions of PostgreSQL's own made security definer",
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET prosecdef = false WHERE oid = %s', p.oid)]
      FROM pg_catalog.pg_proc p WHERE p.prosecdef AND p.oid < ${FIRST_OF_USERS}`,
  },
  {
    // Those of extensions too: anything can be added to one.
    what: "superusers' security definer functions",
    find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE p.prosecdef AND p.proowner IN ${SUPERUSERS}
      AND NOT (${UNTRUSTED})`,
  },
  {
    what: "superusers' functions",
    silent: true,
    find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE NOT p.prosecdef AND p.proowner IN ${SUPERUSERS}
      AND p.oid >= ${FIRST_OF_USERS} AND NOT (${UNTRUSTED}) AND NOT ${made('pg_proc', 'p.oid', "'e', 'i'")}`,
  },
  {
    // Whether an aggregate may call its functions is asked of its owner.
    what: "superusers' aggregates",
    silent: true,
    find: `SELECT ARRAY[${reassign}] FROM ${ROUTINES} WHERE p.prokind = 'a' AND p.proowner IN ${SUPERUSERS}
      AND p.oid >= ${FIRST_OF_USERS}`,
  },
  {
    // VACUUM, ANALYZE and REFRESH run a table's expressions as its owner, and a view reads as its owner.
    what: "superusers' tables",
    silent: true,
    find: `SELECT ARRAY[format('ALTER TABLE %I.%I OWNER TO ${ROW_ROLE}', n.nspname, c.relname)]
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relowner IN ${SUPERUSERS}
        AND c.oid >= ${FIRST_OF_USERS}
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
      WHERE r.rolsuper OR r.oid IN (${Object.values(POWERFUL).join(', ')})`,
  },
  {
    what: "roles with the branch's name",
    find: `SELECT ARRAY[format('ALTER ROLE %I RENAME TO %I', rolname, rolname || '_' || oid)]
      FROM pg_catalog.pg_roles WHERE rolname = '${BRANCH_ROLE}'`,
  },
  {
    what: 'functions opened to roles',
    find: `SELECT ARRAY[format('UPDATE pg_catalog.pg_proc SET proacl = %L WHERE oid = %s', i.initprivs, p.oid)]
      FROM ${ROUTINES} JOIN pg_catalog.pg_init_privs i ON i.objoid = p.oid
      WHERE i.classoid = 'pg_catalog.pg_proc'::regclass AND NOT (${UNTRUSTED}) AND p.prosrc <> '${NEUTRALISED}'
        AND p.proacl::text IS DISTINCT FROM i.initprivs::text`,
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
    // Of columns too, and whatever the source says of how they were made.
    what: 'system tables that roles may write',
    find: `SELECT DISTINCT ARRAY[format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER
          ON TABLE %s FROM %s CASCADE', c.oid::regclass,
          CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END)]
      FROM pg_catalog.pg_class c, LATERAL (SELECT c.relacl AS acl UNION ALL SELECT a.attacl
          FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL) AS acls, aclexplode(acl) x
      WHERE c.oid < ${FIRST_OF_USERS} AND c.relkind = 'r' AND x.grantee <> c.relowner
        AND x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')`,
  },
  {
    // Their actions run with the rights of the view's owner.
    what: "rules on PostgreSQL's own views",
    find: `SELECT ARRAY[format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass)]
      FROM pg_catalog.pg_rewrite r WHERE r.ev_class < ${FIRST_OF_USERS} AND r.oid >= ${FIRST_OF_USERS}
        AND r.ev_type <> '1'`,
  },
  {
    // Since PostgreSQL 15: with ALTER SYSTEM one could run commands.
    what: 'settings opened to roles',
    find: `SELECT ARRAY['DELETE FROM pg_catalog.pg_parameter_acl',
        'VACUUM (FULL) pg_catalog.pg_parameter_acl'] FROM pg_catalog.pg_class
      WHERE oid = to_regclass('pg_catalog.pg_parameter_acl') AND pg_relation_size(oid) > 0`,
    silent: true,
  },
  {
    // Constraints and generated columns call them when rows are written.
    what: 'functions that not everybody may call',
    silent: true,
    find: `SELECT ARRAY[format('GRANT EXECUTE ON ROUTINE %s TO ${ROW_ROLE}', p.oid::regprocedure)]
      FROM ${ROUTINES} WHERE p.proacl IS NOT NULL AND ${USER_SCHEMA} AND NOT (${UNTRUSTED})
        AND NOT has_function_privilege('${ROW_ROLE}', p.oid, 'EXECUTE') AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_init_privs i WHERE i.classoid = 'pg_catalog.pg_proc'::regclass AND i.objoid = p.oid)`,
  },
];
