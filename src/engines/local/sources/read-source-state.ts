import type { Client } from 'pg';
import { BranchProdError } from '../../../errors.ts';
import { readConfiguration } from '../data-directory/configuration-files.ts';
import type { SourceState } from './source-copy.ts';

/** As the server itself tells it. */
export interface ServerState extends SourceState {
  readonly systemIdentifier: string;
}

/** SQL for the traces that VACUUM leaves, which has no transaction id. */
export const RELATIONS_DIGEST = `(SELECT coalesce(md5(string_agg(
  concat_ws(' ', oid, relpages, reltuples, relallvisible, relfrozenxid), ',' ORDER BY oid)), '')
  FROM pg_class WHERE relkind IN ('r', 'i', 't', 'm'))`;

/**
 * What the cache goes by. Every change of data needs a transaction id, so with no transaction in progress (xmin =
 * xmax) the next id to be given, on the same timeline of the same cluster, stands for the content. The position in
 * the write-ahead log would not do: reads, checkpoints and restarts move it. VACUUM needs no id but may repair a
 * vector index, and with it change rankings; it leaves its traces in pg_class. Settings are no data, but the copy has
 * them. Sequences may run ahead by up to 32. Throws `source-unsupported` without a superuser who may log in.
 */
export async function readSourceState(client: Client): Promise<ServerState> {
  const { rows } = await client.query<{
    system: string;
    timeline: string;
    snapshot: string;
    idle: boolean;
    relations: string;
    superuser: string | null;
    at: Date;
    version: string;
    server_version: string;
  }>(
    `SELECT system_identifier::text AS system,
       (SELECT timeline_id::text FROM pg_control_checkpoint()) AS timeline,
       snapshot::text,
       pg_snapshot_xmin(snapshot) = pg_snapshot_xmax(snapshot) AS idle,
       ${RELATIONS_DIGEST} AS relations,
       (SELECT rolname FROM pg_roles WHERE rolsuper AND rolcanlogin ORDER BY oid LIMIT 1) AS superuser,
       clock_timestamp() AS at, version(), current_setting('server_version') AS server_version
     FROM pg_control_system(), pg_current_snapshot() AS snapshot`,
  );
  const row = rows[0] as (typeof rows)[number];
  if (row.superuser === null) {
    throw new BranchProdError('source-unsupported', 'The source has no superuser who may log in', {
      nextStep:
        'Let one of its superusers log in there (`ALTER ROLE … LOGIN`): its copy needs one.',
    });
  }
  const product = row.version.includes('(PGlite') ? 'pglite' : 'postgres';
  const release = row.server_version.split(' ')[0];
  const content = [row.system, row.timeline, row.snapshot, row.relations];
  return {
    fingerprint: row.idle ? [...content, await readConfiguration(client)] : undefined,
    systemIdentifier: row.system,
    at: new Date(row.at),
    server: `PostgreSQL ${release}${product === 'pglite' ? ' (PGlite)' : ''}`,
    product,
    database: client.database ?? 'postgres',
    superuser: row.superuser,
  };
}
