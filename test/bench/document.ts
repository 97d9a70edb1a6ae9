import { z } from 'zod';

/** What every document of a benchmark begins with. */
export const documentFields = {
  version: z.literal(1),
  quick: z.literal(true),
  startedAt: z.iso.datetime(),
  durationMs: z.int().positive(),
  machine: z.strictObject({
    cores: z.int().positive(),
    processor: z.string().min(1),
    memoryBytes: z.int().positive(),
    kernel: z.string().min(1),
    fileSystem: z.strictObject({
      type: z.string().regex(/^\w+$/),
      reflink: z.boolean(),
      freeBytes: z.int().positive(),
    }),
    loadAverage: z.array(z.number()).length(3),
  }),
  versions: z.strictObject({
    branchProd: z.string().regex(/^\d/),
    node: z.string().regex(/^v\d/),
    postgres: z.string().startsWith('postgres (PostgreSQL)'),
    pgvector: z.string().regex(/^\d/),
  }),
};

/** The same of a benchmark whose databases have no vectors. */
export const withoutVectors = {
  ...documentFields,
  versions: documentFields.versions.extend({ pgvector: z.literal('not used') }),
};
