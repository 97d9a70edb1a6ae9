import type { Client } from 'pg';
import type { Catalog, Column, Table } from './catalog.ts';
import type { Plan } from './plan.ts';
import { columnName, identifier, qualified } from './sql.ts';

/** How many queries compare one index, and how many rows each asks for. */
const PROBES = 200;
const TOP = 10;
/** A column without an index is compared row by row, so that few probes and the first rows must do. */
const EXACT_PROBES = 20;
const EXACT_ROWS = 2000;

/**
 * The answers of one vector column to its probe queries, in rank order. It refers to table and columns by their names
 * alone, so that another cluster can be asked the same.
 */
export interface Rankings {
  readonly table: Table;
  readonly column: string;
  /** What is compared, as SQL: the column, or what an index makes of it. */
  readonly expression: string;
  /** Of a partial index, as SQL. */
  readonly condition?: string | undefined;
  /** With its schema, which no search path needs to have: `OPERATOR(public.<->)`. */
  readonly operator: string;
  /** Whether an index answers; else the distances of the table's first rows do. */
  readonly indexed: boolean;
  /** The vectors asked for, as text. */
  readonly probes: readonly string[];
  readonly answers: readonly (readonly RankedRow[])[];
}

/** What names a row: its primary key, and its vector for where there is none or a mask changes it. */
interface RankedRow {
  readonly key: string;
  readonly vector: string;
}

/** How the rankings of one column, or of all, compare with those of before. */
export interface RankingsCompared {
  readonly probes: number;
  readonly identical: number;
  readonly overlap: number;
}

/** Asks every vector column for the nearest rows of vectors spread over its table. To be called in a transaction. */
export async function captureRankings(client: Client, catalog: Catalog): Promise<Rankings[]> {
  const captured: Rankings[] = [];
  for (const table of catalog.tables) {
    const asked = [
      ...table.vectorIndexes.map((index) => ({ ...index, indexed: true })),
      ...(await unindexed(client, table)),
    ];
    for (const of of asked) {
      const { column, expression, condition, operator, indexed } = of;
      const known = { table, column, expression, condition, operator, indexed };
      const unanswered = { ...known, probes: await chooseProbes(client, known), answers: [] };
      captured.push(await captureAgain(client, unanswered));
    }
  }
  return captured;
}

/** The same queries asked again. To be called in a transaction. */
export async function captureAgain(client: Client, rankings: Rankings): Promise<Rankings> {
  const { table, expression, operator, indexed, probes } = rankings;
  const key = table.primaryKey.map(identifier).join(', ');
  const answers: RankedRow[][] = [];
  // On a small table the planner prefers to read and sort everything, which would say nothing about the index.
  for (const way of ['enable_seqscan', 'enable_sort']) {
    await client.query(`SET LOCAL ${way} = ${indexed ? 'off' : 'on'}`);
  }
  const rows = comparedRows(rankings);
  for (const probe of probes) {
    const { rows: answer } = await client.query<RankedRow>(
      `SELECT json_build_array(${key})::text AS key, md5(${expression}::text) AS vector ${rows}
        ORDER BY ${expression} ${operator} $1 LIMIT ${TOP}`,
      [probe],
    );
    answers.push(answer);
  }
  return { ...rankings, answers };
}

type Asked = Omit<Rankings, 'probes' | 'answers'>;

/** Without an index the first rows must do; masking keeps their order. */
function comparedRows({ table, expression, condition, indexed }: Asked): string {
  const rows = `FROM ONLY ${qualified(table)} WHERE ${expression} IS NOT NULL`;
  if (indexed) return condition === undefined ? rows : `${rows} AND (${condition})`;
  return `FROM (SELECT * ${rows} LIMIT ${EXACT_ROWS}) AS first_rows`;
}

/** Vector columns without an index, if all of their vectors have the same dimensions, by which alone they compare. */
async function unindexed(client: Client, table: Table) {
  const columns = table.columns.filter(
    ({ name, type, isVector, isArray }: Column) =>
      isVector &&
      !isArray &&
      type.endsWith(')') &&
      !table.vectorIndexes.some(({ column }) => column === name),
  );
  if (columns.length === 0) return [];
  const { rows } = await client.query<{ schema: string }>(
    `SELECT n.nspname AS schema FROM pg_catalog.pg_extension e
      JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'`,
  );
  const operator = `OPERATOR(${identifier(rows[0]?.schema ?? 'public')}.<->)`;
  return columns.map(({ name }) => ({
    column: name,
    expression: identifier(name),
    condition: undefined,
    operator,
    indexed: false,
  }));
}

/**
 * Compares two captures of the same columns: same rows in the same order, and the share of the same rows. Rows are
 * named by their primary key, or by their vector where the plan changes the key.
 */
export function compareRankings(
  before: readonly Rankings[],
  after: readonly Rankings[],
  plan: Plan,
): RankingsCompared & { columns: (RankingsCompared & { column: string })[] } {
  const columns = before.map(({ table, column, answers }, index) => {
    const name = keepsKey(plan, table) ? 'key' : 'vector';
    const pairs = answers.map((answer, probe): Pair => {
      const again = after[index]?.answers[probe] ?? [];
      return [answer.map((row) => row[name]), again.map((row) => row[name])];
    });
    return { column: columnName(table, column), pairs };
  });
  return {
    ...comparePairs(columns.flatMap(({ pairs }) => pairs)),
    columns: columns.map(({ column, pairs }) => ({ column, ...comparePairs(pairs) })),
  };
}

type Pair = [string[], string[]];

function comparePairs(pairs: readonly Pair[]): RankingsCompared {
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
async function chooseProbes(client: Client, asked: Asked): Promise<string[]> {
  const { expression, indexed } = asked;
  const rows = comparedRows(asked);
  const { rows: counted } = await client.query<{ total: string }>(
    `SELECT count(*) AS total ${rows}`,
  );
  const { rows: probes } = await client.query<{ probe: string }>(
    `SELECT vector::text AS probe FROM (SELECT ${expression} AS vector, row_number() OVER () AS number ${rows}) AS numbered
      WHERE number % greatest(1, $1::int8 / $2::int) = 0 LIMIT $2`,
    [counted[0]?.total, indexed ? PROBES : EXACT_PROBES],
  );
  return probes.map(({ probe }) => probe);
}

/** Tables of two clusters have different oids. */
function keepsKey({ tables }: Plan, { schema, name, primaryKey }: Table): boolean {
  const planned = tables.find(({ table }) => table.schema === schema && table.name === name);
  const masked = planned?.columns.some(({ column }) => primaryKey.includes(column.name));
  return primaryKey.length > 0 && !masked;
}
