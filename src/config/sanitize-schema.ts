import { z } from 'zod';
import {
  columnNameSchema,
  keptReferenceSchema,
  parseColumnName,
  parseTableName,
  tableNameSchema,
} from './column-reference.ts';
import { maskSchema } from './mask-schema.ts';
import { onceParsed } from './once-parsed.ts';
import type { ConfigPath } from './problem.ts';
import { Secret } from './secret.ts';

const shortestKey = 32;

const columns = z.record(columnNameSchema, maskSchema).transform((masks) =>
  Object.entries(masks).map(([name, mask]) => ({
    /** The column as the config names it: `['sanitize', 'columns', name]` is its path there. */
    name,
    column: parseColumnName(name),
    mask,
  })),
);

const deleteRows = z.strictObject({
  mask: z.literal('delete_rows'),
  where: z
    .string()
    .min(1)
    .optional()
    .describe('SQL of a condition on the raw row; without it every row.'),
});

/** What becomes of a whole table's rows, before its columns are masked. */
const tableMask = z
  .union([
    z.literal('truncate').transform((mask) => ({ mask })),
    z.literal('delete_rows').transform((mask) => ({ mask, where: undefined })),
    z.discriminatedUnion('mask', [z.strictObject({ mask: z.literal('truncate') }), deleteRows]),
  ])
  .describe('truncate, delete_rows, or { mask: delete_rows, where: … }.');

const tables = z.record(tableNameSchema, tableMask).transform((masks) =>
  Object.entries(masks).map(([name, mask]) => ({
    /** The table as the config names it: `['sanitize', 'tables', name]` is its path there. */
    name,
    table: parseTableName(name),
    mask,
  })),
);

/** The model that computes the vectors of the mask `reembed`, behind an API as OpenAI's `/embeddings`. */
const embeddings = z.strictObject({
  url: z.url().default('https://api.openai.com/v1').describe('The API, without `/embeddings`.'),
  model: z.string().min(1).describe('The model with its version, which production uses too.'),
  key: z
    .string()
    .optional()
    .transform((key) => (key === undefined ? undefined : new Secret(key)))
    .describe('The key of the API.'),
});

const publicText = z
  .string()
  .max(1000)
  .refine((text) => /[\p{L}\p{N}]/u.test(text), 'must have a letter or a digit');

/** The config's section `sanitize`: the policy. A column that it lists twice is refused: which rule holds is unsaid. */
export const sanitizeSchema = z
  .strictObject({
    key: z
      .string()
      // Not `min`: the editor's schema sees `${NAME}`, which is shorter.
      .refine(
        (key) => key.length >= shortestKey,
        `must be a secret of at least ${shortestKey} characters`,
      )
      .transform((key) => new Secret(key))
      .describe(
        'The key of the masks: same value and key, same pseudonym, in every table and run.',
      ),
    columns: columns
      .prefault({})
      .describe('The mask of each column that is not kept: table.column or schema.table.column.'),
    tables: tables
      .prefault({})
      .describe(
        'Tables whose rows, or some of them, are not wanted in a snapshot: table or schema.table.',
      ),
    embeddings: embeddings.optional().describe('What the mask `reembed` computes vectors with.'),
    keep: z
      .array(keptReferenceSchema)
      .prefault([])
      .describe(
        'Columns judged not personal; table.* keeps those of a table that no other rule names.',
      ),
    public: z
      .array(publicText)
      .prefault([])
      .describe(
        'Values that the program itself says, such as a placeholder, in the schema and in masked columns too: not searched by the proof, not replaced in prose.',
      ),
    unlisted: z
      .literal('fail')
      .default('fail')
      .describe('Any other column that could hold text stops the run.'),
  })
  .superRefine(({ columns, embeddings, keep }, context) => {
    for (const { name, mask } of embeddings === undefined ? columns : []) {
      if (mask.mask !== 'reembed') continue;
      const message = 'reembed needs sanitize.embeddings: { model: … }';
      context.addIssue({ code: 'custom', path: ['columns', name], message });
    }
    const rules: { path: ConfigPath; of: unknown }[] = [
      ...columns.map(({ name, column }) => ({ path: ['columns', name], of: column })),
      ...keep.map((kept, index) => ({ path: ['keep', index], of: kept })),
    ];
    const seen = new Set<string>();
    for (const { path, of } of rules) {
      const column = JSON.stringify(of);
      if (seen.has(column)) {
        context.addIssue({ code: 'custom', path: [...path], message: 'is already listed above' });
      }
      seen.add(column);
    }
  }, onceParsed);
