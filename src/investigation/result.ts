import { z } from 'zod';

/** Milliseconds, whole. */
const milliseconds = z.int().nonnegative();
const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

/**
 * `fixed`, `not-fixed` and `regressed` compare a commit with its base: the failure happened before and no longer
 * does, happens as before, happens only now. Without a base, or where the base settles nothing, the others are used.
 */
export const verdictSchema = z.enum([
  'reproduced',
  'not-reproduced',
  'fixed',
  'not-fixed',
  'regressed',
  'inconclusive',
  'error',
]);

/** A row, named by its table and the columns of its key. */
export const recordSchema = z.strictObject({
  table: z.string(),
  key: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const retrievedRecordSchema = recordSchema.extend({ rank: z.int().positive() });

export const trialSchema = z.strictObject({
  ok: z.boolean(),
  answer: z.string(),
  durationMs: milliseconds,
  retrieved: z.array(retrievedRecordSchema),
  /** What is known of the model's part; fields that nobody measured are absent. */
  model: z.strictObject({
    name: z.string().optional(),
    promptTokens: count.optional(),
    finishReason: z.string().optional(),
  }),
  /** The assertions that did not hold, as `type: value`. */
  failed: z.array(z.string()),
  /** Why there is no answer to judge: the application crashed, timed out or answered with an error. */
  error: z.string().optional(),
});

export const replayResultSchema = z.strictObject({
  case: z.string(),
  trials: z.array(trialSchema),
  failures: count,
  /** Failures among the trials that gave an answer; 0 if none did. */
  rate: share,
  /** Wilson score interval of `rate` at 95 %. */
  interval: z.tuple([share, share]),
  verdict: verdictSchema,
});

export const stepSchema = z.enum([
  'config',
  'snapshot',
  'proof',
  'branch',
  'preview',
  'replay',
  'report',
]);

/**
 * The result document of one investigation, version 1: what `branch-prod run --json` prints.
 * Field names are a public contract.
 */
export const resultSchema = z.strictObject({
  version: z.literal(1),
  investigation: z.strictObject({
    id: z.string(),
    thread: z.string().optional(),
    startedAt: z.iso.datetime(),
    durationMs: milliseconds,
  }),
  source: z.strictObject({
    engine: z.string(),
    server: z.string(),
    /** The instant whose state the snapshot holds. */
    at: z.iso.datetime(),
    /** The commit that the preview ran. */
    commit: z.string(),
  }),
  snapshot: z.strictObject({
    id: z.string(),
    cached: z.boolean(),
    durationMs: milliseconds,
    bytes: count,
    /** What differs from the source besides the masking, in sentences without values. */
    notes: z.array(z.string()),
  }),
  sanitization: z.strictObject({
    tables: count,
    columns: count,
    valuesMasked: count,
    durationMs: milliseconds,
    neutralised: z.array(z.string()),
  }),
  proof: z.strictObject({
    /** Distinct raw values; those that the rule of the search leaves out are counted apart. */
    valuesSearched: count,
    notSearched: count,
    leaks: count,
    /** Joins that give as many rows as before masking, and columns with as many distinct values. */
    relations: z.strictObject({ joins: count, same: count, distinct: count, sameDistinct: count }),
    rankings: z.strictObject({ probes: count, identical: count, overlap: share }),
  }),
  branch: z.strictObject({
    id: z.string(),
    copy: z.enum(['reflink', 'copy']),
    readyMs: milliseconds,
  }),
  preview: z.strictObject({
    url: z.string(),
    readyMs: milliseconds,
    expiresAt: z.iso.datetime(),
  }),
  replays: z.array(replayResultSchema),
  /** The same cases on the commit to compare with, each with its own verdict; the comparison is in `replays`. */
  base: z.strictObject({ commit: z.string(), replays: z.array(replayResultSchema) }).optional(),
  culprit: z
    .strictObject({
      records: z.array(recordSchema),
      necessary: z.boolean(),
      sufficient: z.boolean(),
      probes: count,
      durationMs: milliseconds,
    })
    .optional(),
  timeline: z.array(
    z.strictObject({ step: stepSchema, startMs: milliseconds, durationMs: milliseconds }),
  ),
});

export type Verdict = z.infer<typeof verdictSchema>;
export type Trial = z.infer<typeof trialSchema>;
export type RetrievedRecord = z.infer<typeof retrievedRecordSchema>;
export type ReplayResult = z.infer<typeof replayResultSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Result = z.infer<typeof resultSchema>;
