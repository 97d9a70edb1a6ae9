import type { Mask } from '../../config/mask-schema.ts';
import {
  COINCIDES,
  KEPT_COLUMNS_ONLY,
  MASKED_COLUMNS_ONLY,
  NOT_IN_NUMBERS,
  NOT_IN_SCHEMA,
  PROSE_ONLY,
  UNCHANGED,
} from '../raw-value-label.ts';
import type { Origin } from '../raw-values.ts';
import { isWordAt } from './fold-text.ts';

/** What the policy says of a column that is searched, and what it may hold. */
export interface SearchedColumn {
  readonly mask?: Mask['mask'] | undefined;
  /** The masks inside of a structure. */
  readonly inside?: readonly Mask['mask'][] | undefined;
  /** Of a type that holds numbers or dates and no text. */
  readonly numbers?: boolean;
  /** Made from masked columns, after they were searched. */
  readonly computed?: boolean;
  /** What the schema says. */
  readonly schema?: boolean;
}

/** A column that the policy keeps; also what is in no column. */
export const KEPT: SearchedColumn = {};

/**
 * What it means that a raw value stands in a column. Some values say nothing in some places, by their label. Where
 * the column has the mask that the value's own column has, and its pseudonyms are of the same space as raw values, the
 * value as a whole (in a structure with that mask inside, as a whole element) is a coincidence: telephone numbers become telephone numbers, so one may be somebody's. It is a
 * leak if the mask gave any value itself (its label says so), or if the pseudonyms are chosen to be no raw values, as
 * those of entities are. What is computed from the column coincides as well.
 */
export function judgeHit(
  column: SearchedColumn,
  label: number,
  origin: Origin,
  isWhole: (isStructure: boolean) => boolean,
): 'leak' | 'coincidence' | 'nothing' {
  if (saysNothing(column, label)) return 'nothing';
  if (column.computed === true && (label & COINCIDES) !== 0) return 'nothing';
  const isInside = column.inside?.includes(origin.mask) === true;
  const mayCoincide =
    (column.mask === origin.mask || isInside) &&
    COINCIDING.has(origin.mask) &&
    !origin.entity &&
    (label & UNCHANGED) === 0;
  return mayCoincide && isWhole(isInside) ? 'coincidence' : 'leak';
}

/** Masks of which a pseudonym may be a raw value by chance; all others have some 2⁵⁰ pseudonyms, or name none. */
const COINCIDING: ReadonlySet<string> = new Set([
  'first_name',
  'last_name',
  'phone',
  'address',
  'city',
  'postcode',
  'ip',
  'mac',
  'url',
  'card',
  'iban',
  'national_id',
  'secret',
  'scramble',
]);
const PROSE_AND_NAMES: ReadonlySet<string> = new Set(['text', 'person', 'first_name', 'last_name']);

function saysNothing({ mask, numbers, schema }: SearchedColumn, label: number): boolean {
  const isSet = (flag: number) => (label & flag) !== 0;
  return (
    (mask === undefined && isSet(MASKED_COLUMNS_ONLY)) ||
    (mask !== undefined && isSet(KEPT_COLUMNS_ONLY)) ||
    (isSet(PROSE_ONLY) && (mask === undefined || !PROSE_AND_NAMES.has(mask))) ||
    (numbers === true && isSet(NOT_IN_NUMBERS)) ||
    (schema === true && isSet(NOT_IN_SCHEMA))
  );
}

/** What separates fields and lines in a searched text. */
export const FIELD_UNIT = 0x1c;
export const LINE_UNIT = 0x1d;

/** Of a value, what stands before its first word and behind its last one, such as the plus sign of a telephone number. */
const LONGEST_EDGE = 8;

/** Whether nothing else stands in the field, or between the signs that bound an element of a structure. */
export function isWholeField(
  text: string,
  start: number,
  end: number,
  isStructure: boolean,
): boolean {
  return isEdge(text, start - 1, -1, isStructure) && isEdge(text, end, 1, isStructure);
}

function isEdge(text: string, from: number, step: 1 | -1, isStructure: boolean): boolean {
  for (let at = from, count = 0; count <= LONGEST_EDGE; at += step, count += 1) {
    const unit = text.charCodeAt(at);
    if (Number.isNaN(unit) || unit === FIELD_UNIT || unit === LINE_UNIT) return true;
    if (isStructure && '"{},<>'.includes(text[at] as string)) return true;
    if (isWordAt(text, at)) return false;
  }
  return false;
}
