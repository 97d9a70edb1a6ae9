import type { Client } from 'pg';
import type { ObservedRow, ObservedStatement } from '../../tap.ts';
import type { Column } from '../conversation/bodies.ts';
import type { Row } from '../conversation/row-reader.ts';
import { type Catalog, learnTables } from './catalog.ts';
import { decodeText, isFraction, isText } from './decode.ts';
import { comparableValues, type Instance, instancesOf, isAbsent, keyOf } from './instances.ts';
import type { Draft } from './ledger.ts';
import { type Key, lookUpKeys } from './look-up-keys.ts';
import { rowLimitOf } from './row-limit.ts';

/** How many rows of a recording are looked up at most: those that retrieval found come first. */
const MOST_LOOK_UPS = 400;

/** Names that a distance or a rank goes by; the last is PostgreSQL's for an expression without a name. */
const DISTANCE = /dist|scor|simil|rank|relevance|^\?column\?$/i;

/** Reads the branch on which the statements ran; `undefined` when it can't be reached. */
export type ReadBranch = <T>(read: (client: Client) => Promise<T>) => Promise<T | undefined>;

/** One row of one table in a result. */
interface Found {
  readonly instance: Instance;
  readonly row: Row;
  readonly rank: number;
  key: Key | undefined;
}

/**
 * What the statements were, with the tables and keys of their rows. Without a branch to ask, only tables that the
 * catalog knows already are there.
 */
export async function observe(
  drafts: readonly Draft[],
  { beganAt, catalog, read }: { beganAt: number; catalog: Catalog; read: ReadBranch },
): Promise<ObservedStatement[]> {
  const now = performance.now();
  const oids = new Set(
    drafts.flatMap(({ columns, rows }) =>
      rows.length === 0 ? [] : columns.map(({ table }) => table),
    ),
  );
  oids.delete(0);
  if ([...oids].some((oid) => !catalog.has(oid))) {
    await read((client) => learnTables(catalog, oids, client));
  }
  const found = new Map(drafts.map((draft) => [draft, findRows(draft, catalog)]));
  await findKeys(found, read);
  return drafts.flatMap((draft) => {
    const rows = found.get(draft) ?? [];
    const ranked = draft.retrieval === undefined ? rows : rankedOnly(rows);
    const statement = describe(draft, ranked, { beganAt, now });
    if (ranked.length === rows.length) return [statement];
    const joined = rows.filter((row) => !ranked.includes(row));
    return [
      statement,
      { ...describe(draft, joined, { beganAt, now }), retrieval: undefined, rowLimit: undefined },
    ];
  });
}

/**
 * Of what a retrieval found, the rows of tables that have something to rank by; all rows where no table has. The
 * author of a message that was found was not looked for.
 */
function rankedOnly(found: readonly Found[]): readonly Found[] {
  const ranked = found.filter(({ instance }) =>
    [...instance.table.columns.values()].some(({ isRanked }) => isRanked),
  );
  return ranked.length > 0 ? ranked : found;
}

function describe(
  draft: Draft,
  found: readonly Found[],
  { beganAt, now }: { beganAt: number; now: number },
): ObservedStatement {
  const parameters = draft.parameters.map(({ format, value }, index) =>
    value === null ? null : decodeText(value, format, draft.parameterTypes[index] ?? 0),
  );
  return {
    sql: draft.sql,
    parameters,
    atMs: round(draft.beganAt - beganAt),
    durationMs: round((draft.endedAt ?? now) - draft.beganAt),
    rowCount: draft.rowCount,
    rows: describeRows(draft, found),
    retrieval: draft.retrieval,
    rowLimit: draft.retrieval && rowLimitOf(draft.sql, parameters),
    error: draft.error,
    ...(draft.isLost && { isLost: true as const }),
  };
}

function findRows({ columns, rows }: Draft, catalog: Catalog): Found[] {
  const instances = instancesOf(columns, catalog);
  return rows.flatMap((row, index) =>
    instances
      .filter((instance) => !isAbsent(instance, row))
      .map((instance) => ({ instance, row, rank: index + 1, key: keyOf(instance, row, columns) })),
  );
}

