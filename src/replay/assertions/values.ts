import { z } from 'zod';

/** promptfoo reads such a value from a file; a case is complete in itself. */
const isFile = (text: string) => /^file:\/\//.test(text);

/** A text that is written into the case, of at least one character. */
export function textValue(what: string) {
  return z
    .string({ error: `write ${what} as text: value: "…"` })
    .min(1, 'write at least one character')
    .refine((text) => !isFile(text), {
      error: 'files are not read: write it into the case',
      abort: true,
    });
}

/** The number from 0 to 1 that a score must reach. */
export const scoreThreshold = z
  .number({ error: 'write a number from 0 to 1: threshold: 0.8' })
  .min(0, 'write a number from 0 to 1')
  .max(1, 'write a number from 0 to 1');

/** The name of a row: its table, and the value of its key, or all columns of it. */
export const rowShape = {
  table: z
    .string({ error: 'write the table: table: messages' })
    .min(1, 'write the table: table: messages'),
  key: z.union(
    [
      z.string(),
      z.number(),
      z
        .record(z.string(), z.union([z.string(), z.number()]))
        .refine((key) => Object.keys(key).length > 0, 'name at least one column'),
    ],
    { error: 'write the key of the row: key: 7, or key: { id: 7 }' },
  ),
};
