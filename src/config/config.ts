import { z } from 'zod';
import { aiSchema } from './ai-schema.ts';
import { engineSchema } from './engine-schema.ts';
import { globsSchema } from './globs.ts';
import { memorySchema } from './memory.ts';
import { onceParsed } from './once-parsed.ts';
import { previewSchema } from './preview-schema.ts';
import { replaySchema } from './replay-schema.ts';
import { sanitizeSchema } from './sanitize-schema.ts';
import { sourceSchema } from './source-schema.ts';

/** Where a repository keeps its config. */
export const configPath = '.github/branch-prod.yml';

const resources = z.strictObject({
  app: z
    .strictObject({
      cpu: z.number().positive('must be more than 0').describe('Processors, such as 2 or 0.5.'),
      memory: memorySchema.describe('Such as 512Mi or 4Gi; bytes once parsed.'),
    })
    .describe('The limits of the application.'),
});

const checks = z.strictObject({
  paths: globsSchema.describe('Paths and globs in the repository.'),
});

const access = z.strictObject({
  minimum: z
    .enum(['read', 'triage', 'write', 'maintain', 'admin'])
    .default('write')
    .describe('Who may branch production from a thread: the least permission on the repository.'),
});

/**
 * The whole config, once `${NAME}` is replaced. Unknown keys are errors. What it gives is parsed: durations are
 * milliseconds, memory is bytes, column names are references, a mask is always `{ mask, …options }`, and what may
 * come from the environment is a `Secret`.
 */
export const configSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    source: sourceSchema.describe('Production, or its replica: read, never written.'),
    engine: engineSchema.prefault('local').describe('What makes snapshots and branches.'),
    sanitize: sanitizeSchema.describe('The policy: what becomes of every column.'),
    preview: previewSchema.describe("The application's own code at one commit, on a branch."),
    ai: aiSchema.describe('The models and prompts of the application.').optional(),
    resources: resources.describe('What a preview may use.').optional(),
    replay: replaySchema.describe('How a case is run against a preview.'),
    checks: checks
      .describe('Pull requests that touch these paths are replayed by themselves.')
      .optional(),
    access: access.prefault({}).describe('Who may start an investigation.'),
  })
  .superRefine(({ source, sanitize, preview }, context) => {
    const neverInPreview = [source.postgres.reveal(), sanitize.key.reveal()];
    for (const [name, value] of Object.entries(preview.env)) {
      if (!neverInPreview.some((secret) => value.reveal().includes(secret))) continue;
      const message = "a preview must not get the source's credentials or the mask key";
      context.addIssue({ code: 'custom', path: ['preview', 'env', name], message });
    }
  }, onceParsed);

/** A config as the program uses it: what {@link configSchema} gives. */
export type Config = z.output<typeof configSchema>;
