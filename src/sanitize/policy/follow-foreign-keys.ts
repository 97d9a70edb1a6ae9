import { formatTableName } from '../../config/column-reference.ts';
import type { Mask } from '../../config/mask-schema.ts';
import type { Problem } from '../../config/problem.ts';
import type { Catalog, Column, ForeignKey, Table } from '../catalog.ts';
import { type Decision, type Decisions, isSameMask } from './decisions.ts';

/** A column that references another, by the foreign key that says so. */
interface Link {
  readonly key: ForeignKey;
  readonly from: Node;
  readonly to: Node;
}

/** A column of a table, or of a partitioned table as a whole: then of all its parts. */
interface Node {
  readonly name: string;
  readonly places: readonly { readonly table: Table; readonly column: Column }[];
}

/**
 * Gives every column that references a masked one the same mask, through chains of references, so that a key still
 * leads somewhere. Adds a problem where the policy says something else of one of the two. A composite key is followed
 * column by column.
 */
export function followForeignKeys(
  catalog: Catalog,
  decisions: Decisions,
  problems: Problem[],
): void {
  const links = findLinks(catalog);
  const decisionOn = ({ places }: Node) => {
    const found = places.map(({ table, column }) => decisions.get(table)?.get(column));
    return found.find(isMasked) ?? found.find((decision) => decision !== undefined);
  };
  const refused = new Set<Link>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const link of links) {
      const key = decisionOn(link.to);
      if (!isMasked(key) || refused.has(link)) continue;
      for (const { table, column } of link.from.places) {
        const own = decisions.get(table)?.get(column);
        if (own !== undefined && isSameMask(own.mask, key.mask)) continue;
        const message = whyNotFollowed(link, key.mask, own);
        if (message !== undefined) {
          refused.add(link);
          if (own?.mask.mask !== 'null') problems.push({ path: (own ?? key).path, message });
          break;
        }
        decisions.get(table)?.set(column, follow(key, link));
        changed = true;
      }
    }
  }
  for (const { key, from, to } of links) {
    const own = decisionOn(from);
    if (!isMasked(own) || own.mask.mask === 'null' || isMasked(decisionOn(to))) continue;
    // A table of an extension that no copy keeps.
    if (to.places.length === 0) continue;
    const message = `${from.name} has a mask, and ${to.name}, which it references (${key.name}), has none: mask ${to.name}, and ${from.name} follows`;
    problems.push({ path: own.path, message });
  }
}

/** The most characters that fit into all columns that a column shares its values with. */
export function shortestLengths(catalog: Catalog, decisions: Decisions): Map<Column, number> {
  const lengths = new Map<Column, number>();
  for (const { columns } of catalog.tables) {
    for (const column of columns) {
      if (column.maxLength !== undefined) lengths.set(column, column.maxLength);
    }
  }
  const links = findLinks(catalog).map(({ from, to }) =>
    [...from.places, ...to.places].filter(({ table, column }) =>
      isMasked(decisions.get(table)?.get(column)),
    ),
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (const places of links) {
      const shortest = Math.min(...places.map(({ column }) => lengths.get(column) ?? Infinity));
      for (const { column } of places) {
        if (shortest >= (lengths.get(column) ?? Infinity)) continue;
        lengths.set(column, shortest);
        changed = true;
      }
    }
  }
  return lengths;
}

function findLinks(catalog: Catalog): Link[] {
  const families = new Map<number, Table[]>();
  const shown = new Map<number, string>();
  for (const table of catalog.tables) {
    for (const { oid, schema, name } of [table, ...table.parents]) {
      shown.set(oid, formatTableName({ schema, table: name }));
      families.set(oid, [...(families.get(oid) ?? []), table]);
    }
  }
  const node = (oid: number, tableName: string, name: string): Node => ({
    name: `${shown.get(oid) ?? tableName}.${name}`,
    places: (families.get(oid) ?? []).flatMap((table) =>
      table.columns
        .filter((column) => column.name === name && !column.generated)
        .map((column) => ({ table, column })),
    ),
  });
  return catalog.foreignKeys.flatMap((key) =>
    key.columns.map((name, index) => ({
      key,
      from: node(key.table, key.tableName, name),
      to: node(key.referencedTable, key.referencedTableName, key.referencedColumns[index] ?? ''),
    })),
  );
}

function isMasked(decision: Decision | undefined): decision is Decision {
  return decision !== undefined && decision.mask.mask !== 'keep';
}

function follow({ mask, path }: Decision, { key, to }: Link): Decision {
  const { name: foreignKey, referencedTable: table } = key;
  const column = to.places[0]?.column.name ?? '';
  const tableName = to.name.slice(0, -column.length - 1);
  return { mask, path, isNamed: false, follows: { foreignKey, table, tableName, column } };
}

function whyNotFollowed({ key, from, to }: Link, mask: Mask, own: Decision | undefined) {
  if (own !== undefined && (own.isNamed || own.follows !== undefined)) {
    return `${to.name}, which ${from.name} references (${key.name}), has the mask ${mask.mask}, and ${from.name} has ${own.mask.mask}: give ${from.name} no rule, and it follows`;
  }
  const reason = whyUnequal(mask);
  return (
    reason &&
    `${from.name} references ${to.name} (${key.name}) and can't follow its mask: ${reason}`
  );
}

/** Why a mask gives equal values in two columns different pseudonyms. */
function whyUnequal(mask: Mask): string | undefined {
  switch (mask.mask) {
    case 'sql':
    case 'derive':
    case 'trigger':
      return `${mask.mask} is computed from a row of its own table`;
    case 'date':
      return mask.by === undefined ? undefined : '`by` is a column of its own table';
    case 'number':
      return mask.keep === 'rank' ? 'ranks are those of one column' : undefined;
    case 'noise':
    case 'reembed':
      return 'a vector is no key';
    default:
      return undefined;
  }
}
