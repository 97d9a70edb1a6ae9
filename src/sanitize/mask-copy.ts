import { join } from 'node:path';
import type { Client } from 'pg';
import type { LoadedConfig } from '../config/parse-config.ts';
import type { PrivateCopy } from '../engines/engine.ts';
import { BranchProdError } from '../errors.ts';
import { type Catalog, readCatalog } from './catalog.ts';
import { checkForeignKeys } from './check-foreign-keys.ts';
import { createUniqueness } from './computed/unique.ts';
import { renewDerivedData } from './derived-data.ts';
import type { KeyedHash } from './keyed-hash.ts';
import type { KnownValues } from './known-values.ts';
import { type MaskClients, type MaskedTables, maskTables } from './mask-tables.ts';
import { neutralise } from './neutralise.ts';
import { type Plan, planMasking } from './plan.ts';
import { captureRelations, type Relations } from './proof/relations.ts';
import { captureRankings, type Rankings } from './rankings.ts';
import { createRawValues, type RawValues } from './raw-values.ts';
import { readKnownValues } from './read-known-values.ts';
import { refuseHiddenTables } from './refuse-hidden-tables.ts';
import { connectForRows } from './row-role.ts';
import { createMaskPool } from './rows/mask-pool.ts';
import { makeSpoolFolder } from './rows/spool.ts';
import { inTransaction } from './transaction.ts';
import { moveVectorIndex } from './vector-index-file.ts';

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
  readonly relations: Relations;
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
  await refuseHiddenTables(client);
  const before = await readCatalog(client);
  const planned = planMasking(loaded, before);
  const neutralised = await neutralise(client);
  const { catalog, plan } = withoutDropped(before, planned, await readCatalog(client));
  const rowClient = await connectForRows(copy);
  const rankings = options.sourceRankings ?? (await rankingsOf(rowClient, catalog, onProgress));
  const relations = await captureRelations(rowClient, catalog, plan);
  const publicTexts = loaded.config.sanitize.public;
  const known = await readKnownValues(rowClient, plan, { ...options, publicTexts });
  const { valuesMasked, movedIndexes, raw } = await maskRows(
    copy,
    { admin: client, rows: rowClient },
    plan,
    { ...options, known },
  );
  await checkForeignKeys(rowClient, catalog, plan);
  onProgress('removing deleted rows, renewing views and statistics');
  await renewDerivedData(client, catalog, plan);
  const files = new Map<number, string>();
  for (const { oid } of movedIndexes) {
    const { rows } = await client.query('SELECT pg_relation_filepath($1::oid) AS file', [oid]);
    files.set(oid, rows[0].file);
  }
  const { rows } = await client.query('SHOW data_checksums');
  const checksums = rows[0].data_checksums === 'on';

  signal.throwIfAborted();
  onProgress('pointing the vector indexes at the masked rows');
  await copy.offline(async (dataDirectory) => {
    for (const { oid, method, moved } of movedIndexes) {
      const file = join(dataDirectory, files.get(oid) as string);
      await moveVectorIndex(file, { method, moved, checksums }).catch((cause) => {
        throw new BranchProdError('mask-failed', `a vector index (${method}) could not be kept`, {
          nextStep: 'Report this with the version of pgvector.',
          cause,
        });
      });
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
    relations,
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
      ...plan,
      tables: plan.tables.filter(({ table }) => oids.has(table.oid)),
      entities: plan.entities.filter(({ table }) => oids.has(table.oid)),
    },
  };
}

function rankingsOf(client: Client, catalog: Catalog, onProgress: (message: string) => void) {
  onProgress('asking the vector indexes for the rankings to keep');
  return inTransaction(client, () => captureRankings(client, catalog));
}

/** The rows of all tables, in threads that end with it. */
async function maskRows(
  copy: PrivateCopy,
  clients: MaskClients,
  plan: Plan,
  options: MaskOptions & { readonly known: KnownValues },
): Promise<MaskedTables & { raw: RawValues }> {
  const { loaded, hash, known, signal } = options;
  const columns = [
    ...new Set(plan.tables.flatMap(({ columns, removed }) => [...columns, ...removed])),
  ];
  const numbers = new Map(columns.map((column, number) => [column, number]));
  const entities = new Set(plan.entities.map(({ column }) => column.name));
  const rawColumns = columns.map(({ name, mask }) => ({ name, mask, entity: entities.has(name) }));
  const raw = createRawValues(rawColumns);
  const uniqueness = await createUniqueness(clients.rows, plan, { hash, known });
  await using spools = await makeSpoolFolder(copy.folder);
  await using pool = createMaskPool(
    {
      key: loaded.config.sanitize.key.reveal(),
      known: known.share(),
      columns: rawColumns,
    },
    signal,
  );
  const masked = await maskTables(clients, plan, {
    ...options,
    ...{ pool, spools, uniqueness, raw, folder: copy.folder },
    numberOf: (column) => numbers.get(column) as number,
  });
  return { ...masked, raw };
}
