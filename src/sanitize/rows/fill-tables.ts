import type { Client } from 'pg';
import { BranchProdError } from '../../errors.ts';
import type { Table } from '../catalog.ts';
import type { MaskClients } from '../mask-tables.ts';
import type { PlannedTable } from '../plan.ts';
import { identifier, qualified } from '../sql.ts';
import { decodeLines } from './copy-text.ts';
import { hideIndexes, rebuildIndexes } from './indexes.ts';
import { createPlaceList, type PlaceList, parsePlace } from './row-places.ts';
import { inRowTransaction } from './row-transaction.ts';
import type { RowTransport } from './row-transport.ts';
import type { Spool } from './spool.ts';
import type { TablePlan } from './table-plan.ts';

/** A table whose masked rows are ready. */
export interface SpooledTable {
  readonly planned: PlannedTable;
  readonly plan: TablePlan;
  readonly spool: Spool;
  /** Where its rows were, if somebody has to know. */
  readonly before: PlaceList;
}

export interface FillOptions {
  readonly transport: RowTransport;
  /** The partitioned table, if the rows may belong in other parts now. */
  readonly root?: { readonly schema: string; readonly name: string } | undefined;
  readonly signal: AbortSignal;
}

/** Takes all rows from tables whose masked rows are put aside, so that nothing can read the raw ones any more. */
export async function emptyTables(
  { admin, rows }: MaskClients,
  planned: readonly PlannedTable[],
): Promise<void> {
  const [first] = planned;
  if (first === undefined) return;
  for (const { table } of planned) await hideIndexes(admin, table);
  const flags = await forgetTriggers(admin, planned);
  await inRowTransaction(rows, first.table.schema, () => truncate(rows, planned));
  await rememberTriggers(admin, flags);
  // The value of a column that rows lacked when it was added; all rows are about to have it themselves.
  await admin.query(
    `UPDATE pg_catalog.pg_attribute SET atthasmissing = false, attmissingval = NULL
      WHERE atthasmissing AND attrelid = ANY($1::oid[])`,
    [planned.map(({ table }) => table.oid)],
  );
}

/**
 * Replaces all rows of tables by masked ones: they are emptied and filled in one transaction, so that the write-ahead
 * log need not hold the rows, and their indexes are built afterwards. Only the triggers fire that masks name. The
 * vector indexes of {@link movableIndexes} are left pointing at where the rows were; for tables that have some, the rows'
 * places are returned, in the order of the tables. Throws `mask-failed`, naming table, column and constraint but no value.
 */
export async function fillTables(
  { admin, rows }: MaskClients,
  tables: readonly SpooledTable[],
  options: FillOptions,
): Promise<(PlaceList | undefined)[]> {
  const planned = tables.map((of) => of.planned);
  for (const { table } of planned) await hideIndexes(admin, table);
  const triggers = planned.flatMap(triggerMasks);
  const flags = await forgetTriggers(admin, planned);
  const schema = (tables[0] as SpooledTable).planned.table.schema;
  const empty = () => truncate(rows, planned);
  const places: (PlaceList | undefined)[] = [];
  const fill = async () => {
    for (const table of tables) places.push(await fillTable(rows, table, options));
  };
  if (triggers.length === 0) {
    await inRowTransaction(rows, schema, async () => {
      await empty();
      await fill();
    });
    await rememberTriggers(admin, flags);
  } else {
    // While a table is emptied it must not seem to have triggers, and while it is filled it must.
    await inRowTransaction(rows, schema, empty);
    await rememberTriggers(admin, flags);
    for (const { enable } of triggers) await admin.query(enable);
    await inRowTransaction(rows, schema, fill);
    for (const { table, trigger } of triggers) await restoreTrigger(admin, table, trigger);
  }
  for (const [index, of] of planned.entries()) {
    options.signal.throwIfAborted();
    const kept = movableIndexes(of).map(({ oid }) => oid);
    if (kept.length > 0) places[index] ??= await readPlaces(rows, of.table, options);
    await rebuildIndexes(admin, of.table, kept);
  }
  return places;
}

/** The vector indexes that answer as before, once they are told where the rows are: nothing of theirs is masked. */
export function movableIndexes({ table, columns }: PlannedTable): Table['vectorIndexes'] {
  const masked = columns.map(({ column }) => column.name);
  return table.vectorIndexes.filter(({ reads }) => !reads.some((name) => masked.includes(name)));
}

