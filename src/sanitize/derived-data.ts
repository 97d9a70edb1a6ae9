import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import { isMasked } from './mask-tables.ts';
import type { Plan } from './plan.ts';
import { qualified } from './sql.ts';

/** SQLSTATE object_not_in_prerequisite_state: among others, of a view that has no rows yet. */
const NOT_POPULATED = '55000';

/**
 * Makes anew what holds values of rows that are no more: tables without a mask may have deleted rows, materialized
 * views and statistics come from the rows of before. PostgreSQL runs the expressions of a table or view as its owner,
 * who is no superuser any more. Throws `mask-failed`, without a value.
 */
export async function renewDerivedData(client: Client, catalog: Catalog, plan: Plan) {
  const rewritten = new Set(plan.tables.filter(isMasked).map(({ table }) => table.oid));
  for (const table of catalog.tables) {
    // A vector index built anew would rank differently: where nothing is masked, the table stays as it is.
    if (rewritten.has(table.oid) || table.vectorIndexes.length > 0) continue;
    await run(client, `VACUUM (FULL) ${qualified(table)}`, qualified(table));
  }
  await refreshViews(client);
  await renewStatistics(client);
}

/** A view may read others: none has rows of before when the first is filled, and each waits for those that it reads. */
async function refreshViews(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'm' AND c.relispopulated ORDER BY c.oid`,
  );
  let waiting = rows.map(({ name }) => name);
  for (const name of waiting) {
    await run(client, `REFRESH MATERIALIZED VIEW ${name} WITH NO DATA`, name);
  }
  while (waiting.length > 0) {
    const left: string[] = [];
    for (const name of waiting) {
      await run(client, `REFRESH MATERIALIZED VIEW ${name}`, name).catch((error) => {
        if (!(error instanceof Failed) || error.state !== NOT_POPULATED) throw error;
        left.push(name);
        if (left.length === waiting.length) throw error;
      });
    }
    waiting = left;
  }
}

/**
 * All of them, since ANALYZE leaves what it doesn't gather again: of empty tables, of columns without a target, of
 * a partitioned table's parts together. The rows of extended statistics are made by CREATE STATISTICS before
 * PostgreSQL 15 (src/backend/statistics/extended_stats.c), so that only their values go.
 */
async function renewStatistics(client: Client): Promise<void> {
  await client.query('DELETE FROM pg_catalog.pg_statistic');
  const { rows } = await client.query<{ assignments: string }>(
    `SELECT string_agg(format('%I = NULL', attname), ', ') AS assignments FROM pg_catalog.pg_attribute
      WHERE attrelid = 'pg_catalog.pg_statistic_ext_data'::regclass AND attname ~ '^stxd' AND attname <> 'stxdinherit'`,
  );
  await client.query(`UPDATE pg_catalog.pg_statistic_ext_data SET ${rows[0]?.assignments}`);
  await run(client, 'ANALYZE', 'a table (ANALYZE)');
  await client.query('VACUUM (FULL) pg_catalog.pg_statistic');
  await client.query('VACUUM (FULL) pg_catalog.pg_statistic_ext_data');
}

class Failed extends BranchProdError {
  readonly state: string | undefined;

  constructor(name: string, state: string | undefined) {
    super('mask-failed', `${name} could not be made anew from masked rows (SQLSTATE ${state})`, {
      nextStep: 'See that it works for an owner who is no superuser, or remove it from the source.',
    });
    this.state = state;
  }
}

/** An error of PostgreSQL may quote a value. */
async function run(client: Client, statement: string, name: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    throw new Failed(name, (error as { code?: string }).code);
  }
}
