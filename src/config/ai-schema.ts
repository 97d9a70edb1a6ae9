import { z } from 'zod';
import { globsSchema } from './globs.ts';
import { Secret } from './secret.ts';
import { textSchema } from './text.ts';

const dollars = z.number().nonnegative('must not be less than 0');

const price = z.strictObject({
  prompt: dollars.describe('US dollars for a million tokens of the prompt.'),
  answer: dollars.describe('US dollars for a million tokens of the answer.'),
});

/** The model that judges answers, behind an API as OpenAI's `/chat/completions` and `/embeddings`. */
const judge = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be a web address' })
    .default('https://api.openai.com/v1')
    .describe('The API, without `/chat/completions`.'),
  model: textSchema.describe('The model with its version.'),
  embeddings: textSchema
    .default('text-embedding-3-large')
    .describe('The model that the assertion `similar` compares texts with.'),
  key: z
    .string()
    .optional()
    .transform((key) => (key === undefined ? undefined : new Secret(key)))
    .describe('The key of the API.'),
});

/** Recorded calls to models' APIs. */
const cassette = z.strictObject({
  mode: z
    .enum(['record', 'replay'])
    .describe('Whether calls are added to the file, or answered from it and sent nowhere.'),
  file: textSchema.describe('Path of the file, relative to the repository.'),
});

/** The config's section `ai`. */
export const aiSchema = z.strictObject({
  models: z
    .record(textSchema, textSchema)
    .prefault({})
    .describe('The version that each alias in the code is pinned to.'),
  temperature: z
    .number()
    .min(0, 'must not be less than 0')
    .describe("Set in the application's calls that take it.")
    .optional(),
  seed: z.int().describe("Set in the application's calls that take it.").optional(),
  cassette: cassette
    .describe('Where calls to models are recorded, or answered from; without it they pass.')
    .optional(),
  prompts: globsSchema.prefault([]).describe('Prompt files, fingerprinted into the report.'),
  windows: z
    .record(textSchema, z.int().positive('must be more than 0'))
    .prefault({})
    .describe('How many tokens each model takes: a prompt is compared with it.'),
  prices: z
    .record(textSchema, price)
    .prefault({})
    .describe('What each model costs, for the assertion `cost`.'),
  judge: judge
    .describe('The model that judges answers: similar, llm-rubric, factuality and context-….')
    .optional(),
});
