import type { Mask } from '../config/mask-schema.ts';
import { masksInside } from './proof/masks-inside.ts';
import { BUCKET_BYTES, bucketOf } from './proof/raw-pattern.ts';
import { DERIVED, NARROWING, NOT_SEARCHED, ORIGIN_BITS, UNCHANGED } from './raw-value-label.ts';
import { createValueIndex, type SharedValueIndex } from './value-index.ts';

/** A column whose raw values have to be gone from the snapshot. */
export interface RawColumn {
  /** As the policy writes it. */
  readonly name: string;
  readonly mask: Mask;
  /** Whether its values are looked for inside prose. */
  readonly entity: boolean;
}

/** Raw values on their way between threads, as keyed hashes: to be transferred with its buffer. */
export type RawBatch = Uint32Array<ArrayBuffer>;

/** Of an entry of a batch: the key's halves, the hash of its beginning, its label and its length's class. */
export const ENTRY = 5;
/** The raw values of all columns, as the search for leaks needs them. */
export interface RawValues {
  add(batch: RawBatch): void;
  /** Distinct raw values that are searched for. */
  readonly size: number;
  /** Distinct raw values that the rule leaves out: see `searchScope`. */
  readonly notSearched: number;
  /** For the threads that search; nothing may be added any more. */
  share(): SharedRawValues;
}

/** Where values come from, as the search for them knows it: a column, or one mask inside its structures. */
export interface Origin {
  readonly name: string;
  readonly mask: Mask['mask'];
  readonly entity: boolean;
}

export interface SharedRawValues {
  /** By the lower bits of a label. */
  readonly origins: readonly Origin[];
  readonly values: SharedValueIndex;
  /** Which lengths the values have that share a beginning: see `raw-pattern.ts`. */
  readonly lengths: SharedArrayBuffer;
}

/** The columns, and behind them for each structure the masks inside it. */
export function originsOf(columns: readonly RawColumn[]): Origin[] {
  return [
    ...columns.map(({ name, mask, entity }) => ({ name, mask: mask.mask, entity })),
    ...columns.flatMap(({ name, mask, entity }) =>
      masksInside(mask).map((inner) => ({ name, mask: inner, entity })),
    ),
  ];
}

/** 10 million distinct values take 201 MB, and the table of lengths 32 MB. */
export function createRawValues(columns: readonly RawColumn[]): RawValues {
  const origins = originsOf(columns);
  const values = createValueIndex();
  const lengths = new Uint32Array(new SharedArrayBuffer(BUCKET_BYTES));
  let size = 0;
  let notSearched = 0;
  return {
    get size() {
      return size;
    },
    get notSearched() {
      return notSearched;
    },
    add(batch) {
      const key = { high: 0, low: 0 };
      for (let at = 0; at < batch.length; at += ENTRY) {
        key.high = batch[at] as number;
        key.low = batch[at + 1] as number;
        const label = batch[at + 3] as number;
        const before = values.get(key);
        if ((label & NOT_SEARCHED) !== 0) {
          if (before !== 0) continue;
          notSearched += 1;
          values.set(key, label);
          continue;
        }
        if (before === 0 || (before & NOT_SEARCHED) !== 0) {
          if (before !== 0) notSearched -= 1;
          if ((label & DERIVED) === 0) size += 1;
          values.set(key, label);
          const length = batch[at + 4] as number;
          const bucket = bucketOf(batch[at + 2] as number) + (length >>> 5);
          lengths[bucket] = (lengths[bucket] as number) | (1 << (length & 31));
          continue;
        }
        // The widest search that any column asks for, under the name of the first column.
        const origin = Math.min(before & ORIGIN_BITS, label & ORIGIN_BITS);
        const widest = origin | (before & label & NARROWING) | ((before | label) & UNCHANGED);
        if (((before ^ widest) & DERIVED) !== 0) size += 1;
        if (widest !== before) values.set(key, widest);
      }
    },
    share: () => ({ origins, values: values.share(), lengths: lengths.buffer }),
  };
}
