import { join } from 'node:path';
import { createFindRaw, type FindRaw } from './find-raw.ts';
import type { KeyedHash } from './keyed-hash.ts';
import type { KnownValues } from './known-values.ts';
import { readKnownValues, writeKnownValues } from './known-values-file.ts';
import { createMask } from './masks/registry.ts';

const FILE = 'known-values';

/**
 * Keeps beside the snapshot what is needed to mask a case as the data was: the known values as keyed fingerprints,
 * never in clear, so that the source need not be asked again when the snapshot is cached.
 */
export async function keepKnownValues(folder: string, known: KnownValues, hash: KeyedHash) {
  await writeKnownValues(join(folder, FILE), known, hash);
}

/** What a snapshot knows of raw values, for what comes to it from outside. */
export interface CaseMask {
  /**
   * The `text` mask as it was applied to the snapshot, for the case: a person named in the report meets the same
   * pseudonym in the data.
   */
  readonly mask: (text: string) => string;
  /** For what is about to leave: see {@link createFindRaw}. */
  readonly findRaw: FindRaw;
}

/** Opens what {@link keepKnownValues} has kept. Throws `state-unusable`. */
export async function openCaseMask(snapshotFolder: string, hash: KeyedHash): Promise<CaseMask> {
  const known = await readKnownValues(join(snapshotFolder, FILE), hash);
  const apply = createMask({ mask: 'text', entities: [] });
  return { mask: (text) => apply(text, { hash, known }) ?? '', findRaw: createFindRaw(known) };
}
