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

export const retrievedRecordSchema = recordSchema.extend({
  /** From 1: its place among the rows of the statement that retrieved it. */
  rank: z.int().positive(),
  /** The distance or rank that the statement gave it. */
  distance: z.number().optional(),
  /** Whether its text was found in a prompt; absent where no prompt was seen, or it has no text to look for. */
  reached: z.boolean().optional(),
  /** How many of its text's characters the prompt held; absent where it held all or none of them. */
  cut: z.strictObject({ used: count, of: count }).optional(),
});

export const trialSchema = z.strictObject({
  ok: z.boolean(),
  answer: z.string(),
  durationMs: milliseconds,
  retrieved: z.array(retrievedRecordSchema),
  /**
   * How many rows the statements that retrieve asked for: their `LIMIT`. `null` where that is not known, or they asked
   * for several numbers; absent where none had one.
   */
  rowLimit: count.nullable().optional(),
  /** What is known of the model's part; fields that nobody measured are absent. */
  model: z.strictObject({
    name: z.string().optional(),
    promptTokens: count.optional(),
    /** How many tokens the model takes: the config's `ai.windows`. */
    window: count.optional(),
    finishReason: z.string().optional(),
  }),
  /** What was retrieved, how much of it reached the prompt, and what was cut, in one line; absent without taps. */
  context: z.string().optional(),
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
  /** Two-sided p-value of Fisher's exact test of `rate` and the base's; absent without a base. */
  pValue: share.optional(),
  /** How many more trials, on the base too, would settle an `inconclusive` if the rates go on as they are. */
  moreTrials: count.optional(),
});

/** Trials that gave an answer to judge, and how many of them failed. */
const countsSchema = z.strictObject({ failures: count, judged: count });

/**
 * A minimal set of records whose removal turns failure into success, among the candidates: those that reached the
 * prompt, and those that moved in when they were removed and made it fail too. None of them can be left out; another
 * set may be smaller.
 */
export const culpritSchema = z.strictObject({
  /**
   * `not-the-data`: it fails without all of the candidates too, and whatever else was removed. `undecided`: the trials
   * did not tell.
   */
  verdict: z.enum(['found', 'not-the-data', 'undecided']),
  /** Empty unless found. */
  records: z.array(recordSchema),
  /** Whether the failure is known to be gone without them; if not, it comes less often. */
  necessary: z.boolean(),
  /** Whether it is known to fail with them alone, all other candidates removed. */
  sufficient: z.boolean(),
  /** Whether it is known to fail when any one of them is put back. */
  minimal: z.boolean(),
  /** Other sets whose removal helps, which was not confirmed; looked for when the records are not sufficient. */
  alternatives: z.array(z.array(recordSchema)),
  /** Whether it is known to fail with the records and those of the alternatives alone. */
  together: z.boolean(),
  /** Records that reached the prompt in place of the culprit, and did no harm. */
  movedIn: z.array(recordSchema),
  candidates: count,
  /** The trials on all of the data by which probes were measured, and those without the culprit. */
  with: countsSchema,
  without: countsSchema.optional(),
  /** The first trial without the culprit in which all assertions hold: what is answered then, from which records. */
  trialWithout: trialSchema.optional(),
  /** The probability that what is said here is right. */
  confidence: share,
  probes: count,
  trials: count,
  durationMs: milliseconds,
  /** All of this for people; it names no record. */
  sentence: z.string(),
});

/** Of the case that is named. */
const culpritOfCaseSchema = culpritSchema
  .extend({ case: z.string() })
  .partial()
  .required({ records: true, necessary: true, sufficient: true, probes: true, durationMs: true });

/** What a case comes to when one variable is changed at a time. */
export const causesSchema = z.strictObject({
  case: z.string(),
  /** One a level; the first level of a variable is how it was. */
  rows: z.array(
    z.strictObject({
      variable: z.enum(['prompt', 'model', 'data', 'retrieval', 'settings']),
      level: z.string(),
      ...countsSchema.shape,
      rate: share,
      /** Wilson score interval of `rate` at 95 %. */
      interval: z.tuple([share, share]),
      /** Two-sided p-value of Fisher's exact test of this level and the first; absent for the first. */
      pValue: share.optional(),
      /** Whether it differs from the first at 5 %, for all rows together. */
      decides: z.boolean(),
    }),
  ),
  /** What decides it, and what could not be told. */
  sentences: z.array(z.string()),
  /** What was not changed and why, a sentence each. */
  notVaried: z.array(z.string()),
});

/** Of these, `culprit` and `causes` are taken only where they are asked for. */
export const stepSchema = z.enum([
  'config',
  'snapshot',
  'proof',
  'branch',
  'preview',
  'replay',
  'culprit',
  'causes',
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
  /** Of the first case that fails; what was not looked for is absent. */
  culprit: culpritOfCaseSchema.optional(),
  /** Of the other cases that fail, if there are any. */
  otherCulprits: z.array(culpritOfCaseSchema).optional(),
  /** Of the first case that fails; of the first, if none does. */
  causes: causesSchema.optional(),
  timeline: z.array(
    z.strictObject({ step: stepSchema, startMs: milliseconds, durationMs: milliseconds }),
  ),
});

export type RecordReference = z.infer<typeof recordSchema>;
export type Causes = z.infer<typeof causesSchema>;
export type Culprit = z.infer<typeof culpritSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
export type Trial = z.infer<typeof trialSchema>;
export type RetrievedRecord = z.infer<typeof retrievedRecordSchema>;
export type ReplayResult = z.infer<typeof replayResultSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Result = z.infer<typeof resultSchema>;
