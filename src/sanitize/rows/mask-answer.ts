import type { ErrorCode } from '../../errors.ts';
import type { Attempts } from '../computed/attempts.ts';
import type { SharedKnownValues } from '../known-values.ts';
import type { RawBatch, RawColumn } from '../raw-values.ts';
import type { MaskedChunk } from './mask-rows.ts';
import type { TablePlan } from './table-plan.ts';

/** What a thread that masks rows is started with. */
export interface WorkerData {
  readonly key: string;
  readonly known: SharedKnownValues;
  /** All planned columns; `FieldPlan.number` is the place in here. */
  readonly columns: readonly RawColumn[];
}

/** What it is told: the table whose rows follow, or rows. */
export type Order =
  | { readonly table: TablePlan; readonly attempts: Attempts }
  | { readonly chunk: Uint8Array<ArrayBuffer> };

/** What it says for each chunk. */
export type Answer =
  | { readonly masked: MaskedChunk; readonly raw: RawBatch | undefined }
  | { readonly error: { code: ErrorCode; message: string; nextStep: string } };

/** What of an answer is given away instead of copied. */
export function memoryOf({ masked, raw }: Extract<Answer, { masked: unknown }>): ArrayBuffer[] {
  const arrays = [
    masked.lines,
    masked.places,
    ...Object.values(masked.changed),
    ...masked.pairs.map(({ fingerprints }) => fingerprints),
    ...(raw === undefined ? [] : [raw]),
  ];
  return arrays.map(({ buffer }) => buffer);
}
