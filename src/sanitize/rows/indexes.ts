import type { Client } from 'pg';
import { BranchProdError } from '../../errors.ts';
import type { Table } from '../catalog.ts';
import { qualified } from '../sql.ts';

interface Index {
  readonly oid: number;
  /** As SQL reads it. */
  readonly name: string;
  readonly isValid: boolean;
  readonly columns: string;
}

/**
 * Keeps a table's indexes from being written: one that is not live is neither updated by a COPY nor rebuilt by TRUNCATE
 * (src/include/catalog/pg_index.h). What an interrupted CREATE INDEX CONCURRENTLY has left is of use to nobody, and goes.
 */
export async function hideIndexes(client: Client, table: Table): Promise<void> {
  for (const { name, isValid } of await readIndexes(client, table)) {
    if (!isValid) await client.query(`DROP INDEX ${name}`);
  }
  await client.query('UPDATE pg_catalog.pg_index SET indislive = false WHERE indrelid = $1', [
    table.oid,
  ]);
  await sendWord(client, table);
}

/**
 * Builds the hidden indexes anew, but for `kept`, which are as they were before, for rows that are elsewhere now. Throws
 * `mask-failed`, naming constraint and columns.
 */
export async function rebuildIndexes(
  client: Client,
  table: Table,
  kept: readonly number[],
): Promise<void> {
  for (const index of await readIndexes(client, table)) {
    await client.query('UPDATE pg_catalog.pg_index SET indislive = true WHERE indexrelid = $1', [
      index.oid,
    ]);
    await sendWord(client, table);
    if (!kept.includes(index.oid)) await rebuild(client, table, index);
  }
}

async function rebuild(client: Client, table: Table, { name, columns }: Index): Promise<void> {
  try {
    await client.query(`REINDEX INDEX ${name}`);
  } catch (error) {
    // The details of the error quote the values.
    const { code } = error as { code?: string };
    throw new BranchProdError(
      'mask-failed',
      `the masked rows of ${qualified(table)} do not fit the index ${name} on ${columns}, SQLSTATE ${code}`,
      {
        nextStep:
          'Give its columns masks that keep values apart and fit it, such as hash or email.',
        cause: code === undefined ? error : undefined,
      },
    );
  }
}

/** Constraints first: what they say of the values is what most reads of a function in another index rely on. */
async function readIndexes(client: Client, table: Table): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `SELECT i.indexrelid::int8::int AS oid, format('%I.%I', n.nspname, c.relname) AS name, i.indisvalid AS "isValid",
      (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, false), ', ') FROM generate_series(1, i.indnkeyatts) AS k)
        AS columns
    FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indrelid = $1 ORDER BY i.indisprimary DESC, i.indisunique DESC, i.indexrelid`,
    [table.oid],
  );
  return rows;
}

/** The table's own entry is what sends word to caches that hold its list of indexes. */
async function sendWord(client: Client, table: Table): Promise<void> {
  await client.query('UPDATE pg_catalog.pg_class SET relname = relname WHERE oid = $1', [
    table.oid,
  ]);
}
