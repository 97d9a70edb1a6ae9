import { z } from 'zod';
import { columnNameSchema, keptReferenceSchema, parseColumnName } from './column-reference.ts';
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
    keep: z
      .array(keptReferenceSchema)
      .prefault([])
      .describe(
        'Columns judged not personal; table.* keeps those of a table that no other rule names.',
      ),
    unlisted: z
      .literal('fail')
      .default('fail')
      .describe('Any other column that could hold text stops the run.'),
  })
  .superRefine(({ columns, keep }, context) => {
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
