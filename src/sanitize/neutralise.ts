import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';

/** Something by which a clone could act on the world outside, or hold what is not the previewed database's. */
interface Neutralisation {
  readonly what: string;
  /** A query whose rows are the statements that put an end to it, one for each thing found. */
  readonly find: string;
}

const NEUTRALISATIONS: readonly Neutralisation[] = [
  {
    what: 'prepared transactions',
    find: `SELECT format('ROLLBACK PREPARED %L', gid) FROM pg_prepared_xacts WHERE database = current_database()`,
  },
  {
    what: 'subscriptions',
    find: `SELECT format('ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); DROP SUBSCRIPTION %1$I', subname)
      FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  },
  {
    what: 'foreign servers',
    find: `SELECT format('DROP SERVER %I CASCADE', srvname) FROM pg_foreign_server`,
  },
  {
    what: 'event triggers',
    find: `SELECT format('ALTER EVENT TRIGGER %I DISABLE', evtname) FROM pg_event_trigger WHERE evtenabled <> 'D'`,
  },
  {
    what: 'extensions that reach other hosts',
    find: `SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension
      WHERE extname IN ('aws_lambda', 'aws_s3', 'dblink', 'http', 'pg_cron', 'pg_net', 'plsh', 'postgres_fdw')`,
  },
  {
    what: 'role passwords',
    find: `SELECT format('ALTER ROLE %I PASSWORD NULL', rolname) FROM pg_authid WHERE rolpassword IS NOT NULL`,
  },
  {
    what: 'other databases',
    find: `SELECT format('ALTER DATABASE %1$I IS_TEMPLATE false; DROP DATABASE %1$I', datname) FROM pg_database
      WHERE datname <> current_database() AND datname NOT IN ('template0', 'template1')`,
  },
];

/**
 * Takes from a copy what could act outside it, and what is not the previewed database. Returns what was found, as
 * `subscriptions: 1`. Throws `mask-failed` when something resists or when there are large objects, which no policy
 * can name.
 */
export async function neutralise(client: Client): Promise<string[]> {
  const done: string[] = [];
  for (const { what, find } of NEUTRALISATIONS) {
    const { rows } = await client.query<[string]>({ text: find, rowMode: 'array' });
    for (const [statements] of rows) {
      for (const statement of statements.split('; ')) await run(client, what, statement);
    }
    if (rows.length > 0) done.push(`${what}: ${rows.length}`);
  }
  const large = await client.query('SELECT FROM pg_largeobject_metadata LIMIT 1');
  if (large.rowCount !== 0) {
    throw new BranchProdError('mask-failed', 'the source has large objects, which have no mask', {
      nextStep: 'Move them into a column that the policy can name, or remove them (lo_unlink).',
    });
  }
  return done;
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