/** Where a table's rows are, in its order. */
async function readPlaces(
  client: Client,
  table: Table,
  { transport, signal }: FillOptions,
): Promise<PlaceList> {
  const places = createPlaceList();
  await inRowTransaction(client, table.schema, async () => {
    const query = `SELECT ctid FROM ONLY ${qualified(table)}`;
    for await (const chunk of transport.read(client, query, signal)) {
      const found: number[] = [];
      for (const [place] of decodeLines(chunk)) found.push(...parsePlace(place as string));
      places.add(Uint32Array.from(found));
    }
  });
  return places;
}

async function fillTable(
  client: Client,
  { planned, plan, spool }: SpooledTable,
  { transport, root, signal }: FillOptions,
): Promise<PlaceList | undefined> {
  const table = qualified(root ?? planned.table);
  async function* lines() {
    for await (const chunk of spool.read()) {
      signal.throwIfAborted();
      yield chunk;
    }
  }
  try {
    return await transport.write(client, { table, columns: plan.columns }, lines());
  } catch (error) {
    throw error instanceof BranchProdError ? error : failure(planned, error);
  }
}

/** What PostgreSQL says of an error may quote values; these names are the catalog's. */
function failure({ table, columns }: PlannedTable, error: unknown): unknown {
  const { code, constraint, where = '', ...of } = error as Record<string, string | undefined>;
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return error;
  const column =
    of.column ?? table.columns.find(({ name }) => where.includes(`, column ${name}: `))?.name;
  const facts = [
    `the masked values of ${qualified(table)} could not be written`,
    `SQLSTATE ${code}`,
    constraint === undefined ? undefined : `constraint ${constraint}`,
    column === undefined ? undefined : `column ${column}`,
  ].filter((fact) => fact !== undefined);
  return new BranchProdError('mask-failed', facts.join(', '), {
    nextStep: `Choose masks that fit the columns ${columns.map(({ name }) => name).join(', ')}.`,
  });
}

async function truncate(client: Client, planned: readonly PlannedTable[]): Promise<void> {
  const names = planned.map(({ table }) => `ONLY ${qualified(table)}`);
  await client.query(`TRUNCATE ${names.join(', ')}`);
}

interface Flag {
  readonly oid: number;
  readonly had: boolean;
}

/**
 * A table that foreign keys reference can't be emptied by itself, unless it seems to have no triggers
 * (heap_truncate_check_FKs in src/backend/catalog/heap.c). Returns what the tables had.
 */
async function forgetTriggers(admin: Client, planned: readonly PlannedTable[]): Promise<Flag[]> {
  const oids = planned.map(({ table }) => table.oid);
  const { rows } = await admin.query<Flag>(
    `SELECT oid::int8::int AS oid, relhastriggers AS had FROM pg_catalog.pg_class WHERE oid = ANY($1::oid[])`,
    [oids],
  );
  await rememberTriggers(
    admin,
    rows.map(({ oid }) => ({ oid, had: false })),
  );
  return rows;
}

async function rememberTriggers(admin: Client, flags: readonly Flag[]): Promise<void> {
  for (const { oid, had } of flags) {
    await admin.query('UPDATE pg_catalog.pg_class SET relhastriggers = $1 WHERE oid = $2', [
      had,
      oid,
    ]);
  }
}

/** The triggers that masks name, with the statement after which they fire in spite of the session's replication role. */
function triggerMasks({ table, columns }: PlannedTable) {
  return columns.flatMap(({ mask }) =>
    mask.mask !== 'trigger'
      ? []
      : [
          {
            table,
            trigger: mask.trigger,
            enable: `ALTER TABLE ONLY ${qualified(table)} ENABLE ALWAYS TRIGGER ${identifier(mask.trigger)}`,
          },
        ],
  );
}

/** As a branch has it: one that fires always was already told, when the copy was neutralised, to fire as others do. */
async function restoreTrigger(admin: Client, table: Table, trigger: string): Promise<void> {
  await admin.query(`ALTER TABLE ONLY ${qualified(table)} ENABLE TRIGGER ${identifier(trigger)}`);
}
