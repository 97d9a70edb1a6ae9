import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyedHash } from './keyed-hash.ts';
import { hashKnownValues, type KnownValues, openKnownValues } from './known-values.ts';
import { createMask } from './masks/registry.ts';

const FILE = 'known-values.json';

/**
 * Keeps beside the snapshot what is needed to mask a case as the data was: the known values as keyed hashes, never in
 * clear, so that the source need not be asked again when the snapshot is cached.
 */
export async function keepKnownValues(folder: string, known: KnownValues, hash: KeyedHash) {
  await writeFile(join(folder, FILE), JSON.stringify(hashKnownValues(known, hash)), {
    mode: 0o600,
  });
}

/**
 * The `text` mask as it was applied to a snapshot, for the case: a person named in the report meets the same pseudonym
 * in the data.
 */
export async function openCaseMask(
  snapshotFolder: string,
  hash: KeyedHash,
): Promise<(text: string) => string> {
  const hashed: unknown = JSON.parse(await readFile(join(snapshotFolder, FILE), 'utf8'));
  const known = openKnownValues(hashed, hash);
  const apply = createMask({ mask: 'text', entities: [] });
  return (text) => apply(text, { hash, known }) ?? '';
}
