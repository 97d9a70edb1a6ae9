import type { Client } from 'pg';
import { BranchProdError } from '../errors.ts';
import type { Catalog, ForeignKey } from './catalog.ts';
import type { Plan } from './plan.ts';
import { movableIndexes } from './rows/fill-tables.ts';
import { identifier } from './sql.ts';

/**
 * Looks at each foreign key that masking or deleting rows may have broken: PostgreSQL's own checks, which are triggers,
 * did not fire. Rows that reference deleted ones are deleted too, or set to NULL, where their key says so. Throws
 * `mask-failed`, naming the key.
 */
export async function checkForeignKeys(
  client: Client,
  catalog: Catalog,
  plan: Plan,
): Promise<void> {
  /** Tables that have lost rows. */
  const smaller = new Set(
    plan.tables.filter(({ rows }) => rows !== undefined).map(({ table }) => table.oid),
  );
  const keys = catalog.foreignKeys.filter(({ validated }) => validated);
  for (let changed = true; changed; ) {
    changed = false;
    for (const key of keys.filter((key) => lostRows(key, catalog, smaller))) {
      const statement = followUp(key, catalog, plan);
      if (statement === undefined) continue;
      const { rowCount } = await client.query(statement);
      if (rowCount === 0 || key.onDelete !== 'cascade') continue;
      changed = true;
      for (const { oid } of storing(catalog, key.table)) smaller.add(oid);
    }
  }
  for (const key of keys) {
    const isSmaller = lostRows(key, catalog, smaller);
    if (!isSmaller && !touches(plan, catalog, key)) continue;
    const { rowCount } = await client.query(`SELECT FROM ${dangling(key, catalog)} LIMIT 1`);
    if (rowCount === 0) continue;
    throw isSmaller
      ? new BranchProdError(
          'mask-failed',
          `deleted rows are referenced by the foreign key ${key.name}`,
          {
            nextStep: `Delete the rows of ${key.tableName} that reference them too, in \`sanitize.tables\`.`,
          },
        )
      : new BranchProdError('mask-failed', `masking breaks the foreign key ${key.name}`, {
          nextStep:
            'Give the referenced column a mask that keeps values apart, such as hash or email.',
        });
  }
}

/** What the key's ON DELETE would have done. */
function followUp(key: ForeignKey, catalog: Catalog, plan: Plan): string | undefined {
  if (key.onDelete === 'cascade') return `DELETE FROM ${dangling(key, catalog)}`;
  // The row would move away from where the vector index is going to be told it is.
  const planned = plan.tables.find(({ table }) => table.oid === key.table);
  if (key.onDelete !== 'set null' || (planned && movableIndexes(planned).length > 0))
    return undefined;
  const nulls = key.columns.map((column) => `${identifier(column)} = NULL`);
  const [table, condition] = danglingParts(key, catalog);
  return `UPDATE ${table} SET ${nulls.join(', ')} WHERE ${condition}`;
}

function lostRows(key: ForeignKey, catalog: Catalog, smaller: ReadonlySet<number>): boolean {
  return storing(catalog, key.referencedTable).some(({ oid }) => smaller.has(oid));
}

/** The tables that store the rows of a table, which may be a partitioned one. */
function storing({ tables }: Catalog, oid: number): Catalog['tables'] {
  return tables.filter((table) => table.oid === oid || table.parents.some((of) => of.oid === oid));
}

/** The root of partitions stores nothing and is in no plan; its keys are always checked. */
function touches(plan: Plan, { tables }: Catalog, { table: oid, columns }: ForeignKey): boolean {
  const planned = plan.tables.find(({ table }) => table.oid === oid);
  if (planned === undefined) return !tables.some((table) => table.oid === oid);
  return planned.columns.some(({ column }) => columns.includes(column.name));
}

function dangling(key: ForeignKey, catalog: Catalog): string {
  const [table, condition] = danglingParts(key, catalog);
  return `${table} WHERE ${condition}`;
}

/** A row that has a key and nothing that it leads to; of a key with several columns, one NULL makes it none. */
function danglingParts(key: ForeignKey, { tables }: Catalog): [table: string, condition: string] {
  const same = key.columns.map(
    (column, index) =>
      `r.${identifier(key.referencedColumns[index] ?? '')} ${key.operators[index]} t.${identifier(column)}`,
  );
  const present = key.columns.map((column) => `t.${identifier(column)} IS NOT NULL`);
  // Rows of tables that inherit from them don't count.
  const only = (oid: number) => (tables.some((table) => table.oid === oid) ? 'ONLY ' : '');
  return [
    `${only(key.table)}${key.tableName} t`,
    `${present.join(' AND ')} AND NOT EXISTS (SELECT FROM ${only(key.referencedTable)}${key.referencedTableName} r WHERE ${same.join(' AND ')})`,
  ];
}
