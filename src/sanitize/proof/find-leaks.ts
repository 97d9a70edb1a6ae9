import type { Client } from 'pg';
import { type Catalog, type Column, readCatalog, type Table } from '../catalog.ts';
import type { KeyedHash } from '../keyed-hash.ts';
import type { MaskClients } from '../mask-tables.ts';
import type { Plan } from '../plan.ts';
import type { RawValues } from '../raw-values.ts';
import { chooseTransport } from '../rows/choose-transport.ts';
import { encodeLine } from '../rows/copy-text.ts';
import { inRowTransaction } from '../rows/row-transaction.ts';
import { type PlacedText, readSchemaTexts, readStatistics } from '../schema-texts.ts';
import { columnName, identifier, qualified } from '../sql.ts';
import { inTransaction } from '../transaction.ts';
import { KEPT, type SearchedColumn } from './judge-hit.ts';
import { masksInside } from './masks-inside.ts';
import { proofKey } from './raw-pattern.ts';
import { createLineSearch, type SearchedLines } from './search-lines.ts';
import { createSearchPool } from './search-pool.ts';

export interface LeakSearch {
  /** Distinct raw values that were searched for. */
  readonly valuesSearched: number;
  /** Distinct raw values that the rule leaves out: see `searchScope`. */
  readonly notSearched: number;
  /** Values of the snapshot that hold a raw value. */
  readonly leaks: number;
  /** `messages.body holds a value of people.name`, each pair once. Never a value. */
  readonly places: readonly string[];
}

