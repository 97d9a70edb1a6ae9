import type { Client } from 'pg';
import { BranchProdError } from '../../../../errors.ts';
import { readConfiguration } from '../../data-directory/configuration-files.ts';
import { RELATIONS_DIGEST } from '../read-source-state.ts';
import type { SourceState } from '../source-copy.ts';

/**
 * As `readSourceState`, asking only what every role may ask: instead of the cluster's identifier and its timeline,
 * which managed services refuse, the database's oid and the start of the server, which no other server shares.
 * `superuser` is a name that no role of the source has, for the copy's own. Throws `source-unsupported` for PGlite,
 * which serves one connection at a time.
 */
export async function readLogicalState(client: Client): Promise<SourceState> {
  const { rows } = await client.query<{
    database: string;
    started: string;
    snapshot: string;
    idle: boolean;
    relations: string;
    superuser: string;
    at: Date;
    version: string;
    server_version: string;
  }>(
    `SELECT (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database,
       extract(epoch FROM pg_postmaster_start_time())::text AS started,
       snapshot::text,
       pg_snapshot_xmin(snapshot) = pg_snapshot_xmax(snapshot) AS idle,
       ${RELATIONS_DIGEST} AS relations,
       (SELECT name FROM generate_series(0, (SELECT count(*) FROM pg_roles)) AS number,
          concat('branch_prod', nullif(number, 0)) AS name
        WHERE name NOT IN (SELECT rolname FROM pg_roles) ORDER BY number LIMIT 1) AS superuser,
       clock_timestamp() AS at, version(), current_setting('server_version') AS server_version
     FROM pg_current_snapshot() AS snapshot`,
  );
  const row = rows[0] as (typeof rows)[number];
  if (row.version.includes('(PGlite')) {
    throw new BranchProdError('source-unsupported', "PGlite can't be copied row by row", {
      nextStep: 'Set `source.dataDirectory` in the config, and `copy: files`.',
    });
  }
  const content = [row.database, row.started, row.snapshot, row.relations];
  return {
    fingerprint: row.idle ? [...content, await readConfiguration(client)] : undefined,
    at: new Date(row.at),
    server: `PostgreSQL ${row.server_version.split(' ')[0]}`,
    product: 'postgres',
    database: client.database ?? 'postgres',
    superuser: row.superuser,
  };
}
