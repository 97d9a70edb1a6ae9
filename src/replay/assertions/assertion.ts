import { z } from 'zod';
import { BranchProdError } from '../../errors.ts';
import { excerpt } from '../excerpt.ts';
import { fillVariables } from './case-variables.ts';
import { faithfulRules } from './faithful.ts';
import { javascriptRules } from './javascript.ts';
import { jsonRules } from './json.ts';
import { judgedRules } from './judged.ts';
import { limitRules } from './limits.ts';
import { notEvaluated } from './not-evaluated.ts';
import { promptfooOptions } from './promptfoo-options.ts';
import { retrievalRules } from './retrieval.ts';
import type { Rule, Seen } from './rule.ts';
import { similarRules } from './similar.ts';
import { textRules } from './text.ts';

const rules = {
  ...textRules,
  ...jsonRules,
  ...javascriptRules,
  ...similarRules,
  ...judgedRules,
  ...faithfulRules,
  ...limitRules,
  ...retrievalRules,
};

type Rules = typeof rules;

/** One assertion of a case, by its `type`; see {@link assertionSchema}. */
export type Assertion = {
  [Type in keyof Rules]: { type: Type | `not-${Type}` } & z.output<
    z.ZodObject<Rules[Type]['shape']>
  >;
}[keyof Rules];

/**
 * What an answer must be, and what must have led to it; `not-` before a type inverts it. Named and meant as in
 * promptfoo, so that a test can be pasted over; `retrieves`, `rank-at-most` and `cites-retrieved` are our own. Narrower
 * than promptfoo where it would guess: lists are lists (no comma-separated text), no empty texts (every answer contains
 * them), no files. Its options that would have no effect here are refused, each with the reason. Where it is part of a
 * case, a `{{name}}` in its value is one of the case's texts.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/
 */
export const assertionSchema = z.discriminatedUnion(
  'type',
  Object.entries(rules).map(([type, { shape }]) =>
    z.strictObject({ type: z.enum([type, `not-${type}`]), ...promptfooOptions, ...shape }),
  ) as unknown as [z.ZodObject],
) as unknown as z.ZodType<Assertion>;

/**
 * The assertions that do not hold, each as `type: value`, the value with the case's texts filled in and cut at 200
 * characters. They are evaluated one after another, and none after the first that can't be.
 *
 * @throws {BranchProdError} `replay-failed` when one can't be evaluated: it takes too long, needs what nobody told, or
 *   the judge does not answer
 * @throws {unknown} the signal's reason once it is aborted
 */
export async function evaluate(assertions: readonly Assertion[], seen: Seen): Promise<string[]> {
  const failed: string[] = [];
  for (const written of assertions) {
    const assertion = fillVariables(written, seen.vars);
    if (!(await holds(assertion, seen))) failed.push(describe(assertion));
  }
  return failed;
}

async function holds(assertion: Assertion, seen: Seen): Promise<boolean> {
  const isInverted = assertion.type.startsWith('not-');
  const type = assertion.type.replace(/^not-/, '') as keyof Rules;
  // The schema has paired each type with the fields of its rule.
  const { isMet } = rules[type] as unknown as Rule<z.ZodRawShape>;
  try {
    const met = await isMet(assertion, seen);
    return met !== undefined && met !== isInverted;
  } catch (error) {
    seen.signal.throwIfAborted();
    if (error instanceof BranchProdError || !(error instanceof RangeError)) throw error;
    // An answer nested ten million levels deep is more than the stack takes.
    throw notEvaluated(
      `The answer is too much for the assertion ${type}.`,
      'Assert by another type what such an answer must be.',
      error,
    );
  }
}

function describe(assertion: Assertion): string {
  const { type } = assertion;
  const shown = 'value' in assertion ? assertion.value : Reflect.get(assertion, 'threshold');
  if (shown === undefined) return type;
  return `${type}: ${excerpt(typeof shown === 'string' ? shown : JSON.stringify(shown))}`;
}
