import type { Client } from 'pg';
import type { Mask } from '../../config/mask-schema.ts';
import type { Column, Table } from '../catalog.ts';
import type { ComputedMask } from '../masks/registry.ts';
import type { Plan, PlannedColumn } from '../plan.ts';

/** Columns of one mask with one set of values, whose pseudonyms must differ wherever the raw values do. */
export interface UniqueGroup {
  readonly mask: ValuedMask;
  readonly columns: readonly UniqueColumn[];
  /** Whether pseudonyms that differ in letter case only count as equal. */
  readonly folded: boolean;
}

export interface UniqueColumn {
  readonly table: Table;
  readonly planned: PlannedColumn;
  /** The constraint or index that asks for it. */
  readonly constraint: string;
  /** Whether the key has no other column: then equal pseudonyms can't be in it. */
  readonly alone: boolean;
}

/** Masks that are a function of the value; what computes the others answers for their uniqueness itself. */
export type ValuedMask = Exclude<Mask, ComputedMask>;

const UNGROUPED = new Set<Mask['mask']>([
  ...(['keep', 'null', 'sql', 'derive', 'trigger', 'command', 'reembed', 'noise'] as const),
]);

/**
 * The masked columns of unique constraints, unique indexes and primary keys, those of one mask together, so that equal
 * values keep having one pseudonym. Of a key with several columns each masked one counts by itself: where every column
 * keeps its values apart, the key does too.
 */
export async function findUniqueGroups(client: Client, plan: Plan): Promise<UniqueGroup[]> {
  const keys = await readUniqueKeys(client);
  const groups = new Map<string, UniqueColumn[]>();
  const foldedMasks = new Set<string>();
  for (const { table, columns } of plan.tables) {
    for (const planned of columns.filter(({ mask }) => !UNGROUPED.has(mask.mask))) {
      const own = keys.filter(
        (key) => key.table === table.oid && key.columns.includes(planned.column.name),
      );
      // Where several keys ask for it, the one that can't be met otherwise is the one to name.
      const [first] = own.toSorted((a, b) => a.columns.length - b.columns.length);
      if (first === undefined) continue;
      const mask = JSON.stringify(planned.mask);
      const alone = first.columns.length === 1;
      groups.set(mask, [
        ...(groups.get(mask) ?? []),
        { table, planned, constraint: first.name, alone },
      ]);
      if (own.some(({ folded }) => folded.includes(planned.column.name))) foldedMasks.add(mask);
    }
  }
  return [...groups].map(([mask, columns]) => ({
    mask: JSON.parse(mask),
    columns,
    folded: foldedMasks.has(mask),
  }));
}

/** The group's column that this one is, if any. */
export function isColumn({ table, planned }: UniqueColumn, of: Table, column: Column): boolean {
  return table.oid === of.oid && planned.column.name === column.name;
}

interface UniqueKey {
  readonly table: number;
  readonly name: string;
  readonly columns: readonly string[];
  /** Those of `columns` in which letter case may not count: by type, collation or an expression such as lower(). */
  readonly folded: readonly string[];
}

/** An expression's columns stand in pg_depend: what it makes of them is unknown, so letter case is taken not to count. */
async function readUniqueKeys(client: Client): Promise<UniqueKey[]> {
  const { rows } = await client.query<UniqueKey>(`
    WITH members AS (
      SELECT i.indexrelid, i.indrelid, k.attnum, i.indcollation[k.position - 1] AS collation, false AS computed
        FROM pg_catalog.pg_index i, unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
        WHERE k.attnum > 0 AND k.position <= i.indnkeyatts AND (i.indisunique OR i.indisexclusion AND EXISTS (
          SELECT FROM pg_catalog.pg_constraint x JOIN pg_catalog.pg_operator o ON o.oid = x.conexclop[k.position]
          WHERE x.conindid = i.indexrelid AND x.contype = 'x' AND o.oprname = '='))
      UNION ALL
      SELECT i.indexrelid, i.indrelid, d.refobjsubid, 0, true
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass
          AND d.objid = i.indexrelid AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.indrelid
        WHERE i.indisunique AND i.indexprs IS NOT NULL AND d.refobjsubid > 0
          AND NOT d.refobjsubid = ANY (i.indkey::int2[])
    )
    SELECT m.indrelid::int8::float8 AS table, c.relname AS name, json_agg(DISTINCT a.attname) AS columns,
      coalesce(json_agg(DISTINCT a.attname) FILTER (WHERE m.computed OR b.typname = 'citext'
        OR NOT coalesce(l.collisdeterministic, true)), '[]') AS folded
    FROM members m JOIN pg_catalog.pg_class c ON c.oid = m.indexrelid
      JOIN pg_catalog.pg_attribute a ON a.attrelid = m.indrelid AND a.attnum = m.attnum
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
      LEFT JOIN pg_catalog.pg_collation l ON l.oid = m.collation
    GROUP BY m.indexrelid, m.indrelid, c.relname ORDER BY c.relname`);
  return rows;
}
