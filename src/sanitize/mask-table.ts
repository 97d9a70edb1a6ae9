import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';
import type { PlannedColumn, PlannedTable } from './plan.ts';
import { identifier, qualified } from './sql.ts';
import type { MovedRows } from './vector-index-file.ts';

/** The connections that a table is masked with. */
export interface MaskClients {
  /** A superuser's, for the catalog. */
  readonly admin: Client;
  /** For the rows, with all that is run for them: see `row-role.ts`. */
  readonly rows: Client;
}

/** Rows read, masked and written at once. */
const BATCH = 500;

export interface MaskTableOptions {
  /** The pseudonym of one value of a column. */
  readonly mask: (column: PlannedColumn, raw: string) => string | null;
  readonly onRows: (done: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Masks a table, and leaves no old row version of it: the rows that change are updated, then the table is rewritten as
 * a whole. Triggers don't fire, and the vector indexes are not touched: they have to be moved to
 * the rows' new places (moveVectorIndex), which this returns, before anybody uses them.
 *
 * The connections must be outside a transaction. Throws `mask-failed`, naming table, column and constraint but
 * no value, and `interrupted`.
 */
export async function maskTable(
  clients: MaskClients,
  planned: PlannedTable,
  options: MaskTableOptions,
): Promise<{ valuesMasked: number; moved: MovedRows }> {
  const { table } = planned;
  const { admin } = clients;
  try {
    await hideVectorIndexes(admin, planned, true);
    const { valuesMasked, origins } = await updateRows(clients.rows, planned, options);
    const before = await readPlaces(clients.rows, planned);
    await admin.query(`VACUUM (FULL) ${qualified(table)}`);
    const after = await readPlaces(clients.rows, planned);
    if (after.length !== before.length) throw new Error('rows changed while they were masked');
    await hideVectorIndexes(admin, planned, false);
    // VACUUM FULL keeps the order of the rows.
    const moved = new Map(
      before.map((place, index) => [origins.get(place) ?? place, after[index] as string]),
    );
    return { valuesMasked, moved };
  } catch (error) {
    throw error instanceof BranchProdError ? error : failure(planned, error);
  }
}

/** Updates the rows that change; `origins` tells where the row was that is now at a place. */
async function updateRows(
  client: Client,
  planned: PlannedTable,
  { mask, onRows, signal }: MaskTableOptions,
): Promise<{ valuesMasked: number; origins: Map<string, string> }> {
  const { table, columns } = planned;
  const origins = new Map<string, string>();
  let valuesMasked = 0;
  if (columns.length === 0) return { valuesMasked, origins };
  let done = 0;
  await client.query('BEGIN');
  // A batch finds its rows by their places, instead of reading the whole table for each.
  await client.query(`SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off`);
  const list = columns.map(({ column }) => `${identifier(column.name)}::text`).join(', ');
  await client.query(
    `DECLARE branch_prod_rows NO SCROLL CURSOR FOR SELECT ctid::text, ${list} FROM ONLY ${qualified(table)}`,
  );
  const update = updateStatement(planned);
  for (;;) {
    signal.throwIfAborted();
    const batch = await client.query<(string | null)[]>({
      text: `FETCH ${BATCH} FROM branch_prod_rows`,
      rowMode: 'array',
    });
    if (batch.rows.length === 0) break;
    const changed: (string | null)[][] = [];
    for (const [place, ...raw] of batch.rows) {
      const masked = raw.map((value, index) =>
        value === null ? null : maskValue(mask, columns[index] as PlannedColumn, value),
      );
      const changes = masked.filter((value, index) => value !== raw[index]).length;
      valuesMasked += changes;
      if (changes > 0) changed.push([place as string, ...masked]);
    }
    if (changed.length > 0) {
      const { rows } = await client.query<{ old: string; new: string }>(
        update,
        [{}, ...columns].map((_, index) => changed.map((row) => row[index])),
      );
      if (rows.length !== changed.length) throw new Error('a row could not be written');
      for (const row of rows) origins.set(placeKey(row.new), placeKey(row.old));
    }
    done += batch.rows.length;
    onRows(done);
  }
  await client.query('CLOSE branch_prod_rows');
  await client.query('COMMIT');
  return { valuesMasked, origins };
}

/** Another error than ours could quote the value in its message. */
function maskValue(mask: MaskTableOptions['mask'], column: PlannedColumn, raw: string) {
  try {
    return mask(column, raw);
  } catch (error) {
    const known = error instanceof BranchProdError ? error : undefined;
    const reason = known === undefined ? '' : `: ${known.message}`;
    throw new BranchProdError(
      'mask-failed',
      `a value of ${column.name} could not be masked${reason}`,
      { nextStep: known?.nextStep ?? 'Choose another mask for the column.' },
    );
  }
}

function updateStatement({ table, columns }: PlannedTable): string {
  const set = columns.map(({ column }, index) => {
    // An explicit cast would cut what is too long for the column; an assignment refuses it.
    const cast = /^(text|character|citext|name\b)/.test(column.type) ? '' : `::${column.type}`;
    return `${identifier(column.name)} = v.v${index}${cast}`;
  });
  const arrays = columns.map((_, index) => `$${index + 2}::text[]`).join(', ');
  const names = columns.map((_, index) => `v${index}`).join(', ');
  return `UPDATE ONLY ${qualified(table)} AS t SET ${set.join(', ')}
    FROM unnest($1::tid[], ${arrays}) AS v(place, ${names}) WHERE t.ctid = v.place
    RETURNING v.place::text AS old, t.ctid::text AS new`;
}

/** Where the rows are, in their order on disk. */
async function readPlaces(client: Client, { table }: PlannedTable): Promise<string[]> {
  const { rows } = await client.query<[string]>({
    text: `SELECT ctid::text AS place FROM ONLY ${qualified(table)} ORDER BY ctid`,
    rowMode: 'array',
  });
  return rows.map(([place]) => placeKey(place));
}

function placeKey(ctid: string): string {
  return ctid.slice(1, -1);
}

/** An index that is not live is neither written by UPDATE nor rebuilt by VACUUM FULL (src/include/catalog/pg_index.h). */
async function hideVectorIndexes(client: Client, { table }: PlannedTable, hide: boolean) {
  if (table.vectorIndexes.length === 0) return;
  await client.query(
    'UPDATE pg_catalog.pg_index SET indislive = $1 WHERE indexrelid = ANY($2::oid[])',
    [!hide, table.vectorIndexes.map(({ oid }) => oid)],
  );
  // The table's own entry is what sends word to caches that hold its list of indexes.
  await client.query('UPDATE pg_catalog.pg_class SET relname = relname WHERE oid = $1', [
    table.oid,
  ]);
}

function failure({ table, columns }: PlannedTable, error: unknown): BranchProdError {
  const { code, column, constraint } = error as Record<string, string | undefined>;
  const where = [
    `the masked values of ${qualified(table)} could not be written`,
    code === undefined ? undefined : `SQLSTATE ${code}`,
    constraint === undefined ? undefined : `constraint ${constraint}`,
    column === undefined ? undefined : `column ${column}`,
  ].filter((part) => part !== undefined);
  return new BranchProdError('mask-failed', where.join(', '), {
    nextStep: `Choose masks that fit the columns ${columns.map(({ name }) => name).join(', ')}.`,
    cause: code === undefined ? error : undefined,
  });
}
