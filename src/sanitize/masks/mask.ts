import type { KeyedHash } from '../keyed-hash.ts';
import type { KnownValues } from '../known-values.ts';

/** What a mask may use beside the value. Pass the same object for a whole column: caches hang on it. */
export interface MaskContext {
  hash: KeyedHash;
  known: KnownValues;
  /** The most characters (code points, as PostgreSQL counts) that the column takes. */
  maxLength?: number | undefined;
  /**
   * In a column whose values must differ: which of a value's candidates is its own, from 0. Candidates before it are
   * other values' pseudonyms.
   */
  firstAttempt?: ((raw: string) => number) | undefined;
}

/**
 * A raw value's pseudonym: always the same for the same value, key and known values. The empty string stays empty.
 * Values are PostgreSQL's text form of the column's type (ISO dates, `{a,b}` arrays). `by` is the raw value of the
 * column that the mask's option `by` names.
 * Throws `mask-failed`, without the value, if there is no pseudonym.
 */
export type ApplyMask = (raw: string, context: MaskContext, by?: string | null) => string | null;
