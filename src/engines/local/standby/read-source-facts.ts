import type { Client } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import { readConfiguration } from '../data-directory/configuration-files.ts';
import { noReplication } from './no-replication.ts';

/** What a standby has to know of its source. */
export interface SourceFacts {
  readonly major: number;
  readonly superuser: string;
  /** Lines of postgresql.conf with which queries are answered as the source answers them. */
  readonly configuration: string;
  /** Settings of which a standby must have at least as much as its source. */
  readonly limits: Readonly<Record<string, string>>;
  readonly tablespaces: readonly { readonly oid: string; readonly location: string }[];
}

/** https://www.postgresql.org/docs/18/hot-standby.html#HOT-STANDBY-ADMIN */
const LIMITS = [
  'max_connections',
  'max_locks_per_transaction',
  'max_prepared_transactions',
  'max_wal_senders',
  'max_worker_processes',
];

/** Throws `source-unsupported` for a source that can't have a standby, or would come to depend on it. */
export async function readSourceFacts(client: Client): Promise<SourceFacts> {
  const { rows } = await client.query<{
    major: number;
    pglite: boolean;
    wal_level: string;
    synchronous: string;
    may_replicate: boolean;
    role: string;
    superuser: string | null;
    limits: Record<string, string>;
  }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS major,
       version() LIKE '%(PGlite%' AS pglite,
       current_setting('wal_level') AS wal_level,
       current_setting('synchronous_standby_names') AS synchronous,
       (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may_replicate,
       current_user AS role,
       (SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1) AS superuser,
       (SELECT json_object_agg(name, setting) FROM pg_settings WHERE name = ANY($1)) AS limits`,
    [LIMITS],
  );
  const row = rows[0] as (typeof rows)[number];
  if (row.pglite) throw noReplication('PGlite replicates to nobody', 'Use its files');
  if (row.wal_level === 'minimal') {
    throw noReplication('its wal_level is minimal', 'Set `wal_level = replica` and restart it');
  }
  if (!row.may_replicate) {
    const role = client.escapeIdentifier(row.role);
    throw noReplication(
      `its role ${role} lacks REPLICATION`,
      `Run \`ALTER ROLE ${role} REPLICATION;\` there as a superuser`,
    );
  }
  if (row.superuser === null) {
    throw noReplication('it has no superuser who may log in', 'Let one of its superusers log in');
  }
  refuseToBeWaitedFor(row.synchronous);
  const { major, superuser, limits } = row;
  const configuration = await readConfiguration(client);
  return { major, superuser, limits, configuration, tablespaces: await readTablespaces(client) };
}

/** A `*` makes every standby one whose answer commits may wait for, ours too. */
function refuseToBeWaitedFor(synchronousStandbyNames: string): void {
  if (!/\*/.test(synchronousStandbyNames.replaceAll(/"[^"]*"/g, ''))) return;
  throw new BranchProdError(
    'source-unsupported',
    "The source's synchronous_standby_names holds a *: its commits could wait for our standby",
    { nextStep: 'Name the standbys there that commits shall wait for.' },
  );
}

async function readTablespaces(client: Client): Promise<SourceFacts['tablespaces']> {
  const { rows } = await client.query<{ oid: string; location: string }>(
    `SELECT oid::text, pg_tablespace_location(oid) AS location FROM pg_tablespace
     WHERE pg_tablespace_location(oid) LIKE '/%' ORDER BY oid`,
  );
  return rows;
}
