import type { Client } from 'pg';
import { formatTableName } from '../../../../config/column-reference.ts';

/** What the catalog says of a table; of a view too, which has no key. */
export interface Table {
  /** As {@link ObservedRow.table} has it. */
  readonly name: string;
  /** Quoted, for statements. */
  readonly qualified: string;
  /** Belongs to PostgreSQL itself. */
  readonly isSystem: boolean;
  readonly columns: ReadonlyMap<number, TableColumn>;
  /** Attribute numbers of the primary key, or else of a unique key without nulls; `undefined` if there is none. */
  readonly key: readonly number[] | undefined;
  /** Of a view: where the values of its columns come from. */
  readonly origins: ReadonlyMap<number, Origin>;
}

export interface TableColumn {
  readonly name: string;
  /** OID; of a domain, of what it is made of. */
  readonly type: number;
  readonly isText: boolean;
  /** What retrieval ranks rows by. */
  readonly isRanked: boolean;
}

export interface Origin {
  readonly table: number;
  readonly attribute: number;
}

/** What is known of a branch's tables, by OID; `null` for one that there is not. */
export type Catalog = Map<number, Table | null>;

interface ColumnRow {
  readonly number: number;
  readonly name: string;
  readonly type: number;
  readonly text: boolean;
  readonly ranked: boolean;
}

interface TableRow {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly qualified: string;
  readonly columns: readonly ColumnRow[] | null;
  readonly key: readonly number[] | null;
  readonly definition: string | null;
}

const VIEWS_IN_VIEWS = 8;

const READ_TABLES = `
  SELECT c.oid::text, n.nspname AS schema, c.relname AS name,
    format('%I.%I', n.nspname, c.relname) AS qualified,
    (SELECT json_agg(json_build_object('number', a.attnum, 'name', a.attname,
        'type', CASE t.typtype WHEN 'd' THEN t.typbasetype::int8 ELSE t.oid::int8 END,
        'text', t.typcategory = 'S' OR a.atttypid IN ('json'::regtype, 'jsonb'::regtype, 'xml'::regtype),
        'ranked', t.typname IN ('vector', 'halfvec', 'sparsevec', 'tsvector')))
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT to_json((i.indkey::int2[])[0:i.indnkeyatts - 1])
      FROM pg_index i
      WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
        AND i.indpred IS NULL AND i.indexprs IS NULL
        AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attnotnull
          AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1]))
      ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid LIMIT 1) AS key,
    CASE c.relkind WHEN 'v' THEN pg_get_viewdef(c.oid) END AS definition
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY ($1::oid[])`;

/** Adds what the catalog does not have yet of these tables, and of those behind views. */
export async function learnTables(
  catalog: Catalog,
  oids: Iterable<number>,
  client: Client,
): Promise<void> {
  let unknown = [...new Set(oids)].filter((oid) => !catalog.has(oid));
  for (let depth = 0; unknown.length > 0 && depth < VIEWS_IN_VIEWS; depth++) {
    const { rows } = await client.query<TableRow>(READ_TABLES, [unknown]);
    const behind = new Set<number>();
    for (const oid of unknown) catalog.set(oid, null);
    for (const row of rows) {
      const origins = row.definition === null ? new Map() : await originsOf(row.definition, client);
      catalog.set(Number(row.oid), tableOf(row, origins));
      for (const { table } of origins.values()) behind.add(table);
    }
    unknown = [...behind].filter((oid) => !catalog.has(oid));
  }
}

/** The table and column that a result's column shows, through views. */
export function trace(catalog: Catalog, { table, attribute }: Origin): Origin {
  let origin = { table, attribute };
  for (let depth = 0; depth < VIEWS_IN_VIEWS; depth++) {
    const next = catalog.get(origin.table)?.origins.get(origin.attribute);
    if (next === undefined) break;
    origin = next;
  }
  return origin;
}

function tableOf(row: TableRow, origins: ReadonlyMap<number, Origin>): Table {
  const columns = (row.columns ?? []).map(
    ({ number, name, type, text, ranked }) =>
      [number, { name, type, isText: text, isRanked: ranked }] as const,
  );
  return {
    name: formatTableName({ schema: row.schema, table: row.name }),
    qualified: row.qualified,
    isSystem: row.schema === 'pg_catalog' || row.schema === 'information_schema',
    columns: new Map(columns),
    key: row.key ?? undefined,
    origins,
  };
}

/** The server itself says where a query's columns come from. A role that may not ask learns nothing. */
async function originsOf(definition: string, client: Client): Promise<Map<number, Origin>> {
  const query = definition.replace(/;\s*$/, '');
  await client.query('SAVEPOINT view');
  try {
    const { fields } = await client.query(`SELECT * FROM (${query}) AS view LIMIT 0`);
    const origins = fields.flatMap(({ tableID, columnID }, index) =>
      tableID === 0 ? [] : [[index + 1, { table: tableID, attribute: columnID }] as const],
    );
    return new Map(origins);
  } catch {
    return new Map();
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT view');
  }
}
