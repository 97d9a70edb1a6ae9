import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LoadedConfig } from '../config/parse-config.ts';
import { keyId } from '../sanitize/keyed-hash.ts';
import { KNOWN_VALUES_VERSION } from '../sanitize/known-values-file.ts';
import { resultSchema } from './result.ts';

/** What is kept with a snapshot of how it was made, so that a cached one says the same. */
export const snapshotReportSchema = z.strictObject({
  sanitization: resultSchema.shape.sanitization,
  proof: resultSchema.shape.proof,
  /** What the preparation found to differ from the source besides the masking, in sentences; no values. */
  notes: z.array(z.string()),
});

export type SnapshotReport = z.infer<typeof snapshotReportSchema>;

/** Names everything but the source's state that decides what a snapshot holds: policy, key, program. */
export function snapshotRecipe({ config }: LoadedConfig, programVersion: string): string {
  const { columns, tables, keep, key, embeddings } = config.sanitize;
  const { url, model } = embeddings ?? {};
  const recipe = {
    columns,
    tables,
    keep,
    public: config.sanitize.public,
    key: keyId(key),
    embeddings: { url, model },
    programVersion,
    knownValues: KNOWN_VALUES_VERSION,
  };
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
}
