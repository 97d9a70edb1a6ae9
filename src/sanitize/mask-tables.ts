import type { Client } from 'pg';
import type { LoadedConfig } from '../config/parse-config.ts';
import { BranchProdError } from '../errors.ts';
import type { Attempts } from './computed/attempts.ts';
import { createRowStages } from './computed/create-row-stages.ts';
import type { Uniqueness } from './computed/unique.ts';
import type { Plan, PlannedColumn, PlannedTable } from './plan.ts';
import type { RawValues } from './raw-values.ts';
import { applyStages } from './rows/apply-stages.ts';
import { chooseTransport } from './rows/choose-transport.ts';
import { deriveRows } from './rows/derive-rows.ts';
import { emptyTables, fillTables, movableIndexes, type SpooledTable } from './rows/fill-tables.ts';
import type { MaskPool } from './rows/mask-pool.ts';
import { countRows } from './rows/progress.ts';
import { createPlaceList, movedRows } from './rows/row-places.ts';
import { inRowTransaction } from './rows/row-transaction.ts';
import type { RowTransport } from './rows/row-transport.ts';
import type { SpoolFolder } from './rows/spool.ts';
import { planDeletedRows, planTable } from './rows/table-plan.ts';
import { qualified } from './sql.ts';
import type { MovedRows } from './vector-index-file.ts';

/** The connections that tables are masked with. */
export interface MaskClients {
  /** A superuser's, for the catalog. */
  readonly admin: Client;
  /** For the rows, with all that is run for them: see `row-role.ts`. */
  readonly rows: Client;
}

