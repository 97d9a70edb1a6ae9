import type { Client } from 'pg';
import { OUTGOING_EXTENSIONS } from '../engines/engine.ts';
import { readColumns } from './catalog/columns.ts';
import { readForeignKeys } from './catalog/foreign-keys.ts';
import { readTables } from './catalog/tables.ts';
import { readVectorIndexes } from './catalog/vector-indexes.ts';

/** What the policy has to know of a database: its stored tables, their columns, indexes and foreign keys. */
export interface Catalog {
  readonly tables: readonly Table[];
  /** They have no mask of their own: their rows come from tables. */
  readonly materializedViews: readonly Table[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface Table {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** The partitioned table that this is a part of, if any: its rules hold for the part. */
  readonly root?: { readonly schema: string; readonly name: string } | undefined;
  /** The tables whose rules hold for this one: partitioned ones, and those that it inherits from; nearest first. */
  readonly parents: readonly Parent[];
  /** The extension that it belongs to. */
  readonly fromExtension?: string | undefined;
  /** Tuples keep the values of dropped columns until they are rewritten. */
  readonly hasDroppedColumns: boolean;
  readonly columns: readonly Column[];
  /** Names of the primary key's columns, in its order; empty without one. */
  readonly primaryKey: readonly string[];
  /** Columns whose values have to be distinct, together: the primary key, unique constraints and indexes. */
  readonly uniqueKeys: readonly (readonly string[])[];
  /**
   * The columns of unique indexes on expressions or on a part of the rows, and of exclusion constraints: what they ask
   * for can't be told from the columns alone.
   */
  readonly looseUniqueKeys: readonly (readonly string[])[];
  /** The columns that tell, at any level, which part of a partitioned table a row is in; also inside expressions. */
  readonly partitionKey: readonly string[];
  /**
   * Whether a stored generated column or an index calls a function that somebody wrote, which may read other tables,
   * whatever it is declared to be.
   */
  readonly callsFunctions: boolean;
  /** Row triggers that fire before INSERT, by name. */
  readonly insertTriggers: readonly string[];
  /** As PostgreSQL last estimated it. */
  readonly estimatedRows?: number | undefined;
  readonly vectorIndexes: readonly VectorIndex[];
}

export interface Parent {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
}

export interface Column {
  readonly name: string;
  /** `attnum`: columns that were dropped leave gaps. */
  readonly position: number;
  /** As `format_type` writes it, for example `character varying(40)`. */
  readonly type: string;
  /** The type behind domains, of an array its elements' one, as `pg_type` names it: `varchar`. */
  readonly typname: string;
  readonly isArray: boolean;
  readonly isEnum: boolean;
  /** A `vector`, `halfvec` or `sparsevec` of pgvector. */
  readonly isVector: boolean;
  /** The extension that its type comes from. */
  readonly fromExtension?: string | undefined;
  /** Whether its values could hold text, or nobody knows: it has to be listed. */
  readonly holdsText: boolean;
  readonly notNull: boolean;
  readonly identity?: 'always' | 'by default' | undefined;
  /** Computed by PostgreSQL from other columns. */
  readonly generated: boolean;
  /** Most characters, from `varchar(n)` and `char(n)`, through domains; of an array of each element. */
  readonly maxLength?: number | undefined;
}

/** An index of pgvector: its graph or lists are partly random, so that it must be kept as it is. */
export interface VectorIndex {
  readonly oid: number;
  readonly name: string;
  readonly method: 'hnsw' | 'ivfflat';
  /** The column that it finds the rows by; of an expression the one that it reads, a vector's before others. */
  readonly column: string;
  /** What is indexed, as SQL: the column's quoted name, or an expression such as a cast to another type of vector. */
  readonly expression: string;
  /** Of a partial index, as SQL. */
  readonly condition?: string | undefined;
  /** All columns that decide what is in it. */
  readonly reads: readonly string[];
  /** With its schema, which no search path needs to have: `OPERATOR(public.<->)`. */
  readonly operator: string;
}

export interface ForeignKey {
  readonly name: string;
  readonly table: number;
  /** As SQL reads it back. */
  readonly tableName: string;
  readonly columns: readonly string[];
  readonly referencedTable: number;
  readonly referencedTableName: string;
  readonly referencedColumns: readonly string[];
  /** With their schemas, for each pair: the referenced column on the left. */
  readonly operators: readonly string[];
  readonly onDelete: 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';
  /** False when it was made NOT VALID: older rows may break it. */
  readonly validated: boolean;
}

/**
 * Reads the catalog of the connected database, with the rights of any role. Tables are those that store rows:
 * partitions, not their roots. Those of extensions that no copy keeps are left out: they are dropped with them.
 */
export async function readCatalog(client: Client): Promise<Catalog> {
  const tables = (await readTables(client)).filter(
    ({ fromExtension = '' }) => !OUTGOING_EXTENSIONS.includes(fromExtension),
  );
  const columns = await readColumns(client);
  const vectorIndexes = await readVectorIndexes(client);
  const foreignKeys = await readForeignKeys(client);
  const all = tables.map(({ kind, ...table }) => ({
    kind,
    table: {
      ...table,
      columns: columns.get(table.oid) ?? [],
      vectorIndexes: vectorIndexes.get(table.oid) ?? [],
    },
  }));
  return {
    tables: all.filter(({ kind }) => kind === 'r').map(({ table }) => table),
    materializedViews: all.filter(({ kind }) => kind === 'm').map(({ table }) => table),
    foreignKeys,
  };
}
