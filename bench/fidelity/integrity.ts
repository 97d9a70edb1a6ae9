import type { Client } from 'pg';

/** What PostgreSQL's amcheck says of every B-tree and, from PostgreSQL 14 on, of every table. */
export interface AmcheckResult {
  readonly indexes: number;
  readonly tables: number;
  /** Names of what is damaged. */
  readonly damaged: readonly string[];
}

/** The sums that pgbench's transactions keep equal: unequal ones come from more than one instant. */
export interface BalanceSums {
  readonly accounts: string;
  readonly tellers: string;
  readonly branches: string;
  readonly history: string;
  readonly equal: boolean;
}

interface Relation {
  readonly oid: number;
  readonly name: string;
}

/**
 * Checks structure and order of every B-tree, that each row of its table is in it and that each key is found from the
 * root; and the pages, rows and out-of-line values of every table.
 */
export async function checkWithAmcheck(client: Client): Promise<AmcheckResult> {
  const damaged: string[] = [];
  const indexes = await relations(
    client,
    "relkind = 'i' AND relam = (SELECT oid FROM pg_am WHERE amname = 'btree')",
  );
  for (const { oid, name } of indexes) {
    await client
      .query('SELECT bt_index_parent_check($1::oid::regclass, true, true)', [oid])
      .catch(() => damaged.push(name));
  }
  const tables = (await hasVerifyHeapam(client))
    ? await relations(client, "relkind IN ('r', 't', 'm')")
    : [];
  for (const { oid, name } of tables) {
    const { rows } = await client.query<{ problems: number }>(
      'SELECT count(*)::int AS problems FROM verify_heapam($1::oid::regclass, check_toast => true)',
      [oid],
    );
    if (rows[0]?.problems !== 0) damaged.push(name);
  }
  return { indexes: indexes.length, tables: tables.length, damaged };
}

/** Reads the sums in one statement, so at one instant of the server that answers. */
export async function readBalanceSums(client: Client): Promise<BalanceSums> {
  const { rows } = await client.query<Omit<BalanceSums, 'equal'>>(
    `SELECT (SELECT coalesce(sum(abalance), 0) FROM pgbench_accounts)::text AS accounts,
            (SELECT coalesce(sum(tbalance), 0) FROM pgbench_tellers)::text AS tellers,
            (SELECT coalesce(sum(bbalance), 0) FROM pgbench_branches)::text AS branches,
            (SELECT coalesce(sum(delta), 0) FROM pgbench_history)::text AS history`,
  );
  const sums = rows[0] as (typeof rows)[number];
  return { ...sums, equal: new Set(Object.values(sums)).size === 1 };
}

/** A digest of every row of every user's table; equal for databases with the same rows, in whatever order. */
export async function digestRows(client: Client): Promise<string> {
  const tables = await relations(client, "relkind = 'r' AND relnamespace = 'public'::regnamespace");
  const digests: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ digest: string }>(
      `SELECT concat_ws(':', count(*), sum(hashtextextended(row::text, 0)::numeric)) AS digest
       FROM ${name} AS row`,
    );
    digests.push(`${name}=${rows[0]?.digest}`);
  }
  return digests.join(' ');
}

/** How far the load had come. */
export async function readLoadPosition(
  client: Client,
): Promise<{ transactions: number; batches: number }> {
  const { rows } = await client.query<{ transactions: number; batches: number }>(
    `SELECT (SELECT count(*)::int FROM pgbench_history) AS transactions,
            (SELECT max(batch) FROM passages) AS batches`,
  );
  return rows[0] as (typeof rows)[number];
}

async function relations(client: Client, condition: string): Promise<Relation[]> {
  const { rows } = await client.query<Relation>(
    `SELECT oid::int, oid::regclass::text AS name FROM pg_class
     WHERE relpersistence = 'p' AND ${condition} ORDER BY name`,
  );
  return rows;
}

async function hasVerifyHeapam(client: Client): Promise<boolean> {
  const { rowCount } = await client.query("SELECT FROM pg_proc WHERE proname = 'verify_heapam'");
  return rowCount !== 0;
}
