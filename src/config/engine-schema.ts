import { z } from 'zod';
import { diskSchema } from './memory.ts';
import { textSchema } from './text.ts';

const name = z.enum(['local']);

const count = z.int('must be a whole number').min(1, 'must be at least 1');

const limits = z.strictObject({
  branches: count
    .default(50)
    .describe(
      'How many branches there may be; at the limit the one that only people look at longest is removed for a new one.',
    ),
  snapshots: count
    .default(10)
    .describe('How many snapshots are kept; the least recently used without branches go first.'),
  disk: diskSchema
    .describe(
      'What snapshots, branches and standbys may take together, such as 200Gi; without it only the disk itself ends it.',
    )
    .optional(),
});

const settings = z.strictObject({
  name: name.default('local').describe('Which engine.'),
  programs: z
    .array(textSchema)
    .prefault([])
    .describe(
      "Folders with PostgreSQL's programs (`postgres`, `pg_basebackup`, …), looked at before the usual places.",
    ),
  limits: limits.prefault({}).describe('What the engine may keep at a time.'),
});

/** The config's section `engine`: a name alone, or a name with its settings. */
export const engineSchema = z.union([name.transform((name) => settings.parse({ name })), settings]);
