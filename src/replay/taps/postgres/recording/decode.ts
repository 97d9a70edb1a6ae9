import { StringDecoder } from 'node:string_decoder';
import type { Value } from '../conversation/bodies.ts';

/** OIDs of types that never change; src/include/catalog/pg_type.dat */
const TYPES = {
  ...{ bool: 16, int8: 20, int2: 21, int4: 23, text: 25, json: 114, xml: 142, float4: 700 },
  ...{ float8: 701, bpchar: 1042, varchar: 1043, numeric: 1700, uuid: 2950, jsonb: 3802 },
};
const TEXTS: readonly number[] = [
  ...[TYPES.text, TYPES.varchar, TYPES.bpchar, TYPES.json, TYPES.xml, TYPES.jsonb],
];
const INTEGERS: readonly number[] = [TYPES.int2, TYPES.int4, TYPES.int8];
const FLOATS: readonly number[] = [TYPES.float4, TYPES.float8];

export function isText(type: number): boolean {
  return TEXTS.includes(type);
}

/** A distance or a rank; a rounded one is a numeric. */
export function isFraction(type: number): boolean {
  return FLOATS.includes(type) || type === TYPES.numeric;
}

/** Types whose text form is the same in every session, so that a value can be looked for by it. */
export function isComparable(type: number): boolean {
  return [...INTEGERS, TYPES.text, TYPES.varchar, TYPES.uuid, TYPES.bool].includes(type);
}

/** Nothing of it was cut. */
export function isWhole({ bytes, length }: Value): boolean {
  return bytes.length === length;
}

/**
 * A value in PostgreSQL's text form; of a cut one the characters that are whole. `undefined` for the binary form of a
 * type that is not read here. The encoding is taken for UTF-8.
 */
export function decodeText({ bytes }: Value, format: number, type: number): string | undefined {
  if (format === 0 || (isText(type) && type !== TYPES.jsonb)) return utf8(bytes);
  // After a version, of which there is one: jsonb_send in src/backend/utils/adt/jsonb.c
  if (type === TYPES.jsonb) return bytes[0] === 1 ? utf8(bytes.subarray(1)) : undefined;
  switch (`${type}:${bytes.length}`) {
    case `${TYPES.bool}:1`:
      return bytes[0] === 0 ? 'f' : 't';
    case `${TYPES.int2}:2`:
      return String(bytes.readInt16BE(0));
    case `${TYPES.int4}:4`:
      return String(bytes.readInt32BE(0));
    case `${TYPES.int8}:8`:
      return String(bytes.readBigInt64BE(0));
    case `${TYPES.float4}:4`:
      return String(Number(bytes.readFloatBE(0).toPrecision(9)));
    case `${TYPES.float8}:8`:
      return String(bytes.readDoubleBE(0));
    case `${TYPES.uuid}:16`:
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    default:
      return undefined;
  }
}

/** As a key has it: a number where that is exact. */
export function keyValue(text: string, type: number): string | number {
  if (!INTEGERS.includes(type)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

function utf8(bytes: Buffer): string {
  return new StringDecoder('utf8').write(bytes);
}
