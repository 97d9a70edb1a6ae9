import type { Client } from 'pg';
import type { Column, Table } from '../catalog.ts';
import { identifier, qualified } from '../sql.ts';

/** What was seen of a table: only ever in memory. */
export interface Sample {
  readonly rows: number;
  /** For each column its values that are not NULL, cut to their beginnings. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Why nothing was seen, if so. */
  readonly skipped?: string | undefined;
}

const ROWS = 1000;
const LONGEST = 2000;
/** Where a table is larger, reading its first rows would show the oldest ones only. */
const LARGE = 20_000;

/**
 * Reads some rows of a table, or of the largest part of a partitioned one. A table that the role may not read, or that
 * takes longer than the statement timeout, is skipped, and the sample says so. Needs an open transaction.
 */
export async function readSample(client: Client, parts: readonly Table[]): Promise<Sample> {
  const [table] = parts.toSorted((a, b) => (b.estimatedRows ?? 0) - (a.estimatedRows ?? 0));
  const columns = table?.columns.filter(isLookedAt) ?? [];
  if (table === undefined || columns.length === 0) return { rows: 0, values: new Map() };
  const refused = await whyUnreadable(client, table);
  if (refused !== undefined) return skip(refused);
  await client.query('SAVEPOINT branch_prod_sample');
  try {
    const rows = await readRows(client, table, columns);
    return {
      rows: rows.length,
      values: new Map(
        columns.map(({ name }, index) => [
          name,
          rows.map((row) => row[index]).filter((value) => value !== null && value !== undefined),
        ]),
      ),
    };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    // Without a code it is the connection that failed.
    if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || code.startsWith('57P'))
      throw error;
    await client.query('ROLLBACK TO SAVEPOINT branch_prod_sample');
    return skip(code === '57014' ? 'took too long' : `could not be read (${code})`);
  }
}

function skip(skipped: string): Sample {
  return { rows: 0, values: new Map(), skipped };
}

function isLookedAt({ generated, isVector, typname }: Column): boolean {
  return !generated && !isVector && typname !== 'bytea' && typname !== 'tsvector';
}

async function whyUnreadable(client: Client, { oid }: Table): Promise<string | undefined> {
  const { rows } = await client.query<{ readable: boolean; filtered: boolean }>(
    `SELECT has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(oid, 'SELECT') AS readable,
      row_security_active(oid) AS filtered FROM pg_catalog.pg_class WHERE oid = $1::oid`,
    [oid],
  );
  if (rows[0]?.filtered) return 'shows this role only some rows (row security)';
  return rows[0]?.readable ? undefined : 'may not be read by this role';
}

async function readRows(client: Client, table: Table, columns: readonly Column[]) {
  const list = columns.map(({ name }) => `left(${identifier(name)}::text, ${LONGEST})`).join(', ');
  const from = `SELECT ${list} FROM ONLY ${qualified(table)}`;
  const estimate = table.estimatedRows ?? 0;
  const read = async (text: string) =>
    (await client.query<(string | null)[]>({ text, rowMode: 'array' })).rows;
  if (estimate > LARGE) {
    const percent = Math.min(100, (200 * ROWS) / estimate);
    const rows = await read(`${from} TABLESAMPLE SYSTEM (${percent}) REPEATABLE (1) LIMIT ${ROWS}`);
    if (rows.length > 0) return rows;
  }
  return read(`${from} LIMIT ${ROWS}`);
}
