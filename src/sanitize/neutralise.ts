import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';
import type { Neutralisation } from './neutralisation.ts';
import { RIGHTS } from './rights.ts';
import { makeRowRole } from './row-role.ts';
import { SETTINGS } from './session-settings.ts';

/** The first statement is the first change to a copy: before PostgreSQL 17 event triggers can't be off altogether. */
const FIRST: readonly Neutralisation[] = [
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
    what: 'foreign servers',
    find: `SELECT ARRAY[format('DROP SERVER %I CASCADE', srvname)] FROM pg_catalog.pg_foreign_server`,
  },
  {
    what: 'extensions that reach other hosts',
    find: `SELECT ARRAY[format('DROP EXTENSION IF EXISTS %I CASCADE', extname)] FROM pg_catalog.pg_extension
      WHERE extname IN ('aws_lambda', 'aws_s3', 'dblink', 'http', 'pg_cron', 'pg_net', 'plsh', 'postgres_fdw')`,
  },
  {
    what: 'role passwords',
    find: `SELECT ARRAY[format('ALTER ROLE %I PASSWORD NULL', rolname)] FROM pg_catalog.pg_authid
      WHERE rolpassword IS NOT NULL`,
  },
];

/**
 * Takes from a copy what could act outside it, or give the branch's role more than the branch. Returns what was found,
 * as `subscriptions: 1`; other databases are counted here and dropped by the engine. Throws `mask-failed` when
 * something resists or when there are large objects, which no policy can name.
 */
export async function neutralise(client: Client): Promise<string[]> {
  const done: string[] = [];
  for (const neutralisation of [...FIRST, ...SETTINGS])
    done.push(...(await end(client, neutralisation)));
  await makeRowRole(client);
  for (const neutralisation of RIGHTS) done.push(...(await end(client, neutralisation)));
  const { rows } = await client.query<{ others: number }>(
    `SELECT count(*)::int AS others FROM pg_catalog.pg_database
      WHERE datname <> current_database() AND NOT datistemplate AND datname NOT IN ('template0', 'template1')`,
  );
  const others = rows[0]?.others ?? 0;
  if (others > 0) done.push(`other databases: ${others}`);
  const large = await client.query('SELECT FROM pg_catalog.pg_largeobject_metadata LIMIT 1');
  if (large.rowCount !== 0) {
    throw new BranchProdError('mask-failed', 'the source has large objects, which have no mask', {
      nextStep: 'Move them into a column that the policy can name, or remove them (lo_unlink).',
    });
  }
  return done;
}

async function end(client: Client, { what, silent, find }: Neutralisation): Promise<string[]> {
  const { rows } = await client.query<[string[]]>({ text: find, rowMode: 'array' });
  for (const [statements] of rows) {
    for (const statement of statements) await run(client, what, statement);
  }
  return rows.length === 0 || silent ? [] : [`${what}: ${rows.length}`];
}

async function run(client: Client, what: string, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new BranchProdError(
      'mask-failed',
      `${what} could not be neutralised (SQLSTATE ${code})`,
      {
        nextStep: 'Nothing was branched. Report this with the version of PostgreSQL.',
      },
    );
  }
}
