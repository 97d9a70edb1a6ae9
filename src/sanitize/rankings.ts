import type { Client } from 'pg';
import type { Catalog, Table, VectorIndex } from './catalog.ts';
import type { Plan } from './plan.ts';
import { identifier, qualified } from './sql.ts';

/** How many queries compare one index, and how many rows each asks for. */
const PROBES = 200;
const TOP = 10;

/**
 * The answers of one index to its probe queries, in rank order. It refers to table, index and columns by their names
 * alone, so that another cluster can be asked the same.
 */
export interface Rankings {
  readonly table: Table;
  readonly index: VectorIndex;
  /** The vectors asked for, as text. */
  readonly probes: readonly string[];
  readonly answers: readonly (readonly RankedRow[])[];
}

/** What names a row: its primary key, and its vector for where there is none or a mask changes it. */
interface RankedRow {
  readonly key: string;
  readonly vector: string;
}

/** Asks every vector index for the nearest rows of vectors spread over its table. To be called in a transaction. */
export async function captureRankings(client: Client, catalog: Catalog): Promise<Rankings[]> {
  const captured: Rankings[] = [];
  for (const table of catalog.tables) {
    for (const index of table.vectorIndexes) {
      const probes = await chooseProbes(client, table, identifier(index.column));
      captured.push(await captureAgain(client, { table, index, probes, answers: [] }));
    }
  }
  return captured;
}

/** The same queries asked again. To be called in a transaction. */
export async function captureAgain(client: Client, rankings: Rankings): Promise<Rankings> {
  const { table, index, probes } = rankings;
  const column = identifier(index.column);
  const key = table.primaryKey.map(identifier).join(', ');
  const answers: RankedRow[][] = [];
  // On a small table the planner prefers to read everything, which would say nothing about the index.
  await client.query('SET LOCAL enable_seqscan = off');
  for (const probe of probes) {
    const { rows } = await client.query<RankedRow>(
      `SELECT json_build_array(${key})::text AS key, md5(${column}::text) AS vector FROM ONLY ${qualified(table)}
        ORDER BY ${column} ${index.operator} $1 LIMIT ${TOP}`,
      [probe],
    );
    answers.push(rows);
  }
  return { ...rankings, answers };
}

/** Runs `work` in a read-only transaction. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN READ ONLY');
  const result = await work();
  await client.query('COMMIT');
  return result;
}

/**
 * Compares two captures of the same indexes: same rows in the same order, and the share of the same rows. Rows are
 * named by their primary key, or by their vector where the plan changes the key.
 */
export function compareRankings(
  before: readonly Rankings[],
  after: readonly Rankings[],
  plan: Plan,
): { probes: number; identical: number; overlap: number } {
  const pairs = before.flatMap(({ table, answers }, index) => {
    const name = keepsKey(plan, table) ? 'key' : 'vector';
    return answers.map((answer, probe) => {
      const again = after[index]?.answers[probe] ?? [];
      return [answer.map((row) => row[name]), again.map((row) => row[name])] as const;
    });
  });
  const overlaps = pairs.map(([a, b]) =>
    a.length === 0 ? 1 : a.filter((row) => b.includes(row)).length / a.length,
  );
  return {
    probes: pairs.length,
    identical: pairs.filter(([a, b]) => a.length === b.length && a.every((row, i) => row === b[i]))
      .length,
    overlap:
      pairs.length === 0 ? 1 : overlaps.reduce((sum, value) => sum + value, 0) / pairs.length,
  };
}

/** Counts first: to count and number in one query, PostgreSQL would put the whole table aside, on the source's disk. */
async function chooseProbes(client: Client, table: Table, column: string): Promise<string[]> {
  const rows = `FROM ONLY ${qualified(table)} WHERE ${column} IS NOT NULL`;
  const { rows: counted } = await client.query<{ total: string }>(
    `SELECT count(*) AS total ${rows}`,
  );
  const { rows: probes } = await client.query<{ probe: string }>(
    `SELECT vector::text AS probe FROM (SELECT ${column} AS vector, row_number() OVER () AS number ${rows}) AS numbered
      WHERE number % greatest(1, $1::int8 / $2::int) = 0 LIMIT $2`,
    [counted[0]?.total, PROBES],
  );
  return probes.map(({ probe }) => probe);
}

/** Tables of two clusters have different oids. */
function keepsKey({ tables }: Plan, { schema, name, primaryKey }: Table): boolean {
  const planned = tables.find(({ table }) => table.schema === schema && table.name === name);
  const masked = planned?.columns.some(({ column }) => primaryKey.includes(column.name));
  return primaryKey.length > 0 && !masked;
}
