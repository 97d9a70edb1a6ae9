import { type ClientBase, escapeIdentifier } from 'pg';
import { parseTableName } from '../../config/column-reference.ts';
import { BranchProdError } from '../../errors.ts';
import type { RecordReference } from '../../investigation/result.ts';

/**
 * Removes records and changes nothing else: rows that refer to them stay. One that is not there is removed already.
 *
 * @param session as an engine gives it to the `change` of a fork: it fires no trigger and sees all rows
 * @throws {BranchProdError} `engine-failed` when PostgreSQL refuses; the message names the table and no value
 */
export async function removeRecords(
  session: ClientBase,
  records: readonly RecordReference[],
): Promise<void> {
  await session.query('BEGIN');
  for (const record of records) {
    const { from, condition, values } = whereIs(record);
    await session.query(`DELETE FROM ${from} WHERE ${condition}`, values).catch((cause) => {
      throw refused(record, 'removed from a fork', cause);
    });
  }
  await session.query('COMMIT');
}

/** The texts of those of the records that are there, each with its whole row as PostgreSQL writes it. Throws as above. */
export async function readRecords<T extends RecordReference>(
  client: ClientBase,
  records: readonly T[],
): Promise<(T & { readonly texts: readonly string[] })[]> {
  const found: (T & { readonly texts: readonly string[] })[] = [];
  for (const record of records) {
    const { from, condition, values } = whereIs(record);
    const { rows } = await client
      .query<{ text: string }>(
        `SELECT t::text AS text FROM ${from} AS t WHERE ${condition}`,
        values,
      )
      .catch((cause) => {
        throw refused(record, 'read from the branch', cause);
      });
    if (rows.length > 0) found.push({ ...record, texts: rows.map(({ text }) => text) });
  }
  return found;
}

/** Keys have the type of their columns: PostgreSQL reads them as it wrote them. */
function whereIs({ table: name, key }: RecordReference) {
  const { schema, table } = parseTableName(name);
  const columns = Object.keys(key);
  if (columns.length === 0) throw refused({ table: name }, 'told from others: it has no key');
  return {
    from: `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`,
    condition: columns
      .map((column, index) => `${escapeIdentifier(column)} = $${index + 1}`)
      .join(' AND '),
    values: Object.values(key).map(String),
  };
}

function refused(
  { table }: Pick<RecordReference, 'table'>,
  done: string,
  cause?: unknown,
): BranchProdError {
  const { code } = (cause ?? {}) as { code?: string };
  const reason = code === undefined ? '' : ` (${code})`;
  return new BranchProdError('engine-failed', `A row of ${table} can't be ${done}${reason}.`, {
    nextStep: 'See that the table has a primary key, and that its columns have the operator "=".',
    cause,
  });
}