/** Asks the branch for keys that did not come with their rows. */
async function findKeys(
  found: ReadonlyMap<Draft, readonly Found[]>,
  read: ReadBranch,
): Promise<void> {
  const drafts = [...found].sort(
    ([a], [b]) => Number(b.retrieval !== undefined) - Number(a.retrieval !== undefined),
  );
  let left = MOST_LOOK_UPS;
  const questions = drafts.flatMap(([draft, rows]) => {
    const unknown = rows.filter(({ key, instance }) => !key && instance.table.key);
    const byInstance = Map.groupBy(unknown.slice(0, left), ({ instance }) => instance);
    left -= Math.min(left, unknown.length);
    return [...byInstance].map(([instance, of]) => ({ instance, of, columns: draft.columns }));
  });
  if (questions.length === 0) return;
  await read(async (client) => {
    for (const { instance, of, columns } of questions) {
      const values = of.map(({ row }) => comparableValues(instance, row, columns));
      // A condition is the same for all rows: what every one of them has.
      const attributes = [...instance.positions.keys()].filter((number) =>
        values.every((value) => value.has(number)),
      );
      const { table } = instance;
      if (table.key === undefined || attributes.length === 0) continue;
      const rows = values.map((value) => attributes.map((number) => value.get(number) ?? ''));
      const keys = await lookUpKeys({ table, key: table.key, attributes, rows }, client);
      for (const [index, one] of of.entries()) one.key = keys[index];
    }
  });
}

/** Each row of a table once, at its first rank. One without a key only where nothing better is known of its rank. */
function describeRows(draft: Draft, found: readonly Found[]): ObservedRow[] {
  const { columns, retrieval } = draft;
  const distance = retrieval === undefined ? undefined : distanceColumn(columns);
  const isOnlyTable = new Set(found.map(({ instance }) => instance)).size === 1;
  const known = new Set(found.filter(({ key }) => key).map(({ rank }) => rank));
  const seen = new Set<string>();
  const rows: ObservedRow[] = [];
  for (const { instance, row, rank, key } of found) {
    if (key === undefined && known.has(rank)) continue;
    const { name } = instance.table;
    const id = JSON.stringify([name, key]);
    if (key !== undefined && seen.has(id)) continue;
    seen.add(id);
    const value = distance === undefined ? undefined : numberAt(row, columns, distance);
    rows.push({
      table: name,
      key,
      rank,
      ...(value === undefined ? {} : { distance: value }),
      texts: textsOf(instance, row, columns, isOnlyTable),
    });
  }
  return rows;
}

function distanceColumn(columns: readonly Column[]): number | undefined {
  const computed = columns
    .map((column, position) => ({ ...column, position }))
    .filter(({ table, type }) => table === 0 && isFraction(type));
  return (computed.find(({ name }) => DISTANCE.test(name)) ?? computed[0])?.position;
}

function numberAt(row: Row, columns: readonly Column[], position: number): number | undefined {
  const [value, column] = [row[position], columns[position]];
  if (!value || !column) return undefined;
  const text = decodeText(value, column.format, column.type);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Of the only table of a result also what is computed: an excerpt is a text of its row. */
function textsOf(
  { table, positions }: Instance,
  row: Row,
  columns: readonly Column[],
  isOnlyTable: boolean,
): string[] {
  const own = new Set<number>();
  for (const [number, position] of positions) {
    if (table.columns.get(number)?.isText) own.add(position);
  }
  return columns.flatMap((column, position) => {
    const isComputed = isOnlyTable && column.table === 0 && isText(column.type);
    const value = row[position];
    if (!value || !(own.has(position) || isComputed)) return [];
    // Types of extensions, such as citext, are texts in either format.
    const type = isText(column.type) ? column.type : 25;
    const text = decodeText(value, column.format, type);
    return text ? [text] : [];
  });
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
