import type { Mask } from '../../config/mask-schema.ts';
import type { ConfigPath, Problem } from '../../config/problem.ts';
import type { Column, Table } from '../catalog.ts';

/** Kinds of types, by what their values look like; a type of no kind is taken to accept any text. */
const TYPES = {
  text: ['text', 'varchar', 'bpchar', 'citext', 'name', 'char'],
  number: ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money'],
  date: ['date', 'timestamp', 'timestamptz'],
  time: ['time', 'timetz', 'interval'],
  period: ['daterange', 'tsrange', 'tstzrange', 'datemultirange', 'tsmultirange', 'tstzmultirange'],
  uuid: ['uuid'],
  network: ['inet', 'cidr'],
  mac: ['macaddr', 'macaddr8'],
  point: ['point', 'lseg', 'box', 'path', 'polygon'],
  shape: ['line', 'circle', 'geometry', 'geography', 'raster'],
  json: ['json', 'jsonb'],
  xml: ['xml'],
  hstore: ['hstore'],
  search: ['tsvector', 'tsquery'],
  bytes: ['bytea'],
  range: [
    'int4range',
    'int8range',
    'numrange',
    'int4multirange',
    'int8multirange',
    'nummultirange',
  ],
  other: ['bool', 'bit', 'varbit', 'oid', 'pg_lsn', 'xid', 'xid8'],
  enum: [],
  vector: [],
} as const;

type Kind = keyof typeof TYPES;

/** The kinds that a mask's pseudonyms fit; masks that are not here fit every type. */
const FITS: Partial<Record<Mask['mask'], readonly Kind[]>> = {
  person: ['text'],
  first_name: ['text'],
  last_name: ['text'],
  company: ['text'],
  email: ['text'],
  phone: ['text', 'number'],
  address: ['text'],
  city: ['text'],
  postcode: ['text', 'number'],
  geo: ['text', 'number', 'point'],
  date: ['text', 'number', 'date', 'period'],
  birthdate: ['text', 'number', 'date'],
  ip: ['text', 'network'],
  mac: ['text', 'mac'],
  url: ['text'],
  uuid: ['text', 'uuid'],
  card: ['text', 'number'],
  iban: ['text'],
  national_id: ['text', 'number'],
  number: ['number', 'range'],
  secret: ['text', 'number', 'uuid', 'bytes'],
  hash: ['text', 'uuid', 'bytes'],
  scramble: ['text', 'bytes'],
  text: ['text'],
  json: ['text', 'json'],
  xml: ['text', 'xml'],
  hstore: ['hstore'],
  noise: ['vector'],
  reembed: ['vector'],
};

/** Masks that give a whole array as well as one value. */
const FIT_ARRAYS = ['array', 'keep', 'null', 'constant', 'sql', 'derive', 'trigger', 'command'];

/** What keeps a mask from fitting its column: its type, NOT NULL, uniqueness, or something of the table that is not there. */
export function findMisfits(
  mask: Mask,
  { table, column, path }: { table: Table; column: Column; path: ConfigPath },
): Problem[] {
  const problem = (message: string, ...at: string[]) => ({ path: [...path, ...at], message });
  const wrongType = whyNoFit(mask, column);
  if (wrongType !== undefined) return [problem(wrongType)];
  if (mask.mask === 'null' && column.notNull) return [problem(`${column.name} is NOT NULL`)];
  const isAlone = table.uniqueKeys.some((key) => key.length === 1 && key[0] === column.name);
  if (mask.mask === 'constant' && isAlone) {
    return [problem(`${column.name} is unique: its values can't all be the same`)];
  }
  if (mask.mask === 'trigger' && !table.insertTriggers.includes(mask.trigger)) {
    const known = table.insertTriggers.join(', ') || 'none';
    return [problem(`no such row trigger that fires before INSERT; there is ${known}`, 'trigger')];
  }
  if (mask.mask === 'reembed') {
    const from = table.columns.find(({ name }) => name === mask.from);
    if (from === undefined) return [problem('no such column in the same table', 'from')];
    if (!from.holdsText || from.isVector) return [problem('holds no text', 'from')];
    if (from.generated)
      return [problem('is generated: name the column that it comes from', 'from')];
  }
  return [];
}

function whyNoFit(mask: Mask, column: Column): string | undefined {
  const { type } = column;
  if (mask.mask === 'array') {
    if (!column.isArray) return `the mask array does not fit ${type}, which is no array`;
    const inner = whyNoFit(mask.each, { ...column, isArray: false });
    return inner && `each: ${inner}`;
  }
  if (column.isArray && !FIT_ARRAYS.includes(mask.mask)) {
    return `${type} is an array: use { mask: array, each: ${mask.mask} }`;
  }
  const kind = kindOf(column);
  const fits = FITS[mask.mask];
  if (fits === undefined) return undefined;
  // hstore, noise and reembed make what no other type takes.
  if (kind === undefined ? fits.includes('text') : fits.includes(kind)) {
    // The bounds of a range must not change places.
    const mayTurn = kind === 'range' && mask.mask === 'number' && mask.keep !== 'rank';
    return mayTurn ? `${type} needs { mask: number, keep: rank }` : undefined;
  }
  const others = Object.entries(FITS).flatMap(([name, kinds]) =>
    kind !== undefined && kinds.includes(kind) ? [name] : [],
  );
  const choices = [...others, 'null', 'constant', 'sql', 'derive', 'command'].join(', ');
  return `the mask ${mask.mask} does not fit ${type}; what does: ${choices}`;
}

/** What the values of a column look like; `undefined` for a type that nobody here knows. */
export function kindOf({ typname, isEnum, isVector }: Column): Kind | undefined {
  if (isEnum) return 'enum';
  if (isVector) return 'vector';
  const kinds = Object.entries(TYPES) as [Kind, readonly string[]][];
  return kinds.find(([, names]) => names.includes(typname))?.[0];
}
