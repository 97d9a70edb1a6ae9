import { z } from 'zod';
import { globsSchema } from './globs.ts';
import { jsonPathSchema } from './json-path.ts';
import { textSchema } from './text.ts';
import { urlPathSchema } from './url-path.ts';

const request = z
  .strictObject({
    method: z
      .enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      .default('POST')
      .describe('HTTP method.'),
    path: urlPathSchema.describe('Path in the preview; {{input}} becomes the question.'),
    headers: z
      .record(
        z.string().regex(/^[!#$%&'*+.^`|~\w-]+$/, 'must be the name of an HTTP header'),
        z.string().regex(/^[ -~]*$/, 'must be one line of ASCII'),
      )
      .prefault({})
      .describe('HTTP headers.'),
    body: z
      .json()
      .describe('Sent as JSON; {{input}} in any string becomes the question.')
      .optional(),
  })
  .refine(({ method, body }) => method !== 'GET' || body === undefined, {
    path: ['body'],
    error: 'a GET request can have no body',
  });

const retrieved = z.strictObject({
  rows: jsonPathSchema.describe('JSONPath that gives one node per retrieved row, in rank order.'),
  table: z
    .string()
    .regex(/^([^.*]+\.)?[^.*]+$/, 'must be table or schema.table')
    .describe('The table of the rows: table or schema.table.'),
  key: textSchema.describe("The column that is the table's key."),
});

/** How often a case may be repeated: each trial is a request to the application and its model. */
export const mostTrials = 100;

/** How many trials there may be when the first leave it open whether a case fails. */
const usualMaxTrials = 20;

const trials = z
  .int()
  .min(1, 'must be at least 1')
  .max(mostTrials, `must be at most ${mostTrials}`);

const fields = z.strictObject({
  trials: trials.default(5).describe('How often each case is repeated at least.'),
  maxTrials: trials
    .describe(
      `How often at most, while the trials leave it open whether the case fails: ${usualMaxTrials}, or trials.`,
    )
    .optional(),
  request: request.describe('How a question is put to the application.'),
  answer: jsonPathSchema.describe("JSONPath of the answer in the application's response."),
  retrieved: retrieved
    .describe('Where the response names the rows that the answer stands on.')
    .optional(),
  bisect: z
    .boolean()
    .default(false)
    .describe('Whether the culprit of each case that fails is looked for.'),
  cases: globsSchema.prefault(['.branch-prod/cases/**']).describe('The files that hold cases.'),
});

/** The config's section `replay`. */
export const replaySchema = fields
  .refine(({ trials, maxTrials }) => maxTrials === undefined || maxTrials >= trials, {
    path: ['maxTrials'],
    error: 'must be at least replay.trials',
  })
  .transform(({ maxTrials, ...rest }) => ({
    ...rest,
    maxTrials: maxTrials ?? Math.max(usualMaxTrials, rest.trials),
  }));
