import type { Client } from 'pg';
import type { Catalog, Table, VectorIndex } from './catalog.ts';
import type { Plan } from './plan.ts';
import { identifier, qualified } from './sql.ts';

/** How many queries compare one index, and how many rows each asks for. */
const PROBES = 200;
const TOP = 10;

/** The answers of one index to its probe queries: the rows' identities in rank order. */
export interface Rankings {
  readonly table: Table;
  readonly index: VectorIndex;
  /** The SQL expression that names a row. */
  readonly identity: string;
  /** The vectors asked for, as text. */
  readonly probes: readonly string[];
  readonly answers: readonly (readonly string[])[];
}

/**
 * Asks every vector index for the nearest rows of vectors spread over its table. Rows are named by their primary key,
 * or by their vector where a mask changes the key.
 */
export async function captureRankings(
  client: Client,
  catalog: Catalog,
  plan: Plan,
): Promise<Rankings[]> {
  const captured: Rankings[] = [];
  for (const table of catalog.tables) {
    const masked = plan.tables.find((planned) => planned.table === table)?.columns ?? [];
    const keyKept =
      table.primaryKey.length > 0 &&
      !masked.some(({ column }) => table.primaryKey.includes(column.name));
    for (const index of table.vectorIndexes) {
      const column = identifier(index.column);
      const identity = keyKept
        ? `json_build_array(${table.primaryKey.map(identifier).join(', ')})::text`
        : `md5(${column}::text)`;
      const { rows } = await client.query<{ probe: string }>(
        `SELECT probe FROM (
           SELECT ${column}::text AS probe, row_number() OVER () AS number, count(*) OVER () AS total
           FROM ONLY ${qualified(table)} WHERE ${column} IS NOT NULL) AS numbered
         WHERE number % greatest(1, total / $1::int) = 0 LIMIT $1`,
        [PROBES],
      );
      const probes = rows.map(({ probe }) => probe);
      const rankings = { table, index, identity, probes, answers: [] };
      captured.push(await captureAgain(client, rankings));
    }
  }
  return captured;
}

/** The same queries asked again. */
export async function captureAgain(client: Client, rankings: Rankings): Promise<Rankings> {
  const { table, index, identity, probes } = rankings;
  const column = identifier(index.column);
  const answers: string[][] = [];
  await client.query('BEGIN READ ONLY');
  // On a small table the planner prefers to read everything, which would say nothing about the index.
  await client.query('SET LOCAL enable_seqscan = off');
  for (const probe of probes) {
    const { rows } = await client.query<[string]>({
      text: `SELECT ${identity} FROM ONLY ${qualified(table)}
        ORDER BY ${column} ${index.operator} $1 LIMIT ${TOP}`,
      values: [probe],
      rowMode: 'array',
    });
    answers.push(rows.map(([row]) => row));
  }
  await client.query('COMMIT');
  return { ...rankings, answers };
}

/** Compares two captures of the same indexes: same rows in the same order, and the share of the same rows. */
export function compareRankings(
  before: readonly Rankings[],
  after: readonly Rankings[],
): { probes: number; identical: number; overlap: number } {
  const pairs = before.flatMap(({ answers }, index) =>
    answers.map((answer, probe) => [answer, after[index]?.answers[probe] ?? []] as const),
  );
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
