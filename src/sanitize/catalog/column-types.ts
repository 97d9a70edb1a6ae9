import type { Client } from 'pg';
import type { Column } from '../catalog.ts';
import { USER_SCHEMA } from './user-schema.ts';

/** What a column's type says of the column. */
export type ColumnType = Pick<
  Column,
  'typname' | 'isArray' | 'isEnum' | 'isVector' | 'fromExtension' | 'holdsText' | 'maxLength'
> & { readonly isNotNull: boolean };

interface TypeRow {
  readonly oid: number;
  readonly name: string;
  readonly builtIn: boolean;
  readonly extension: string | null;
  /** `pg_type.typtype`: b a base type, c composite, d a domain, e an enum, m a multirange, r a range. */
  readonly kind: string;
  readonly notNull: boolean;
  /** A domain's base type, and its modifier. */
  readonly base: number;
  readonly modifier: number;
  /** An array's elements. */
  readonly element: number | null;
  /** What else its values are made of: a range's bounds, a composite's attributes. */
  readonly parts: readonly number[];
}

/**
 * PostgreSQL's own types whose values can't hold text; every other type counts as one that can, so that a type which
 * nobody here knows has to be decided in the policy.
 */
const TEXTLESS = new Set(
  `bool int2 int4 int8 float4 float8 numeric money oid bit varbit date time timetz timestamp timestamptz interval uuid
  pg_lsn xid xid8 point line lseg box path polygon circle int4multirange int8multirange nummultirange datemultirange
  tsmultirange tstzmultirange`.split(/\s+/),
);

const VECTORS = ['vector', 'halfvec', 'sparsevec'];

/** Reads the types that columns have, with those that they are made of; gives what each column's type says of it. */
export async function readColumnTypes(
  client: Client,
): Promise<(oid: number, modifier: number) => ColumnType> {
  const { rows } = await client.query<TypeRow>(`
    WITH RECURSIVE used (oid) AS (
      SELECT a.atttypid FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND ${USER_SCHEMA}
      UNION
      SELECT part.oid FROM used JOIN pg_catalog.pg_type t ON t.oid = used.oid
        CROSS JOIN LATERAL (SELECT t.typbasetype UNION ALL SELECT t.typelem
          UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
          UNION ALL SELECT d.refobjid FROM pg_catalog.pg_depend d WHERE t.typtype = 'm' AND d.objid = t.oid
            AND d.classid = 'pg_catalog.pg_type'::regclass AND d.refclassid = 'pg_catalog.pg_type'::regclass
          UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) AS part (oid)
        WHERE part.oid <> 0
    )
    SELECT t.oid::int8::float8 AS oid, t.typname AS name, n.nspname = 'pg_catalog' AS "builtIn", t.typtype AS kind,
      t.typnotnull AS "notNull", t.typbasetype::int8::float8 AS base, t.typtypmod AS modifier,
      CASE WHEN e.typarray = t.oid THEN e.oid::int8::float8 END AS element,
      (SELECT x.extname FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension x ON x.oid = d.refobjid
        WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid
          AND d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e') AS extension,
      array_to_json(ARRAY(SELECT r.rngsubtype::int8 FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
        UNION ALL SELECT d.refobjid::int8 FROM pg_catalog.pg_depend d WHERE t.typtype = 'm' AND d.objid = t.oid
          AND d.classid = 'pg_catalog.pg_type'::regclass AND d.refclassid = 'pg_catalog.pg_type'::regclass
        UNION ALL SELECT a.atttypid::int8 FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)) AS parts
    FROM (SELECT DISTINCT oid FROM used) AS all_used JOIN pg_catalog.pg_type t ON t.oid = all_used.oid
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem`);
  const types = new Map(rows.map((row) => [row.oid, row]));
  return (oid, modifier) => describe(types, oid, modifier);
}

function describe(types: Map<number, TypeRow>, oid: number, given: number): ColumnType {
  const holdsText = couldHoldText(types, oid, new Set());
  const unknown = { name: 'unknown', extension: null, kind: 'b' };
  let type = types.get(oid);
  let modifier = given;
  let isNotNull = false;
  let isArray = false;
  for (;;) {
    const inner = type?.kind === 'd' ? type.base : (type?.element ?? undefined);
    if (type === undefined || inner === undefined) break;
    if (type.kind === 'd') {
      modifier = type.modifier;
      isNotNull ||= type.notNull && !isArray;
    } else isArray = true;
    type = types.get(inner);
  }
  const { name, extension, kind } = type ?? unknown;
  return {
    typname: name,
    isArray,
    isEnum: kind === 'e',
    isVector: extension === 'vector' && VECTORS.includes(name) && !isArray,
    fromExtension: extension ?? undefined,
    holdsText,
    isNotNull,
    // The modifier of these two is the length and 4 (src/backend/utils/adt/varchar.c).
    maxLength: ['varchar', 'bpchar'].includes(name) && modifier > 4 ? modifier - 4 : undefined,
  };
}

/** A type that is made of others holds what they hold; one that holds itself, through an array, is asked once. */
function couldHoldText(types: Map<number, TypeRow>, oid: number, asked: Set<number>): boolean {
  const type = types.get(oid);
  if (type === undefined) return true;
  if (asked.has(oid)) return false;
  asked.add(oid);
  const holds = (inner: number) => couldHoldText(types, inner, asked);
  if (type.kind === 'e' || (type.builtIn && TEXTLESS.has(type.name))) return false;
  if (type.kind === 'd') return holds(type.base);
  if (type.element !== null) return holds(type.element);
  return type.parts.length === 0 || type.parts.some(holds);
}