export interface MaskTablesOptions {
  readonly loaded: LoadedConfig;
  readonly pool: MaskPool;
  readonly spools: SpoolFolder;
  /** A folder of the copy's own, for what programs of the policy leave. */
  readonly folder: string;
  readonly uniqueness: Uniqueness;
  readonly raw: Pick<RawValues, 'add'>;
  readonly numberOf: (column: PlannedColumn) => number;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

export interface MaskedTables {
  readonly valuesMasked: number;
  /** The vector indexes that have to be told where the rows are now, before anybody uses them. */
  readonly movedIndexes: readonly MovedIndex[];
}

export interface MovedIndex {
  readonly oid: number;
  readonly method: 'hnsw' | 'ivfflat';
  readonly moved: MovedRows;
}

/**
 * Masks the tables of the plan, and leaves no old row version of them: all rows are read, masked in threads and put
 * aside, then all tables are emptied, and filled with them one by one. What runs meanwhile and reads other tables
 * (derived columns, triggers, functions of generated columns and indexes) so meets masked rows or none. Triggers don't
 * fire, but for those that masks name.
 *
 * The connections must be outside a transaction. Throws `mask-failed`, naming table, column and constraint but no
 * value, and `interrupted`.
 */
export async function maskTables(
  clients: MaskClients,
  plan: Plan,
  options: MaskTablesOptions,
): Promise<MaskedTables> {
  const { signal, uniqueness } = options;
  const transport = await chooseTransport(clients.rows);
  const tables = plan.tables.filter(isMasked);
  for (const planned of tables) refuseVectorsThatChangeParts(planned);

  let valuesMasked = 0;
  const spooled: SpooledTable[] = [];
  for (const planned of tables) {
    const result = await spoolTable(clients.rows, planned, new Map(), { ...options, transport });
    valuesMasked += result.valuesMasked;
    spooled.push(result);
    await seeDeletedRows(clients.rows, planned, { ...options, transport });
  }
  const attempts = await uniqueness.resolve(clients.rows, signal);
  for (const [index, planned] of tables.entries()) {
    if (attempts.size === 0 || !uniqueness.mustRepeat(planned)) continue;
    await spooled[index]?.spool.end();
    spooled[index] = await spoolTable(clients.rows, planned, attempts, { ...options, transport });
  }
  await emptyTables(clients, tables);

  const movedIndexes: MovedIndex[] = [];
  for (const { root, tables: spools } of inOrder(groupByRoot(spooled))) {
    const together: SpooledTable[] = [];
    for (const of of spools) {
      together.push(await derived(clients.rows, of, { ...options, transport }));
    }
    options.onProgress(`writing ${together.map(({ planned }) => planned.table.name).join(', ')}`);
    const places = await fillTables(clients, together, { transport, root, signal });
    for (const [index, { planned, spool, before }] of together.entries()) {
      await spool.end();
      const indexes = movableIndexes(planned);
      if (indexes.length === 0) continue;
      const moved = movedRows(before, places[index] ?? createPlaceList());
      movedIndexes.push(...indexes.map(({ oid, method }) => ({ oid, method, moved })));
    }
  }
  return { valuesMasked, movedIndexes };
}

/**
 * Whether a table of the plan is masked here. Where nothing changes but what dropped columns have left, nothing has to be
 * computed anew from masked rows, and no vector index has to be kept, PostgreSQL itself can rewrite it.
 */
export function isMasked({ table, columns, rows }: PlannedTable): boolean {
  return (
    columns.length > 0 ||
    rows !== undefined ||
    table.vectorIndexes.length > 0 ||
    table.callsFunctions
  );
}

/** Reads and masks a table's rows, and puts them aside. */
async function spoolTable(
  client: Client,
  planned: PlannedTable,
  attempts: Attempts,
  options: MaskTablesOptions & { transport: RowTransport },
): Promise<SpooledTable & { valuesMasked: number }> {
  const { transport, pool, signal, raw, uniqueness } = options;
  const { table } = planned;
  const stages = createRowStages(planned, options);
  const needsPlaces = movableIndexes(planned).length > 0;
  const plan = planTable(planned, { ...options, stages, needsPlaces });
  const before = createPlaceList();
  const count = countRows(`masking ${table.name}`, table.estimatedRows, options.onProgress);
  const spool = await options.spools.open();
  let valuesMasked = 0;
  try {
    await inRowTransaction(client, table.schema, async () => {
      const chunks = transport.read(client, plan.query, signal);
      for await (const { masked, raw: seen } of pool.mask(plan, attempts, chunks)) {
        if (seen !== undefined) raw.add(seen);
        before.add(masked.places);
        for (const { group, fingerprints } of masked.pairs) uniqueness.add(group, fingerprints);
        const staged = await applyStages(stages, plan.columns, masked, signal);
        valuesMasked += masked.valuesMasked + staged.valuesMasked;
        await spool.write(staged.lines);
        count(masked.rows);
      }
    });
  } catch (error) {
    await Promise.allSettled(stages.map((stage) => stage.end()));
    throw readFailure(planned, error);
  }
  const ends = await Promise.allSettled(stages.map((stage) => stage.end()));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return { planned, plan, spool, before, valuesMasked };
}

/** A table with its derived columns computed; another one as it is. */
async function derived(
  client: Client,
  masked: SpooledTable,
  { transport, spools, signal }: MaskTablesOptions & { transport: RowTransport },
): Promise<SpooledTable> {
  const { planned, plan, spool } = masked;
  if (!planned.columns.some(({ mask }) => mask.mask === 'derive')) return masked;
  const to = await spools.open();
  await deriveRows(client, planned, { plan, transport, from: spool, to, signal });
  await spool.end();
  return { ...masked, spool: to };
}

/** Takes down the raw values of rows that go, since other rows may quote them. */
async function seeDeletedRows(
  client: Client,
  planned: PlannedTable,
  options: MaskTablesOptions & { transport: RowTransport },
): Promise<void> {
  const { transport, pool, signal, raw } = options;
  const plan = planDeletedRows(planned, options);
  if (plan === undefined) return;
  try {
    await inRowTransaction(client, planned.table.schema, async () => {
      const chunks = transport.read(client, plan.query, signal);
      for await (const { raw: seen } of pool.mask(plan, new Map(), chunks)) {
        if (seen !== undefined) raw.add(seen);
      }
    });
  } catch (error) {
    throw readFailure(planned, error);
  }
}

/** An expression of the policy may fail on a row; what PostgreSQL says of it may quote a value. */
function readFailure({ table, columns, rows }: PlannedTable, error: unknown): unknown {
  const { code } = error as { code?: string };
  if (error instanceof BranchProdError || !/^[0-9A-Z]{5}$/.test(code ?? '')) return error;
  const expressions = columns.filter(({ mask }) => mask.mask === 'sql').map(({ name }) => name);
  const hasCondition = rows?.mask === 'delete_rows' && rows.where !== undefined;
  const written = [
    ...(expressions.length === 0 ? [] : [`the expressions of ${expressions.join(', ')}`]),
    ...(hasCondition
      ? ['`where` in `sanitize.tables`, whose columns stand without their table']
      : []),
  ];
  return new BranchProdError(
    'mask-failed',
    `the rows of ${qualified(table)} could not be read, SQLSTATE ${code}`,
    {
      nextStep:
        written.length === 0
          ? 'See that the table can be read as a whole, for example with COPY.'
          : `Correct ${written.join(', or ')}.`,
    },
  );
}

interface Together {
  readonly root: PlannedTable['table']['root'];
  readonly tables: readonly SpooledTable[];
}

/** The parts of a partitioned table whose key is masked belong together: a row may be another part's now. */
function groupByRoot(spooled: readonly SpooledTable[]): Together[] {
  const groups = new Map<string, Together>();
  for (const one of spooled) {
    const { table } = one.planned;
    const root = changesParts(one.planned) ? table.root : undefined;
    const name = root === undefined ? String(table.oid) : qualified(root);
    groups.set(name, { root, tables: [...(groups.get(name)?.tables ?? []), one] });
  }
  return [...groups.values()];
}

/** What is computed from masked rows, which may be other tables', comes after those: what the policy says, last. */
function inOrder(groups: readonly Together[]): Together[] {
  return groups.toSorted((a, b) => turnOf(a) - turnOf(b));
}

function turnOf({ tables }: Together): number {
  const byPolicy = tables.some(({ planned }) =>
    planned.columns.some(({ mask }) => mask.mask === 'derive' || mask.mask === 'trigger'),
  );
  const bySchema = tables.some(({ planned }) => planned.table.callsFunctions);
  return byPolicy ? 2 : Number(bySchema);
}

function changesParts({ table, columns }: PlannedTable): boolean {
  return columns.some(({ column }) => table.partitionKey.includes(column.name));
}

function refuseVectorsThatChangeParts(planned: PlannedTable): void {
  if (!changesParts(planned) || movableIndexes(planned).length === 0) return;
  throw new BranchProdError(
    'mask-failed',
    `${qualified(planned.table)} has a vector index, and a mask on the key of its partitions`,
    { nextStep: 'Keep the columns of the partition key, so that each row stays in its part.' },
  );
}
