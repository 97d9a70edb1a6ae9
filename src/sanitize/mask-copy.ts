import { join } from 'node:path';
import type { Client } from 'pg';
import type { LoadedConfig } from '../config/parse-config.ts';
import type { PrivateCopy } from '../engines/engine.ts';
import { BranchProdError } from '../errors.ts';
import { type Catalog, type ForeignKey, readCatalog } from './catalog.ts';
import { renewDerivedData } from './derived-data.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { collectKnownValues, type EntityMask, type KnownValues } from './known-values.ts';
import type { RawValues } from './leaks.ts';
import { maskTable } from './mask-table.ts';
import { createMask } from './masks/registry.ts';
import { findPatterns } from './masks/text.ts';
import { neutralise } from './neutralise.ts';
import { type Plan, type PlannedColumn, planMasking } from './plan.ts';
import { captureRankings, inTransaction, type Rankings } from './rankings.ts';
import { connectForRows } from './row-role.ts';
import { identifier, qualified } from './sql.ts';
import { type MovedRows, moveVectorIndex } from './vector-index-file.ts';

export interface MaskOptions {
  readonly loaded: LoadedConfig;
  readonly hash: KeyedHash;
  /** Those of the source itself, where the copy's own are no longer the source's. */
  readonly sourceRankings?: readonly Rankings[] | undefined;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** What was done to a copy, and what the proof needs: raw values and rankings of before. Only ever in memory. */
export interface MaskedCopy {
  readonly catalog: Catalog;
  readonly plan: Plan;
  readonly known: KnownValues;
  readonly raw: RawValues;
  readonly rankings: readonly Rankings[];
  readonly sanitization: {
    readonly tables: number;
    readonly columns: number;
    readonly valuesMasked: number;
    readonly neutralised: readonly string[];
  };
}

/**
 * Masks and neutralises a private copy by the policy. Afterwards no raw value is left in a table, an index or a
 * statistic; the engine removes what files still hold. Throws `config-invalid`, `mask-failed`, `interrupted`.
 */
export async function maskCopy(copy: PrivateCopy, options: MaskOptions): Promise<MaskedCopy> {
  const { loaded, onProgress, signal } = options;
  const client = await copy.connect();
  const before = await readCatalog(client);
  const planned = planMasking(loaded, before);
  const neutralised = await neutralise(client);
  const { catalog, plan } = withoutDropped(before, planned, await readCatalog(client));
  const rowClient = await connectForRows(copy);
  const rankings = options.sourceRankings ?? (await rankingsOf(rowClient, catalog, onProgress));
  const known = collectKnownValues(await readEntities(rowClient, plan));
  const { mask, raw } = createObservedMasks(options.hash, known);

  let valuesMasked = 0;
  const movedIndexes: { file: string; method: 'hnsw' | 'ivfflat'; moved: MovedRows }[] = [];
  for (const planned of plan.tables) {
    signal.throwIfAborted();
    const result = await maskTable({ admin: client, rows: rowClient }, planned, {
      mask,
      signal,
      onRows: (rows) => onProgress(`masking ${planned.table.name}, ${rows} rows`),
    });
    valuesMasked += result.valuesMasked;
    for (const { oid, method } of planned.table.vectorIndexes) {
      const { rows } = await client.query('SELECT pg_relation_filepath($1::oid) AS file', [oid]);
      movedIndexes.push({ file: rows[0].file, method, moved: result.moved });
    }
  }
  await checkForeignKeys(rowClient, catalog, plan);
  onProgress('removing deleted rows, renewing views and statistics');
  await renewDerivedData(client, catalog, plan);
  const { rows } = await client.query('SHOW data_checksums');
  const checksums = rows[0].data_checksums === 'on';

  signal.throwIfAborted();
  onProgress('pointing the vector indexes at the masked rows');
  await copy.offline(async (dataDirectory) => {
    for (const { file, method, moved } of movedIndexes) {
      await moveVectorIndex(join(dataDirectory, file), { method, moved, checksums }).catch(
        (cause) => {
          throw new BranchProdError('mask-failed', `a vector index (${method}) could not be kept`, {
            nextStep: 'Report this with the version of pgvector.',
            cause,
          });
        },
      );
    }
  });
  const columns = plan.tables.reduce((sum, planned) => sum + planned.columns.length, 0);
  const tables = plan.tables.filter((planned) => planned.columns.length > 0).length;
  return {
    catalog,
    plan,
    known,
    raw,
    rankings,
    sanitization: { tables, columns, valuesMasked, neutralised },
  };
}

/** With an extension or a foreign server, tables may have gone for which the policy had a rule. */
function withoutDropped(catalog: Catalog, plan: Plan, left: Catalog) {
  const oids = new Set(left.tables.map(({ oid }) => oid));
  const tables = catalog.tables.filter(({ oid }) => oids.has(oid));
  return {
    catalog: { ...left, tables },
    plan: {
      tables: plan.tables.filter(({ table }) => oids.has(table.oid)),
      entities: plan.entities.filter(({ table }) => oids.has(table.oid)),
    },
  };
}

function rankingsOf(client: Client, catalog: Catalog, onProgress: (message: string) => void) {
  onProgress('asking the vector indexes for the rankings to keep');
  return inTransaction(client, () => captureRankings(client, catalog));
}

async function readEntities(
  client: Client,
  plan: Plan,
): Promise<{ value: string; mask: EntityMask }[]> {
  const values: { value: string; mask: EntityMask }[] = [];
  for (const { table, column } of plan.entities) {
    const name = identifier(column.column.name);
    const { rows } = await client.query<{ value: string }>(
      `SELECT DISTINCT ${name}::text AS value FROM ONLY ${qualified(table)} WHERE ${name} IS NOT NULL`,
    );
    for (const { value } of rows) values.push({ value, mask: column.mask.mask as EntityMask });
  }
  return values;
}

/** The masks of the plan, taking down each raw value that has to be gone afterwards. */
function createObservedMasks(hash: KeyedHash, known: KnownValues) {
  const raw = new Map<string, Set<string>>();
  const masks = new Map<PlannedColumn, (value: string) => string | null>();
  function create({ mask, column, name }: PlannedColumn) {
    const apply = createMask(mask);
    const seen = new Set<string>();
    raw.set(name, seen);
    const context = { hash, known, maxLength: column.maxLength };
    return (value: string) => {
      const masked = apply(value, context);
      for (const personal of personalValues(mask.mask, value, masked)) seen.add(personal);
      return masked;
    };
  }
  return {
    raw,
    mask(column: PlannedColumn, value: string): string | null {
      const apply = masks.get(column) ?? create(column);
      masks.set(column, apply);
      return apply(value);
    },
  };
}

/** What of a raw value may not be found again: all of it, of prose what patterns found, of JSON the changed leaves. */
function personalValues(mask: string, value: string, masked: string | null): string[] {
  if (mask === 'text') return findPatterns(value).map((pattern) => pattern.value);
  if (mask !== 'json') return [value];
  const kept = new Set(masked === null ? [] : leaves(JSON.parse(masked)));
  return leaves(JSON.parse(value)).filter((leaf) => !kept.has(leaf));
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [];
}

/** Triggers, and with them PostgreSQL's own checks of foreign keys, did not fire while the rows were masked. */
async function checkForeignKeys(client: Client, catalog: Catalog, plan: Plan): Promise<void> {
  for (const key of catalog.foreignKeys) {
    if (!touches(plan, catalog, key.table, key.columns)) continue;
    const { rowCount } = await client.query(danglingRows(key));
    if (rowCount === 0) continue;
    throw new BranchProdError('mask-failed', `masking breaks the foreign key ${key.name}`, {
      nextStep: 'Give the referenced column a mask that keeps values apart, such as hash or email.',
    });
  }
}

/** The root of partitions stores nothing and is in no plan; its keys are always checked. */
function touches(plan: Plan, { tables }: Catalog, oid: number, names: readonly string[]): boolean {
  const planned = plan.tables.find(({ table }) => table.oid === oid);
  if (planned === undefined) return !tables.some((table) => table.oid === oid);
  return planned.columns.some(({ column }) => names.includes(column.name));
}

function danglingRows(key: ForeignKey): string {
  const same = key.columns.map(
    (column, index) =>
      `r.${identifier(key.referencedColumns[index] ?? '')} ${key.operators[index]} t.${identifier(column)}`,
  );
  const present = key.columns.map((column) => `t.${identifier(column)} IS NOT NULL`);
  return `SELECT FROM ${key.tableName} t WHERE ${present.join(' AND ')}
    AND NOT EXISTS (SELECT FROM ${key.referencedTableName} r WHERE ${same.join(' AND ')}) LIMIT 1`;
}
