import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { BranchProdError } from '../errors.ts';
import { runWithin } from '../time-limit.ts';
import { excerpt } from './excerpt.ts';

const REGEX_LIMIT_MS = 1000;

const phrase = z
  .union([z.string().min(1, 'write at least one character'), z.number()], {
    error: 'write the text to look for: value: "…"',
  })
  .transform(String);

const phrases = z
  .array(phrase, { error: 'write a list of texts: value: ["…", "…"]' })
  .min(1, 'list at least one text: value: ["…"]');

const prefix = z
  .string({ error: 'write the beginning as text: value: "…"' })
  .min(1, 'write at least one character');

const pattern = z
  .string({ error: 'write the regular expression as text: value: "…"' })
  .min(1, 'write at least one character')
  .superRefine((source, context) => {
    const problem = syntaxProblem(source);
    if (problem) context.addIssue(`not a regular expression of JavaScript: ${problem}`);
  });

const json = z
  .unknown()
  .refine(
    (value) => z.json().safeParse(value).success,
    'write the text or JSON that the answer must be',
  );

/**
 * What an answer must be, named and meant as in promptfoo; `not-` before a type inverts it.
 * Narrower than promptfoo where it would guess: lists are lists (no comma-separated text), no empty texts
 * (every answer contains them), and `is-json` takes no schema.
 * https://promptfoo.dev/docs/configuration/expected-outputs/deterministic/
 */
export const assertionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['contains', 'not-contains', 'icontains', 'not-icontains']),
    value: phrase,
  }),
  z.strictObject({
    type: z.enum([
      ...(['contains-all', 'not-contains-all', 'icontains-all', 'not-icontains-all'] as const),
      ...(['contains-any', 'not-contains-any', 'icontains-any', 'not-icontains-any'] as const),
    ]),
    value: phrases,
  }),
  z.strictObject({ type: z.enum(['starts-with', 'not-starts-with']), value: prefix }),
  z.strictObject({ type: z.enum(['regex', 'not-regex']), value: pattern }),
  z.strictObject({ type: z.enum(['equals', 'not-equals']), value: json }),
  z.strictObject({ type: z.enum(['is-json', 'not-is-json']) }),
]);

/** See {@link assertionSchema}. */
export type Assertion = z.infer<typeof assertionSchema>;

/**
 * The assertions that do not hold for an answer, each as `type: value`, the value cut at 200 characters.
 *
 * @throws {BranchProdError} `replay-failed` when a regular expression can't be run or takes longer than a second
 */
export function evaluate(assertions: readonly Assertion[], answer: string): string[] {
  return assertions
    .filter((assertion) => isMet(assertion, answer) === assertion.type.startsWith('not-'))
    .map(describe);
}

/** Whether the assertion without its `not-` is met. */
function isMet(assertion: Assertion, answer: string): boolean {
  const folded = answer.toLowerCase();
  switch (assertion.type) {
    case 'contains':
    case 'not-contains':
      return answer.includes(assertion.value);
    case 'icontains':
    case 'not-icontains':
      return folded.includes(assertion.value.toLowerCase());
    case 'contains-all':
    case 'not-contains-all':
      return assertion.value.every((text) => answer.includes(text));
    case 'contains-any':
    case 'not-contains-any':
      return assertion.value.some((text) => answer.includes(text));
    case 'icontains-all':
    case 'not-icontains-all':
      return assertion.value.every((text) => folded.includes(text.toLowerCase()));
    case 'icontains-any':
    case 'not-icontains-any':
      return assertion.value.some((text) => folded.includes(text.toLowerCase()));
    case 'starts-with':
    case 'not-starts-with':
      return answer.startsWith(assertion.value);
    case 'regex':
    case 'not-regex':
      return matches(assertion.value, answer);
    case 'equals':
    case 'not-equals':
      return equals(assertion.value, answer);
    case 'is-json':
    case 'not-is-json':
      return parseJson(answer) !== undefined;
  }
}

function matches(source: string, answer: string): boolean {
  const what = `The assertion regex: ${excerpt(source)}`;
  try {
    const limit = { limitMs: REGEX_LIMIT_MS, what, code: 'replay-failed' } as const;
    return runWithin(limit, () => new RegExp(source).test(answer));
  } catch (error) {
    if (error instanceof BranchProdError) throw error;
    // V8 compiles at the first use and only then finds an expression too large.
    throw new BranchProdError('replay-failed', `${what} can't be run.`, {
      nextStep: 'Write a smaller expression.',
      cause: error,
    });
  }
}

/** Objects and lists are compared with the answer's JSON, everything else with its text. */
function equals(expected: unknown, answer: string): boolean {
  if (typeof expected !== 'object') return String(expected) === answer;
  return isDeepStrictEqual(expected, parseJson(answer));
}

/** JSON has no `undefined`, which therefore says that the text is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe(assertion: Assertion): string {
  if (!('value' in assertion)) return assertion.type;
  const { type, value } = assertion;
  return `${type}: ${excerpt(typeof value === 'string' ? value : JSON.stringify(value))}`;
}

/** Only V8's reason: its whole message repeats the expression, which may hold what is to be masked. */
function syntaxProblem(source: string): string | undefined {
  try {
    new RegExp(source);
    return undefined;
  } catch (error) {
    return (error as Error).message.split(': ').at(-1);
  }
}
