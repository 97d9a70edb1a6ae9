import type { Client } from 'pg';
import type { PrivateCopy } from '../engines/engine.ts';
import { connectForRows } from './row-role.ts';
import { identifier } from './sql.ts';

/** The tables in which well-known queues keep their jobs, wherever the schema's name is the application's choice. */
const QUEUES = [
  "c.relname IN ('delayed_jobs', 'good_jobs', 'oban_jobs', 'procrastinate_jobs', 'que_jobs', 'river_job', 'solid_queue_jobs')",
  "n.nspname = 'graphile_worker' AND c.relname IN ('_private_jobs', 'jobs')",
  "n.nspname = 'pgboss' AND c.relname ~ '^j' AND c.relname <> 'job_common'",
  "n.nspname = 'pgmq' AND c.relname ~ '^q_'",
].join(' OR ');

/**
 * Sentences for the report about queues of jobs that are not empty: by themselves rows do nothing, but the workers of a
 * preview would take them for theirs. To be asked of a masked copy, before its proof.
 */
export async function noteWaitingJobs(copy: PrivateCopy): Promise<string[]> {
  const client = await connectForRows(copy);
  try {
    const names: string[] = [];
    for (const table of await findQueues(client)) {
      const { rowCount } = await client.query(`SELECT FROM ONLY ${table.sql} LIMIT 1`);
      if (rowCount !== 0) names.push(table.name);
    }
    if (names.length === 0) return [];
    return [
      `Jobs of production wait in ${names.join(', ')}: workers of a preview would run them. Name the table in \`sanitize.tables\` to leave them out.`,
    ];
  } finally {
    await client.end();
  }
}

async function findQueues(client: Client): Promise<{ sql: string; name: string }[]> {
  const { rows } = await client.query<{ schema: string; table: string }>(
    `SELECT n.nspname AS schema, c.relname AS table FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND (${QUEUES})
      ORDER BY n.nspname, c.relname`,
  );
  return rows.map(({ schema, table }) => ({
    sql: `${identifier(schema)}.${identifier(table)}`,
    name: `${schema}.${table}`,
  }));
}
