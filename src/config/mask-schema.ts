import { z } from 'zod';
import { columnReferenceSchema } from './column-reference.ts';
import { jsonPathSchema } from './json-path.ts';

/** Masks without options. `null` is apart because YAML reads the bare word as a value of its own. */
const simpleNames = ['email', 'person', 'phone', 'secret', 'ip', 'hash', 'keep'] as const;
const nullName = z.literal(['null', null]).transform(() => 'null' as const);

const simpleMask = z.strictObject({
  mask: z.enum(simpleNames).describe('What becomes of the value.'),
});
const nullMask = z.strictObject({ mask: nullName.describe('The value becomes NULL.') });

const textMask = z.strictObject({
  mask: z.literal('text').describe('Prose: the personal values inside it are replaced.'),
  entities: z
    .array(columnReferenceSchema)
    .prefault([])
    .describe('Columns whose values are searched in the prose, each masked as its own column is.'),
});

const shortForm = z.union([
  z.enum([...simpleNames, 'null']).transform((mask) => ({ mask })),
  z.null().transform(() => ({ mask: 'null' as const })),
]);

const jsonMask = z.strictObject({
  mask: z.literal('json').describe('JSON: the values at some paths are masked.'),
  paths: z
    .record(jsonPathSchema, shortForm)
    .describe('The mask for each JSONPath; values are email, person, phone, secret, ip, hash, …'),
});

/**
 * What becomes of a column: a mask's name, or `{ mask: name, …options }`. The short form is parsed into the long one,
 * so that readers decide on `mask.mask` alone. A new mask is one more object in this union.
 */
export const maskSchema = z
  .union([
    z.enum([...simpleNames, 'null', 'text'], { error: jsonNeedsPaths }).transform(withoutOptions),
    z.null().transform(() => withoutOptions('null')),
    z.discriminatedUnion('mask', [simpleMask, nullMask, textMask, jsonMask]),
  ])
  .describe('The mask: its name, or { mask: name, …options }.');

/** A mask that takes one value and no options; what `json` applies at its paths. */
export type SimpleMask = z.output<typeof shortForm>;
type TextMask = z.output<typeof textMask>;
/** A mask with its options, as the config names it. */
export type Mask = z.output<typeof maskSchema>;

function withoutOptions(mask: SimpleMask['mask'] | 'text'): SimpleMask | TextMask {
  return mask === 'text' ? { mask, entities: [] } : { mask };
}

function jsonNeedsPaths(issue: { input?: unknown }): string | undefined {
  return issue.input === 'json'
    ? 'json needs paths: { mask: json, paths: { $.email: email } }'
    : undefined;
}
