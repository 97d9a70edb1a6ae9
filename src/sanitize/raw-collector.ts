import type { ValueMask } from '../config/mask-schema.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { createLatestValues, type LatestValues } from './latest-values.ts';
import { type DerivedForm, derivedForms } from './proof/derived-forms.ts';
import { personalParts } from './proof/personal-parts.ts';
import {
  beginningEnd,
  createConfirmation,
  createRollingHash,
  LENGTHS,
  LONGEST_WHOLE,
  lengthClass,
  proofKey,
  rollingHashOf,
} from './proof/raw-pattern.ts';
import {
  CAPITAL_ONLY,
  DERIVED,
  KEPT_COLUMNS_ONLY,
  NOT_IN_NUMBERS,
  NOT_IN_SCHEMA,
  NOT_SEARCHED,
  PROSE_ONLY,
  UNCHANGED,
} from './raw-value-label.ts';
import { readRawValue, wordsOnly } from './raw-value-reading.ts';
import { ENTRY, type Origin, originsOf, type RawBatch, type RawColumn } from './raw-values.ts';

export interface RawCollector {
  /**
   * Takes down what is personal in a value of this column, by its place in the list; `masked` is what it became. A value
   * inside a structure has a mask of its own, which is the same object each time.
   */
  see(column: number, raw: string, masked: string | null, inner?: ValueMask): void;
  /** What was seen since the last time. */
  take(): RawBatch | undefined;
}

/** Values of one column that a thread remembers, so as not to send the same again. */
const REMEMBERED = 4000;

/**
 * To be made with the same list of columns in every thread.
 *
 * @param publicTexts what the program itself says: values that equal one are not searched.
 */
export function createRawCollector(
  hash: KeyedHash,
  columns: readonly RawColumn[],
  publicTexts: readonly string[] = [],
): RawCollector {
  const key = proofKey(hash);
  const rolling = createRollingHash(key);
  const confirm = createConfirmation(key);
  const seen = columns.map((column, at) => createSeen(column, at));
  const seenInside = new Map<ValueMask, Seen>();
  const origins = originsOf(columns);
  const ofProgram = new Set(publicTexts.map((text) => wordsOnly(text).folded));
  let entries = new Uint32Array(ENTRY * 1024);
  let filled = 0;

  function seenOf(at: number, inner: ValueMask | undefined): Seen {
    const ofColumn = seen[at] as Seen;
    if (inner === undefined) return ofColumn;
    const { name, entity } = ofColumn.column;
    const isOrigin = (origin: Origin) => origin.name === name && origin.mask === inner.mask;
    const known =
      seenInside.get(inner) ??
      createSeen({ name, mask: inner, entity }, origins.findIndex(isOrigin));
    seenInside.set(inner, known);
    return known;
  }
  function describe(value: string, { column, at, parts }: Seen, unchanged: number): void {
    const label = (at + 1) | unchanged;
    const { words, flags } = readRawValue(value, column);
    const isPublic = ofProgram.has(words);
    write(words, label | flags | (isPublic ? NOT_SEARCHED : 0));
    if (isPublic || (flags & NOT_SEARCHED) !== 0) return;
    const { mask, entity } = column;
    for (const { form, scope } of derivedForms(value, words, { mask: mask.mask, entity })) {
      if (ofProgram.has(form)) continue;
      // Many names share their parts.
      if (scope === 'names' && parts.get(form)) continue;
      if (scope === 'names') parts.set(form, true);
      write(form, label | flagsOfDerived[scope]);
    }
  }
  function write(words: string, label: number): void {
    const kept =
      words.length <= LONGEST_WHOLE ? words : words.slice(0, LENGTHS[lengthClass(words.length)]);
    const high = rollingHashOf(rolling, kept, kept.length);
    if (filled === entries.length) {
      const more = new Uint32Array(2 * filled);
      more.set(entries);
      entries = more;
    }
    entries[filled] = high;
    entries[filled + 1] = confirm(high, kept).low;
    entries[filled + 2] = rollingHashOf(rolling, kept, beginningEnd(kept, 0));
    entries[filled + 3] = label;
    entries[filled + 4] = lengthClass(Math.max(1, kept.length));
    filled += ENTRY;
  }
  return {
    see(at, raw, masked, inner) {
      const known = seenOf(at, inner);
      for (const part of personalParts(known.column.mask.mask, raw, masked)) {
        if (part === '' || known.values.get(part)) continue;
        known.values.set(part, true);
        describe(part, known, raw === masked ? UNCHANGED : 0);
      }
    },
    take() {
      if (filled === 0) return undefined;
      const batch = entries.slice(0, filled);
      filled = 0;
      return batch;
    },
  };
}

/** What was seen lately of a column, or of one mask inside it. */
interface Seen {
  readonly column: RawColumn;
  readonly at: number;
  readonly values: LatestValues<true>;
  readonly parts: LatestValues<true>;
}

function createSeen(column: RawColumn, at: number): Seen {
  const [values, parts] = [0, 1].map(() => createLatestValues<true>(REMEMBERED)) as [
    LatestValues<true>,
    LatestValues<true>,
  ];
  return { column, at, values, parts };
}

const flagsOfDerived: Readonly<Record<DerivedForm['scope'], number>> = {
  text: DERIVED | NOT_IN_NUMBERS,
  'kept-columns': DERIVED | KEPT_COLUMNS_ONLY | NOT_IN_NUMBERS,
  prose: DERIVED | PROSE_ONLY | NOT_IN_SCHEMA,
  names: DERIVED | PROSE_ONLY | CAPITAL_ONLY | NOT_IN_SCHEMA,
  nowhere: NOT_SEARCHED,
};
