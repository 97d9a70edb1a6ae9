import type { Client } from 'pg';
import type { Mask } from '../../config/mask-schema.ts';
import type { Catalog, Column, ForeignKey, Table } from '../catalog.ts';
import type { Plan } from '../plan.ts';
import { columnName, identifier, qualified } from '../sql.ts';
import { inTransaction } from '../transaction.ts';

/** Counts of a database that masking keeps, by name. */
export interface Relations {
  readonly joins: readonly Join[];
  readonly distinct: readonly { readonly name: string; readonly count: number }[];
}

export interface Join {
  /** `logins.email = people.email`, or a foreign key's name. */
  readonly name: string;
  /** A foreign key, in contrast to values that are equal without one. */
  readonly isKey: boolean;
  readonly rows: number;
}

export interface ComparedRelations {
  readonly joins: number;
  /** Joins that give as many rows as before. */
  readonly same: number;
  readonly distinct: number;
  /** Columns with as many distinct values as before. */
  readonly sameDistinct: number;
}

/** Masks by which equal values stay equal, in whichever table they stand. */
const EQUAL: ReadonlySet<Mask['mask']> = new Set([
  ...(['person', 'first_name', 'last_name', 'company', 'email', 'phone', 'address'] as const),
  ...(['city', 'postcode', 'ip', 'mac', 'url', 'uuid', 'card', 'iban', 'national_id'] as const),
  ...(['secret', 'hash', 'scramble'] as const),
]);
/**
 * Of these, pseudonyms are drawn from the names and places that exist, which are fewer than the values may be. They
 * and all masks that are not EQUAL (`null`, `constant`, `geo`, `number`, dates, structures, prose, computed ones) say
 * nothing of distinctness, so that it is not counted.
 */
const FROM_A_POOL: ReadonlySet<Mask['mask']> = new Set([
  'first_name',
  'last_name',
  'company',
  'city',
  'postcode',
]);

/** Values of one kind in so many columns give more pairs than are worth counting. */
const MOST_PAIRS = 15;

/** The rows that joins give, and the distinct values of columns. To be asked before masking, and again after it. */
export async function captureRelations(
  client: Client,
  catalog: Catalog,
  plan: Plan,
): Promise<Relations> {
  const columns = comparedColumns(catalog, plan);
  const keys = comparedKeys(catalog, plan);
  const joins: Join[] = [];
  const distinct: { name: string; count: number }[] = [];
  await inTransaction(client, async () => {
    await client.query(`SET LOCAL work_mem = '64MB'`);
    const ask = async (query: string) => {
      const { rows } = await client.query<{ count: string }>(query);
      return Number(rows[0]?.count ?? 0);
    };
    for (const key of keys) {
      joins.push({ name: key.name, isKey: true, rows: await ask(rowsOfKey(key)) });
    }
    for (const [one, other] of pairs(columns, catalog.foreignKeys)) {
      const name = `${one.name} = ${other.name}`;
      joins.push({ name, isKey: false, rows: await ask(rowsOfPair(one, other)) });
    }
    for (const { name, from, value, mask } of columns) {
      if (FROM_A_POOL.has(mask.mask)) continue;
      const query = `SELECT count(DISTINCT ${value}) AS count FROM ${from}`;
      distinct.push({ name, count: await ask(query) });
    }
  });
  return { joins, distinct };
}

/**
 * What is the same after masking. `broken` are joins that lost rows: any over a foreign key, and over equal values
 * more than one of a hundred. (Fewer may be lost where two values of a unique column would have met the same
 * pseudonym; some may be won where two of another column did.)
 */
export function compareRelations(
  before: Relations,
  after: Relations,
): { relations: ComparedRelations; differences: string[]; broken: string[] } {
  const rowsAfter = new Map(after.joins.map(({ name, rows }) => [name, rows]));
  const countAfter = new Map(after.distinct.map(({ name, count }) => [name, count]));
  const changedJoins = before.joins.filter(({ name, rows }) => rowsAfter.get(name) !== rows);
  const changedCounts = before.distinct.filter(({ name, count }) => countAfter.get(name) !== count);
  const broken = changedJoins.filter(
    ({ name, rows, isKey }) => isKey || (rowsAfter.get(name) ?? 0) < rows * 0.99,
  );
  return {
    relations: {
      joins: before.joins.length,
      same: before.joins.length - changedJoins.length,
      distinct: before.distinct.length,
      sameDistinct: before.distinct.length - changedCounts.length,
    },
    differences: [
      ...changedJoins.map(({ name }) => `join ${name}`),
      ...changedCounts.map(({ name }) => `distinct values of ${name}`),
    ],
    broken: broken.map(({ name }) => name),
  };
}

