import { createHash } from 'node:crypto';
import { BranchProdError } from '../../errors.ts';
import type { Embed } from './embeddings-client.ts';
import { formatVector, parseVector } from './vector-text.ts';

/** The most texts, and characters of them, in one request: APIs limit both. */
const TEXTS = 128;
const CHARACTERS = 200_000;
/** Requests at once. */
const CONCURRENCY = 4;
/** What is remembered of vectors, in numbers: 64 MB. */
const MOST_NUMBERS = 8 * 1024 * 1024;

/** A row of a table with a vector that the mask `reembed` computes. */
export interface EmbeddedRow {
  /** The masked text. */
  readonly text: string | null;
  /** Whether masking changed the text. */
  readonly changed: boolean;
  /** The raw vector. */
  readonly vector: string | null;
}

/**
 * The vectors of rows from their masked texts, in their order. A row whose text is unchanged keeps its vector, one without a
 * vector gets none, and one whose text is gone or empty loses it. Equal texts get equal vectors. Throws `mask-failed`.
 */
export type Reembed = (
  rows: readonly EmbeddedRow[],
  signal: AbortSignal,
) => Promise<(string | null)[]>;

/** `type` is the vector column's, as `format_type` writes it; `column` its name, as people write it. */
export function createReembed(
  embed: Embed,
  { column, type }: { column: string; type: string },
): Reembed {
  const declared = /\((\d+)\)$/.exec(type)?.[1];
  const isSparse = /(^|\.)"?sparsevec/.test(type);
  const remembered = createMemory();

  function write(vector: number[], row: EmbeddedRow): string {
    const dimensions = Number(declared ?? parseVector(row.vector ?? '')?.dimensions);
    if (vector.length !== dimensions) {
      throw new BranchProdError(
        'mask-failed',
        `the model of sanitize.embeddings gives ${vector.length} dimensions, but ${column} has ${dimensions}`,
        { nextStep: 'Name the model that production computes this column with.' },
      );
    }
    if (!isSparse) return formatVector({ values: vector, dimensions });
    const places = vector.flatMap((value, index) => (Math.fround(value) === 0 ? [] : [index + 1]));
    const values = places.map((place) => vector[place - 1] as number);
    return formatVector({ values, places, dimensions });
  }

  return async (rows, signal) => {
    const texts = new Set<string>();
    for (const row of rows) if (isComputed(row)) texts.add(row.text);
    const vectors = new Map<string, number[]>();
    for (const text of texts) {
      const vector = remembered.get(text);
      if (vector === undefined) continue;
      vectors.set(text, vector);
      texts.delete(text);
    }
    await forEachBatch([...texts], async (batch) => {
      for (const [index, vector] of (await embed(batch, signal)).entries()) {
        vectors.set(batch[index] as string, vector);
        remembered.add(batch[index] as string, vector);
      }
    });
    return rows.map((row) => {
      if (!row.changed || row.vector === null) return row.vector;
      return isComputed(row) ? write(vectors.get(row.text) as number[], row) : null;
    });
  };
}

function isComputed(row: EmbeddedRow): row is EmbeddedRow & { text: string } {
  return row.changed && row.vector !== null && row.text !== null && row.text !== '';
}

/** Works on batches of texts, some at once; ends with the first failure, when no other request is under way. */
async function forEachBatch(
  texts: readonly string[],
  work: (batch: readonly string[]) => Promise<void>,
): Promise<void> {
  const batches = splitTexts(texts).values();
  let failed = false;
  const lanes = Array.from({ length: CONCURRENCY }, async () => {
    for (const batch of batches) {
      if (failed) return;
      try {
        await work(batch);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  });
  const failure = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}

function splitTexts(texts: readonly string[]): string[][] {
  const batches: string[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const last = batches.at(-1);
    if (last && last.length < TEXTS && characters + text.length <= CHARACTERS) {
      last.push(text);
      characters += text.length;
    } else {
      batches.push([text]);
      characters = text.length;
    }
  }
  return batches;
}

/** The latest vectors, by the hash of their texts: all are forgotten when they become too many. */
function createMemory() {
  const vectors = new Map<string, Float32Array>();
  let numbers = 0;
  const key = (text: string) => createHash('sha256').update(text).digest('base64');
  return {
    get(text: string): number[] | undefined {
      const vector = vectors.get(key(text));
      return vector && [...vector];
    },
    add(text: string, vector: readonly number[]) {
      if (numbers > MOST_NUMBERS) {
        vectors.clear();
        numbers = 0;
      }
      numbers += vector.length;
      vectors.set(key(text), Float32Array.from(vector));
    },
  };
}
