import { z } from 'zod';
import { columnReferenceSchema } from './column-reference.ts';
import { durationSchema } from './duration.ts';
import { jsonPathSchema } from './json-path.ts';
import { xpathSchema } from './xpath.ts';

/** Masks of one value that need no options; `null` is apart because YAML reads the bare word as a value of its own. */
const simpleNames = [
  'address',
  'birthdate',
  'card',
  'city',
  'company',
  'date',
  'email',
  'first_name',
  'geo',
  'hash',
  'iban',
  'ip',
  'keep',
  'last_name',
  'mac',
  'national_id',
  'number',
  'person',
  'phone',
  'postcode',
  'scramble',
  'secret',
  'text',
  'url',
  'uuid',
] as const;

const column = z.string().min(1).describe('A column of the same table.');
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of ISO 3166-1, such as DE')
  .optional()
  .describe('Where the value does not tell: the country, as in ISO 3166-1.');

const textMask = z.strictObject({
  mask: z.literal('text').describe('Prose: the personal values inside it are replaced.'),
  entities: z
    .array(columnReferenceSchema)
    .prefault([])
    .describe('Columns whose values are searched in the prose, each masked as its own column is.'),
});

/** Masks of one value with options; each can also stand at a path of `json`, `xml`, `hstore` and in an `array`. */
const valueMasks = [
  z.strictObject({ mask: z.literal('person') }),
  z.strictObject({ mask: z.literal('first_name') }),
  z.strictObject({ mask: z.literal('last_name') }),
  z.strictObject({ mask: z.literal('company') }),
  z.strictObject({ mask: z.literal('email') }),
  z.strictObject({ mask: z.literal('phone'), country }),
  z.strictObject({ mask: z.literal('address'), country }),
  z.strictObject({ mask: z.literal('city'), country }),
  z.strictObject({ mask: z.literal('postcode'), country }),
  z.strictObject({
    mask: z.literal('geo'),
    decimals: z
      .int()
      .min(0)
      .max(6)
      .default(1)
      .describe('Digits behind the point that stay: 1 is some 11 km.'),
  }),
  z.strictObject({
    mask: z.literal('date'),
    by: column
      .optional()
      .describe('The column that tells whose date it is: all dates of one person move alike.'),
    days: z
      .int()
      .min(1)
      .max(36_500)
      .default(30)
      .describe('The farthest that a date moves, in days.'),
  }),
  z.strictObject({
    mask: z.literal('birthdate'),
    years: z.int().min(1).max(50).default(5).describe('The age band that is kept, in years.'),
  }),
  z.strictObject({ mask: z.literal('ip') }),
  z.strictObject({ mask: z.literal('mac') }),
  z.strictObject({ mask: z.literal('url') }),
  z.strictObject({ mask: z.literal('uuid') }),
  z.strictObject({ mask: z.literal('card') }),
  z.strictObject({ mask: z.literal('iban') }),
  z.strictObject({ mask: z.literal('national_id'), country }),
  z.strictObject({
    mask: z.literal('number'),
    keep: z.enum(['magnitude', 'rank']).default('magnitude').describe('What of the number stays.'),
  }),
  z.strictObject({ mask: z.literal('secret') }),
  z.strictObject({ mask: z.literal('hash') }),
  z.strictObject({ mask: z.literal('scramble') }),
  z.strictObject({ mask: z.literal('keep') }),
  z.strictObject({
    mask: z.literal('constant'),
    value: z.union([z.string(), z.number(), z.boolean()]).transform(String),
  }),
  textMask,
] as const;

const nullMask = z.strictObject({
  mask: z
    .literal(['null', null])
    .transform(() => 'null' as const)
    .describe('The value becomes NULL.'),
});

/** A bare name stands for the mask with its usual options; `null` as YAML reads it for the mask `null`. */
const byName = [
  z
    .enum(simpleNames, { error: needsOptions })
    .transform((mask) => leafLong.parse({ mask }) as z.output<typeof leafLong>),
  z.literal('null').transform((mask) => ({ mask })),
  z.null().transform(() => ({ mask: 'null' as const })),
] as const;

