import type { Client } from 'pg';
import { BranchProdError } from '../../errors.ts';
import type { PlannedTable } from '../plan.ts';
import { identifier, qualified } from '../sql.ts';
import { inRowTransaction } from './row-transaction.ts';
import type { RowTransport } from './row-transport.ts';
import type { Spool } from './spool.ts';
import { expressionOf, type TablePlan } from './table-plan.ts';

const STAGING = 'pg_temp.branch_prod_staging';

/**
 * Computes the columns with the mask `derive` from masked rows: a temporary table with the types of the real one takes
 * the rows of one spool, and another spool the rows as they are to be. Throws `mask-failed`, without a value.
 */
export async function deriveRows(
  client: Client,
  { table, columns }: PlannedTable,
  options: {
    readonly plan: TablePlan;
    readonly transport: RowTransport;
    readonly from: Spool;
    readonly to: Spool;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { plan, transport, from, to, signal } = options;
  const own = identifier(table.name);
  const expressions = new Map(
    columns.flatMap(({ column, mask }) =>
      mask.mask === 'derive' ? [[column.name, mask.expression] as const] : [],
    ),
  );
  const selected = plan.columns.map((name) => {
    const expression = expressions.get(name);
    return expression === undefined ? `${own}.${identifier(name)}` : expressionOf(expression);
  });
  try {
    await inRowTransaction(client, table.schema, async () => {
      await client.query(
        `CREATE TEMPORARY TABLE branch_prod_staging (LIKE ${qualified(table)} INCLUDING GENERATED)`,
      );
      for (const name of expressions.keys()) {
        await client.query(`ALTER TABLE ${STAGING} ALTER ${identifier(name)} DROP NOT NULL`);
      }
      // Rows must stay in their order, by which the vector indexes find them.
      await client.query(
        `ALTER TABLE ${STAGING} ADD branch_prod_row bigint GENERATED ALWAYS AS IDENTITY`,
      );
      const target = { table: STAGING, columns: plan.columns };
      const places = await transport.write(client, target, from.read());
      const order = places === undefined ? '' : ' ORDER BY branch_prod_row';
      const query = `SELECT ${selected.join(', ')} FROM ${STAGING} AS ${own}${order}`;
      for await (const chunk of transport.read(client, query, signal)) await to.write(chunk);
      await client.query(`DROP TABLE ${STAGING}`);
    });
  } catch (error) {
    const { code } = error as { code?: string };
    if (error instanceof BranchProdError || code === undefined) throw error;
    throw new BranchProdError(
      'mask-failed',
      `columns of ${qualified(table)} could not be derived from its masked rows, SQLSTATE ${code}`,
      { nextStep: `Correct the expressions of ${[...expressions.keys()].join(', ')}.` },
    );
  }
}
