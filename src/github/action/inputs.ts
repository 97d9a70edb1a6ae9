import { z } from 'zod';
import { instantSchema } from '../../config/instant.ts';
import { mostTrials } from '../../config/replay-schema.ts';
import { Secret } from '../../config/secret.ts';
import { BranchProdError } from '../../errors.ts';
import { verdictSchema } from '../../investigation/result.ts';
import { type Order, orderSchema } from '../order.ts';
import type { Runner } from './runner.ts';

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((text) => (text === '' ? undefined : text), schema.optional());
const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be a whole number above 0')
  .transform(Number);
const ref = z.string().max(255, 'must have at most 255 characters');
const onOff = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true');

/** The inputs, each a text, under the names that `action.yml` gives them. */
export const inputsSchema = z.strictObject({
  thread: optional(wholeNumber),
  order: optional(z.string().transform(parseOrder)),
  case: z.string().transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
  ref: optional(ref),
  base: optional(ref),
  trials: optional(
    wholeNumber.refine(
      (trials) => trials <= mostTrials,
      `must be a whole number from 1 to ${mostTrials}`,
    ),
  ),
  at: optional(instantSchema),
  expect: optional(
    z.enum(verdictSchema.options, { error: `must be ${verdictSchema.options.join(', ')}` }),
  ),
  hold: onOff,
  state: optional(z.string()),
  token: z
    .string()
    .min(1, 'is missing')
    .transform((text) => new Secret(text)),
});

export type ActionInputs = z.output<typeof inputsSchema>;

/**
 * Reads the inputs. The token is masked before anything else happens. Throws `usage`, which says what is wrong with
 * which input and repeats none of them.
 */
export function readInputs(runner: Runner): ActionInputs {
  const texts = Object.fromEntries(
    Object.keys(inputsSchema.shape).map((name) => [name, runner.getInput(name)]),
  );
  if (texts.token) runner.setSecret(texts.token);
  const parsed = inputsSchema.safeParse(texts);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw unusable(problems.join('; '));
  }
  const inputs = parsed.data;
  const { order, thread } = inputs;
  if (order === undefined) return inputs;
  if (thread !== undefined && thread !== order.thread) throw unusable('order: of another thread');
  const own = (['case', 'ref', 'base', 'trials', 'at'] as const).filter(
    (name) => texts[name] !== '',
  );
  if (own.length > 0) throw unusable(`${own.join(', ')}: not together with order`);
  return inputs;
}

function parseOrder(text: string, context: z.core.$RefinementCtx): Order {
  try {
    return orderSchema.parse(JSON.parse(text));
  } catch {
    context.issues.push({
      code: 'custom',
      message: 'is no order of the App that this version knows',
      input: text,
    });
    return z.NEVER;
  }
}

function unusable(problems: string): BranchProdError {
  return new BranchProdError('usage', `The inputs can't be used: ${problems}.`, {
    nextStep: 'Correct `with` of this step; action.yml says what each input means.',
  });
}