export interface LeakSearchOptions {
  readonly hash: KeyedHash;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Rows to read, and what holds their columns. */
interface Reading {
  readonly name: string;
  /** Runs the work in a transaction of the connection that may read this. */
  readonly inTransaction: (work: (client: Client) => Promise<void>) => Promise<void>;
  readonly query: string;
  readonly places: readonly string[];
  readonly columns: readonly SearchedColumn[];
}

/**
 * Searches the masked copy for every raw value: all columns of all tables and materialized views but vectors, whatever
 * their type, the large objects, the statistics, and what the schema says, as the catalog has them now. Rows are
 * streamed through threads, in memory that does not grow with the data. What is computed from other columns comes
 * last: see `judgeHit`.
 */
export async function findLeaks(
  { admin, rows }: MaskClients,
  { plan, raw }: { plan: Plan; raw: RawValues },
  { hash, onProgress, signal }: LeakSearchOptions,
): Promise<LeakSearch> {
  const places = new Set<string>();
  const shared = raw.share();
  const key = proofKey(hash);
  const began = performance.now();
  let leaks = 0;
  let done = 0;
  const search = createLineSearch(shared, key);
  const searchText = (text: string, column: SearchedColumn) =>
    search(Buffer.from(encodeLine([text])), [column]);
  function note(found: SearchedLines, placeOf: (column: number) => string) {
    leaks += found.leaks;
    for (const { column, origin } of found.places) {
      const place = placeOf(column);
      const isRaw = searchText(place, IN_SCHEMA).leaks > 0;
      const name = isRaw ? 'an object whose name is a raw value' : place;
      places.add(`${name} holds a value of ${shared.origins[origin]?.name}`);
    }
  }
  await using pool = createSearchPool({ raw: shared, key }, signal);
  const catalog = await readCatalog(admin);
  const readings = [
    ...catalog.tables.map((table) => readTable(rows, table, plan, 'stored')),
    readLargeObjects(admin),
    ...catalog.tables.map((table) => readTable(rows, table, plan, 'computed')),
    ...(await populated(admin, catalog)).map((view) => readView(rows, view)),
  ].filter((reading) => reading !== undefined);
  for (const { name, inTransaction, query, places, columns } of readings) {
    await inTransaction(async (client) => {
      const transport = await chooseTransport(client);
      const chunks = transport.read(client, query, signal);
      for await (const found of pool.search(chunks, columns)) {
        note(found, (column) => places[Math.min(column, places.length - 1)] as string);
        done += found.rows;
        const rate = Math.round((done / (performance.now() - began)) * 1000);
        onProgress(`searching ${name} for raw values, ${done} rows, ${rate} a second`);
      }
    });
  }
  const searchTexts = (texts: readonly PlacedText[], column: SearchedColumn) => {
    for (const { place, text } of texts) note(searchText(text, column), () => place);
  };
  searchTexts(await readStatistics(admin), IN_STATISTICS);
  searchTexts(await readSchemaTexts(admin), IN_SCHEMA);
  return {
    valuesSearched: raw.size,
    notSearched: raw.notSearched,
    leaks,
    places: [...places].toSorted(),
  };
}

/** Whether they are of numbers, nobody says; what they repeat is searched in its column. */
const IN_STATISTICS: SearchedColumn = { numbers: true, computed: true };
const IN_SCHEMA: SearchedColumn = { numbers: true, schema: true };

async function populated(client: Client, { materializedViews }: Catalog): Promise<Table[]> {
  const { rows } = await client.query<{ oid: number }>(
    `SELECT oid::int8::int AS oid FROM pg_catalog.pg_class WHERE relkind = 'm' AND relispopulated`,
  );
  return materializedViews.filter((view) => rows.some(({ oid }) => oid === view.oid));
}

/** The columns of a kind but vectors, which hold numbers alone, and thousands of them; nothing if there are none. */
function readTable(
  client: Client,
  table: Table,
  { tables }: Plan,
  kind: 'stored' | 'computed',
): Reading | undefined {
  const planned = tables.find((candidate) => candidate.table.oid === table.oid);
  const maskOf = ({ name }: Column) =>
    planned?.columns.find(({ column }) => column.name === name)?.mask;
  const isComputed = (column: Column) =>
    column.generated || COMPUTED.has(maskOf(column)?.mask ?? '');
  const columns = table.columns.filter((column) => isComputed(column) === (kind === 'computed'));
  return readColumns(client, table, columns, (column) => {
    const mask = maskOf(column);
    return {
      mask: mask?.mask,
      inside: mask && masksInside(mask),
      numbers: !column.holdsText,
      computed: kind === 'computed',
    };
  });
}

/** Masks whose values come from masked ones. */
const COMPUTED: ReadonlySet<string> = new Set(['derive', 'trigger']);

function readView(client: Client, view: Table): Reading | undefined {
  return readColumns(client, view, view.columns, ({ holdsText }) => ({
    numbers: !holdsText,
    computed: true,
  }));
}

function readColumns(
  client: Client,
  table: Table,
  columns: readonly Column[],
  describe: (column: Column) => SearchedColumn,
): Reading | undefined {
  const readable = columns.filter(({ isVector }) => !isVector);
  if (readable.length === 0) return undefined;
  const documents = readable.filter(({ typname, isArray }) => typname === 'tsvector' && !isArray);
  const read = [...readable, ...documents];
  const list = [
    ...readable.map(({ name }) => identifier(name)),
    ...documents.map(({ name }) => inOrder(identifier(name))),
  ];
  return {
    name: table.name,
    inTransaction: (work) => inRowTransaction(client, table.schema, () => work(client)),
    query: `SELECT ${list.join(', ')} FROM ONLY ${qualified(table)}`,
    places: read.map(({ name }) => columnName(table, name)),
    columns: read.map(describe),
  };
}

/** The words of a tsvector are sorted by the alphabet; their positions tell the order in which they were written. */
function inOrder(column: string): string {
  return `(SELECT pg_catalog.string_agg(lexeme, ' ' ORDER BY position, lexeme)
    FROM pg_catalog.unnest(${column}) AS words, pg_catalog.unnest(words.positions) AS position)`;
}

/** In pieces of 512 kB, each with the first 32 kB of the next, which is more than the longest value looked for. */
function readLargeObjects(client: Client): Reading {
  return {
    name: 'large objects',
    inTransaction: (work) =>
      inTransaction(client, async () => {
        await client.query(`SET LOCAL bytea_output = 'hex'`);
        await work(client);
      }),
    query: `SELECT (SELECT string_agg(o.data, '' ORDER BY o.pageno) FROM pg_catalog.pg_largeobject o
        WHERE o.loid = p.loid AND o.pageno >= p.piece * 256 AND o.pageno < p.piece * 256 + 272)
      FROM (SELECT DISTINCT loid, pageno / 256 AS piece FROM pg_catalog.pg_largeobject) AS p`,
    places: ['a large object'],
    columns: [KEPT],
  };
}