const leafLong = z.discriminatedUnion('mask', [...valueMasks, nullMask]);
const leaf = z.union([...byName, leafLong]);

const structures = [
  z.strictObject({
    mask: z.literal('json').describe('JSON: the values at some paths are masked.'),
    paths: z.record(jsonPathSchema, leaf).describe('The mask for each JSONPath (RFC 9535).'),
  }),
  z.strictObject({
    mask: z.literal('xml').describe('XML: texts and attributes at some paths are masked.'),
    paths: z.record(xpathSchema, leaf).describe('The mask for each XPath (1.0).'),
  }),
  z.strictObject({
    mask: z.literal('hstore').describe('hstore: the values of some keys are masked.'),
    keys: z.record(z.string(), leaf).describe('The mask for each key; * is any other.'),
  }),
  z.strictObject({
    mask: z.literal('array').describe('An array, of any dimensions: each element is masked.'),
    each: leaf.describe('The mask of an element.'),
  }),
] as const;

/** Masks that need more than the value. */
const columnMasks = [
  z.strictObject({
    mask: z.literal('sql').describe('What an SQL expression gives for the row of production.'),
    expression: z.string().min(1),
  }),
  z.strictObject({
    mask: z
      .literal('derive')
      .describe('Computed from the masked row, as a column that repeats others needs it.'),
    expression: z.string().min(1),
  }),
  z.strictObject({
    mask: z.literal('trigger').describe('Computed by a trigger of its table from the masked row.'),
    trigger: z.string().min(1).describe('A row trigger that fires before INSERT.'),
  }),
  z.strictObject({
    mask: z.literal('command').describe('What a program answers: JSON lines in, JSON lines out.'),
    program: z
      .array(z.string().min(1))
      .min(1)
      .describe('The program and its arguments; no shell reads them.'),
    timeout: durationSchema.prefault('1m').describe('How long an answer may take.'),
  }),
  z.strictObject({
    mask: z.literal('noise').describe('A vector with a set amount of noise.'),
    amount: z
      .number()
      .positive()
      .max(10)
      .describe("The noise's length, as a share of the vector's."),
  }),
  z.strictObject({
    mask: z
      .literal('reembed')
      .describe(
        "A vector: computed anew by `sanitize.embeddings` where the text's mask changed it.",
      ),
    from: column.describe('The column of the same table whose text it embeds.'),
  }),
] as const;

/**
 * What becomes of a column: a mask's name, or `{ mask: name, …options }`. The short form is parsed into the long one,
 * so that readers decide on `mask.mask` alone. A new mask is one more object in one of these lists.
 */
export const maskSchema = z
  .union([
    ...byName,
    z.discriminatedUnion('mask', [...valueMasks, nullMask, ...structures, ...columnMasks]),
  ])
  .describe('The mask: its name, or { mask: name, …options }.');

/** A mask of one value, by itself or inside a structure. */
export type ValueMask = z.output<typeof leafLong>;
/** A mask with its options, as the config names it. */
export type Mask = z.output<typeof maskSchema>;

function needsOptions(issue: { input?: unknown }): string | undefined {
  const example = examples[String(issue.input)];
  return example && `${issue.input} needs ${example}`;
}

const examples: Record<string, string> = {
  json: 'paths: { mask: json, paths: { $.email: email } }',
  xml: 'paths: { mask: xml, paths: { //email: email } }',
  hstore: 'keys: { mask: hstore, keys: { email: email } }',
  array: 'each: { mask: array, each: email }',
  constant: 'a value: { mask: constant, value: redacted }',
  sql: "an expression: { mask: sql, expression: left(code, 3) || '000' }",
  derive: 'an expression: { mask: derive, expression: lower(name) }',
  trigger: 'a trigger: { mask: trigger, trigger: messages_search }',
  command: 'a program: { mask: command, program: [/usr/local/bin/mask-names] }',
  noise: 'an amount: { mask: noise, amount: 0.1 }',
  reembed: 'a column: { mask: reembed, from: body }',
};