interface ComparedColumn {
  readonly name: string;
  /** The table as SQL reads it: of a partitioned one all parts together. */
  readonly from: string;
  /** The table, and those that it is a part of. */
  readonly oids: readonly number[];
  readonly column: Column;
  readonly value: string;
  readonly mask: Mask;
}

function comparedColumns(catalog: Catalog, plan: Plan): ComparedColumn[] {
  const losing = tablesThatLoseRows(catalog, plan);
  const found = plan.tables.flatMap(({ table, columns }) =>
    losing.has(table.oid)
      ? []
      : columns
          .filter(({ mask, column }) => EQUAL.has(mask.mask) && !column.isArray)
          .map(({ column, mask }) => ({
            name: columnName(table.root ?? table, column.name),
            from: nameOf(table),
            oids: [table.oid, ...table.parents.map(({ oid }) => oid)],
            column,
            value: `${identifier(column.name)}::text`,
            mask,
          })),
  );
  return [...new Map(found.map((column) => [column.name, column])).values()];
}

function nameOf(table: Table): string {
  return table.root === undefined ? `ONLY ${qualified(table)}` : qualified(table.root);
}

/** Those with a rule for rows, and whatever references them: rows may go there too. */
function tablesThatLoseRows({ tables, foreignKeys }: Catalog, plan: Plan): Set<number> {
  const losing = new Set(
    plan.tables.filter(({ rows }) => rows !== undefined).map(({ table }) => table.oid),
  );
  for (let before = -1; before < losing.size; ) {
    before = losing.size;
    for (const { table, referencedTable } of foreignKeys) {
      if (losing.has(referencedTable)) losing.add(table);
    }
    // A partitioned table and its parts lose theirs together.
    for (const { oid, parents } of tables) {
      if (losing.has(oid)) for (const parent of parents) losing.add(parent.oid);
      if (parents.some((parent) => losing.has(parent.oid))) losing.add(oid);
    }
  }
  return losing;
}

/** Keys of which no column is given something else than an equal value's pseudonym. */
function comparedKeys(catalog: Catalog, plan: Plan): ForeignKey[] {
  const losing = tablesThatLoseRows(catalog, plan);
  return catalog.foreignKeys.filter(({ table, columns, referencedTable }) => {
    if (losing.has(table) || losing.has(referencedTable)) return false;
    const planned = plan.tables.find((candidate) => candidate.table.oid === table);
    return columns.every((name) => {
      const mask = planned?.columns.find(({ column }) => column.name === name)?.mask;
      return mask === undefined || EQUAL.has(mask.mask);
    });
  });
}

function rowsOfKey(key: ForeignKey): string {
  const same = key.columns.map(
    (column, index) =>
      `r.${identifier(key.referencedColumns[index] ?? '')} ${key.operators[index]} t.${identifier(column)}`,
  );
  return `SELECT count(*) FROM ${key.tableName} t JOIN ${key.referencedTableName} r ON ${same.join(' AND ')}`;
}

/** Columns of different tables with the same mask, which no key relates already. */
function pairs(
  columns: readonly ComparedColumn[],
  keys: readonly ForeignKey[],
): [ComparedColumn, ComparedColumn][] {
  const groups = Map.groupBy(columns, ({ mask }) => JSON.stringify(mask));
  return [...groups.values()].flatMap((group) =>
    group
      .flatMap((one, index) =>
        group.slice(index + 1).map((other) => [one, other] as [ComparedColumn, ComparedColumn]),
      )
      .filter(([one, other]) => one.from !== other.from && !keys.some(relates(one, other)))
      .slice(0, MOST_PAIRS),
  );
}

function relates(one: ComparedColumn, other: ComparedColumn) {
  const is = ({ oids, column }: ComparedColumn, table: number, name: string | undefined) =>
    oids.includes(table) && column.name === name;
  return ({ table, columns, referencedTable, referencedColumns }: ForeignKey) =>
    columns.some(
      (name, index) =>
        (is(one, table, name) && is(other, referencedTable, referencedColumns[index])) ||
        (is(other, table, name) && is(one, referencedTable, referencedColumns[index])),
    );
}

/** Counted by value first, since values that repeat on both sides would give rows without end. */
function rowsOfPair(one: ComparedColumn, other: ComparedColumn): string {
  const counted = ({ from, value }: ComparedColumn) =>
    `(SELECT ${value} AS value, count(*)::numeric AS rows FROM ${from} GROUP BY 1)`;
  return `SELECT coalesce(sum(a.rows * b.rows), 0) AS count
    FROM ${counted(one)} AS a JOIN ${counted(other)} AS b USING (value)`;
}
