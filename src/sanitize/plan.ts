import type { ColumnReference } from '../config/column-reference.ts';
import type { Mask } from '../config/mask-schema.ts';
import { didYouMean } from '../config/nearest.ts';
import type { LoadedConfig } from '../config/parse-config.ts';
import { invalidConfig, type Problem } from '../config/problem.ts';
import type { Catalog, Column, Table } from './catalog.ts';
import { columnName } from './sql.ts';

/** What will become of a database: the policy, resolved against its catalog. */
export interface Plan {
  readonly tables: readonly PlannedTable[];
  /** The columns whose values are searched for inside prose: those that prose names, and all of people's names. */
  readonly entities: readonly { readonly table: Table; readonly column: PlannedColumn }[];
}

export interface PlannedTable {
  readonly table: Table;
  /** The columns that change; none in a table that is only rewritten, to lose its dropped columns. */
  readonly columns: readonly PlannedColumn[];
}

export interface PlannedColumn {
  /** As the policy writes it. */
  readonly name: string;
  readonly column: Column;
  readonly mask: Mask;
}

type Masks = Map<Table, Map<Column, Mask>>;

/**
 * Resolves the policy. Throws `config-invalid` with every problem at its place: a rule for a column that does not
 * exist, a column that could hold text and has no rule, prose that names a column without a pseudonym.
 */
export function planMasking(loaded: LoadedConfig, catalog: Catalog): Plan {
  const { columns: rules, keep } = loaded.config.sanitize;
  const problems: Problem[] = [];
  const masks: Masks = new Map(catalog.tables.map((table) => [table, new Map()]));

  for (const { name, column: reference, mask } of rules) {
    const path = ['sanitize', 'columns', name];
    const found = findColumns(catalog, reference, (message) => problems.push({ path, message }));
    for (const { table, column } of found) masks.get(table)?.set(column, mask);
  }
  for (const [index, reference] of keep.entries()) {
    const path = ['sanitize', 'keep', index];
    for (const { table, column } of findKept(catalog, reference, (message) =>
      problems.push({ path, message }),
    )) {
      const planned = masks.get(table);
      if (!planned?.has(column)) planned?.set(column, { mask: 'keep' });
    }
  }
  followForeignKeys(catalog, masks);
  problems.push(...findUnlisted(masks));
  const entities = findEntities(loaded, catalog, masks, problems);
  if (problems.length > 0) throw invalidConfig(loaded, problems);

  const tables = [...masks].map(([table, planned]) => ({
    table,
    columns: [...planned]
      .filter(([, { mask }]) => mask !== 'keep')
      .map(([column, mask]) => ({ name: columnName(table, column.name), column, mask })),
  }));
  return {
    tables: tables.filter(({ table, columns }) => columns.length > 0 || table.hasDroppedColumns),
    entities,
  };
}

/** The tables that a rule for `schema.name` is about: the table itself, or all parts of a partitioned one. */
function findTables(
  catalog: Catalog,
  { schema, table }: { schema: string; table: string },
): Table[] {
  return catalog.tables.filter(
    ({ schema: own, name, root }) =>
      (own === schema && name === table) || (root?.schema === schema && root.name === table),
  );
}

function findColumns(
  catalog: Catalog,
  reference: ColumnReference,
  complain: (message: string) => void,
): { table: Table; column: Column }[] {
  const tables = findTables(catalog, reference);
  if (tables.length === 0) {
    const names = catalog.tables.filter(({ schema }) => schema === reference.schema);
    const hint = didYouMean(
      reference.table,
      names.map(({ name }) => name),
    );
    complain(`no such table in ${reference.schema}${hint}`);
    return [];
  }
  const found = tables.flatMap((table) =>
    table.columns
      .filter(({ name, generated }) => name === reference.column && !generated)
      .map((column) => ({ table, column })),
  );
  if (found.length === 0) {
    const names = tables.flatMap(({ columns }) => columns.filter(({ generated }) => !generated));
    const hint = didYouMean(
      reference.column,
      names.map(({ name }) => name),
    );
    complain(`no such column in ${reference.schema}.${reference.table}${hint}`);
  }
  return found;
}

function findKept(
  catalog: Catalog,
  reference: { schema: string; table: string; column?: string },
  complain: (message: string) => void,
): { table: Table; column: Column }[] {
  const { column } = reference;
  if (column !== undefined) return findColumns(catalog, { ...reference, column }, complain);
  const tables = findTables(catalog, reference);
  if (tables.length === 0) complain(`no such table in ${reference.schema}`);
  return tables.flatMap((table) => table.columns.map((of) => ({ table, column: of })));
}

/** A column that references a masked one gets its mask, so that the key still leads somewhere. */
function followForeignKeys(catalog: Catalog, masks: Masks): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const key of catalog.foreignKeys) {
      const from = catalog.tables.find(({ oid }) => oid === key.table);
      const to = catalog.tables.find(({ oid }) => oid === key.referencedTable);
      if (from === undefined || to === undefined) continue;
      for (const [index, name] of key.columns.entries()) {
        const column = from.columns.find((candidate) => candidate.name === name);
        const referenced = to.columns.find(
          (candidate) => candidate.name === key.referencedColumns[index],
        );
        const mask = referenced && masks.get(to)?.get(referenced);
        if (column === undefined || mask === undefined || masks.get(from)?.get(column) === mask) {
          continue;
        }
        masks.get(from)?.set(column, mask);
        changed = true;
      }
    }
  }
}

function findUnlisted(masks: Masks): Problem[] {
  return [...masks].flatMap(([table, planned]) =>
    table.columns
      .filter((column) => column.holdsText && !column.generated && !planned.has(column))
      .map(({ name, type }) => ({
        path: ['sanitize', 'unlisted'],
        message: `${columnName(table, name)} (${type}) is not listed: give it a mask in sanitize.columns, or list it in sanitize.keep`,
      })),
  );
}

function findEntities(
  loaded: LoadedConfig,
  catalog: Catalog,
  masks: Masks,
  problems: Problem[],
): Plan['entities'] {
  const entities = new Map<Column, Plan['entities'][number]>();
  for (const { name, mask } of loaded.config.sanitize.columns) {
    if (mask.mask !== 'text') continue;
    for (const [index, reference] of mask.entities.entries()) {
      const path = ['sanitize', 'columns', name, 'entities', index];
      const complain = (message: string) => problems.push({ path, message });
      for (const { table, column } of findColumns(catalog, reference, complain)) {
        const own = masks.get(table)?.get(column);
        if (own === undefined || ['keep', 'null', 'text', 'json'].includes(own.mask)) {
          complain('has no mask that gives a pseudonym for each value');
        } else {
          const planned = { name: columnName(table, column.name), column, mask: own };
          entities.set(column, { table, column: planned });
        }
      }
    }
  }
  // Without them, the pseudonym of one person could be the real name of another.
  for (const [table, planned] of masks) {
    for (const [column, mask] of planned) {
      if (mask.mask !== 'person' || entities.has(column)) continue;
      entities.set(column, {
        table,
        column: { name: columnName(table, column.name), column, mask },
      });
    }
  }
  return [...entities.values()];
}
