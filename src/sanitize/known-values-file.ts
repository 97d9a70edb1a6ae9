import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { maskSchema } from '../config/mask-schema.ts';
import { BranchProdError } from '../errors.ts';
import type { KeyedHash } from './keyed-hash.ts';
import { type EntityMask, type KnownValues, openKnownValues } from './known-values.ts';
import {
  createValueIndex,
  ENTRY_BYTES,
  openValueIndex,
  type ReadonlyValueIndex,
} from './value-index.ts';

/** Of the file's format: one of another can't be read. */
export const KNOWN_VALUES_VERSION = 4;

/** The file's first line, after which the entries of both indexes come, and a seal over all before it. */
const headerSchema = z.strictObject({
  version: z.literal(KNOWN_VALUES_VERSION),
  /** Tells whether the key that opens the file is the one that made it. */
  check: z.string(),
  masks: z.array(maskSchema),
  columns: z.array(z.string()),
  longestSequence: z.int().nonnegative(),
  publicTexts: z.array(z.string()),
  values: z.int().nonnegative(),
  words: z.int().nonnegative(),
});

const LONGEST_HEADER = 1_000_000;
const SEAL_BYTES = 32;

/** Writes known values to a file that nobody else may read: 12 bytes an entry, and no entry tells anything without the key. */
export async function writeKnownValues(
  path: string,
  known: KnownValues,
  hash: KeyedHash,
): Promise<void> {
  const { masks, columns, longestSequence, publicTexts, ...shared } = known.share();
  const [values, words] = [openValueIndex(shared.values), openValueIndex(shared.words)];
  const header = {
    version: KNOWN_VALUES_VERSION,
    check: keyCheck(hash),
    masks,
    columns,
    longestSequence,
    publicTexts,
    values: values.size,
    words: words.size,
  };
  const file = await open(path, 'w', 0o600);
  try {
    const digest = createHash('sha256');
    async function write(bytes: Uint8Array) {
      digest.update(bytes);
      await file.writeFile(bytes);
    }
    await write(Buffer.from(`${JSON.stringify(header)}\n`));
    for (const index of [values, words] satisfies ReadonlyValueIndex[]) {
      for (const entries of index.entries()) {
        await write(new Uint8Array(entries.buffer, entries.byteOffset, entries.byteLength));
      }
    }
    await file.writeFile(seal(hash, digest.digest('hex')));
  } finally {
    await file.close();
  }
}

/**
 * The known values of such a file. Throws `state-unusable` if it is none, was made with another key, or is not as it
 * was written.
 */
export async function readKnownValues(path: string, hash: KeyedHash): Promise<KnownValues> {
  const [values, words] = [createValueIndex(), createValueIndex()];
  const digest = createHash('sha256');
  let header: z.output<typeof headerSchema> | undefined;
  let left = Buffer.alloc(0);
  let entries = 0;
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
      left = left.length === 0 ? piece : Buffer.concat([left, piece]);
      if (header === undefined) {
        const end = left.indexOf('\n');
        if (end === -1 && left.length < LONGEST_HEADER) continue;
        header = readHeader(left.subarray(0, Math.max(end, 0)), hash);
        digest.update(left.subarray(0, end + 1));
        left = left.subarray(end + 1);
      }
      const whole = Math.min(
        Math.floor(left.length / ENTRY_BYTES),
        header.values + header.words - entries,
      );
      for (let at = 0; at < whole * ENTRY_BYTES; at += ENTRY_BYTES) {
        const fingerprint = { high: left.readUInt32LE(at), low: left.readUInt32LE(at + 4) };
        const label = left.readUInt32LE(at + 8);
        if (label === 0) throw unusable('is damaged');
        (entries < header.values ? values : words).set(fingerprint, label);
        entries += 1;
      }
      digest.update(left.subarray(0, whole * ENTRY_BYTES));
      left = left.subarray(whole * ENTRY_BYTES);
    }
  } catch (error) {
    throw error instanceof BranchProdError ? error : unusable('cannot be read', error);
  }
  if (header === undefined) throw unusable('cannot be read');
  if (!left.equals(seal(hash, digest.digest('hex')))) throw unusable('is damaged');
  return openKnownValues(
    {
      // The schema of all masks is the wider one; the seal says that these are what was written.
      masks: header.masks as EntityMask[],
      columns: header.columns,
      longestSequence: header.longestSequence,
      publicTexts: header.publicTexts,
      values: values.share(),
      words: words.share(),
    },
    hash,
  );
}

function readHeader(line: Buffer, hash: KeyedHash): z.output<typeof headerSchema> {
  let document: unknown;
  try {
    document = JSON.parse(line.toString('utf8'));
  } catch {
    throw unusable('cannot be read');
  }
  const parsed = headerSchema.safeParse(document);
  if (!parsed.success) throw unusable('cannot be read');
  if (parsed.data.check !== keyCheck(hash)) throw unusable('was made with another mask key');
  return parsed.data;
}

function keyCheck(hash: KeyedHash): string {
  return hash('known-check', '').toString('hex', 0, 16);
}

function seal(hash: KeyedHash, digest: string): Buffer {
  return hash('known-seal', digest).subarray(0, SEAL_BYTES);
}

function unusable(what: string, cause?: unknown): BranchProdError {
  return new BranchProdError('state-unusable', `the snapshot's file of known values ${what}`, {
    nextStep: 'Destroy the snapshot, so that the next run makes it anew.',
    cause,
  });
}
