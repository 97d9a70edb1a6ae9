import type { Mask } from '../../config/mask-schema.ts';
import { BranchProdError } from '../../errors.ts';
import { createFingerprint } from '../fingerprint.ts';
import type { KeyedHash } from '../keyed-hash.ts';
import type { KnownValues } from '../known-values.ts';
import type { ApplyMask, MaskContext } from '../masks/mask.ts';
import { type ComputedMask, createMask } from '../masks/registry.ts';
import type { RawCollector } from '../raw-collector.ts';
import { createByteWriter } from './byte-writer.ts';
import { encodeField, fieldOf, fieldStart, splitLines } from './copy-text.ts';
import { parsePlace } from './row-places.ts';
import type { FieldPlan, TablePlan } from './table-plan.ts';

/** What became of a chunk of rows. */
export interface MaskedChunk {
  /** Lines of the stored fields. */
  readonly lines: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  readonly valuesMasked: number;
  /** For each column that somebody watches, and each row, whether masking changed it. */
  readonly changed: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** Block and offset of each row, if asked for. */
  readonly places: Uint32Array<ArrayBuffer>;
  /** Fingerprints of raw values and their pseudonyms, for each group of columns that have to stay unique. */
  readonly pairs: readonly {
    readonly group: number;
    readonly fingerprints: BigUint64Array<ArrayBuffer>;
  }[];
}

/** The domain of the fingerprints of unique columns. */
export const UNIQUE = 'unique';

/** What has to be known to mask rows, beside what they are. */
export interface MaskRowsOptions {
  readonly hash: KeyedHash;
  readonly known: KnownValues;
  readonly firstAttempt: MaskContext['firstAttempt'];
  /**
   * Is told each raw value that is to be gone afterwards, with what it became if that is known here; of structures
   * each value that is masked inside, with its mask.
   */
  readonly onRaw: RawCollector['see'];
}

/**
 * Makes the function that masks chunks of one table's rows: only masked fields are decoded, all other bytes pass as
 * they are. It throws `mask-failed`, naming the column and no value.
 */
export function createRowMasker(
  plan: TablePlan,
  options: MaskRowsOptions,
): (chunk: Buffer) => MaskedChunk {
  const { onRaw } = options;
  const columns = plan.fields.map((field) => createColumn(field, options));
  const fingerprint = createFingerprint(options.hash, UNIQUE);
  const watched = columns.filter(({ isWatched }) => isWatched);

  return (chunk) => {
    const output = createByteWriter(Math.ceil(chunk.length * 1.25) + 1024);
    const places: number[] = [];
    const changes = new Map(watched.map(({ column }) => [column, [] as number[]]));
    const pairs = new Map<number, number[]>();
    let rows = 0;
    let valuesMasked = 0;
    for (const line of splitLines(chunk)) {
      if (line.count !== Math.max(1, plan.selected)) throw otherFields(plan);
      // Everything up to here is written.
      let written = line.start;
      for (const column of columns) {
        const raw = fieldOf(chunk, line, column.raw);
        const end = line.ends[column.index] as number;
        let isChanged = false;
        if (column.role === 'computed') {
          if (raw !== null) {
            isChanged = raw !== fieldOf(chunk, line, column.index);
            onRaw(column.number, raw, null);
          }
        } else if (raw !== null) {
          const masked = column.apply(
            raw,
            column.by === undefined ? undefined : fieldOf(chunk, line, column.by),
          );
          if (!column.isStructure) onRaw(column.number, raw, masked);
          if (column.unique !== undefined && masked !== null) {
            const { group, folded } = column.unique;
            const own = pairs.get(group) ?? [];
            if (own.length === 0) pairs.set(group, own);
            const ofRaw = fingerprint(raw);
            own.push(ofRaw.low, ofRaw.high);
            const ofMasked = fingerprint(folded ? masked.toLowerCase() : masked);
            own.push(ofMasked.low, ofMasked.high);
          }
          isChanged = masked !== raw;
          if (isChanged) {
            output.bytes(chunk, written, fieldStart(line, column.index));
            output.text(masked === null ? '\\N' : encode(column, masked));
            written = end;
          }
        }
        if (isChanged) valuesMasked += 1;
        if (column.isWatched) changes.get(column.column)?.push(isChanged ? 1 : 0);
      }
      const stored = plan.columns.length;
      const last = stored === 0 ? line.start : (line.ends[stored - 1] as number);
      output.bytes(chunk, written, last);
      output.text('\n');
      if (plan.place !== undefined) {
        places.push(...parsePlace(fieldOf(chunk, line, plan.place) as string));
      }
      rows += 1;
    }
    return {
      lines: output.take(),
      rows,
      valuesMasked,
      changed: Object.fromEntries(
        [...changes].map(([name, flags]) => [name, Uint8Array.from(flags)]),
      ),
      places: Uint32Array.from(places),
      pairs: [...pairs].map(([group, words]) => ({
        group,
        fingerprints: new BigUint64Array(Uint32Array.from(words).buffer),
      })),
    };
  };
}

type Column = FieldPlan & {
  /** What is masked inside its values is told one by one. */
  readonly isStructure: boolean;
  readonly apply: (raw: string, by?: string | null) => string | null;
};

function createColumn(field: FieldPlan, options: MaskRowsOptions): Column {
  const { hash, known, firstAttempt, onRaw } = options;
  const context: MaskContext = { hash, known, firstAttempt, maxLength: field.maxLength };
  const apply = chooseApply(field, onRaw);
  return {
    ...field,
    isStructure: field.role === 'masked' && STRUCTURES.has(field.mask.mask),
    apply: (raw, by) => safely(field, () => apply(raw, context, by)),
  };
}

/** What is computed later is NULL until then, so that it can't stay raw. */
function chooseApply(
  { role, mask, number }: FieldPlan,
  onRaw: MaskRowsOptions['onRaw'],
): ApplyMask {
  if (role === 'blank') return () => null;
  if (role === 'later') return (raw) => raw;
  return createMask(mask as Exclude<Mask, ComputedMask>, (inner) => {
    const apply = createMask(inner);
    if (inner.mask === 'keep') return apply;
    return (raw, context, by) => {
      const masked = apply(raw, context, by);
      onRaw(number, raw, masked, inner);
      return masked;
    };
  });
}

const STRUCTURES: ReadonlySet<string> = new Set(['json', 'xml', 'hstore', 'array']);

function encode(column: Column, masked: string): string {
  return safely(column, () => encodeField(masked));
}

/** Another error than ours could quote the value in its message. */
function safely<T>({ name }: FieldPlan, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const known = error instanceof BranchProdError ? error : undefined;
    const reason = known === undefined ? '' : `: ${known.message}`;
    throw new BranchProdError('mask-failed', `a value of ${name} could not be masked${reason}`, {
      nextStep: known?.nextStep ?? 'Choose another mask for the column.',
    });
  }
}

/** An expression of the policy could hold more than an expression. */
function otherFields({ fields }: TablePlan): BranchProdError {
  const names = fields.filter(({ role }) => role === 'computed').map(({ name }) => name);
  return new BranchProdError('mask-failed', 'a row has other fields than it was asked for', {
    nextStep: `See that ${names.join(', ')} are single expressions.`,
  });
}
