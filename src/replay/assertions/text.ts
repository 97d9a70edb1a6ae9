import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { parseJson } from './parse-json.ts';
import { patternSchema, withPattern } from './regular-expression.ts';
import { rule } from './rule.ts';

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

const json = z
  .unknown()
  .refine(
    (value) => z.json().safeParse(value).success,
    'write the text or JSON that the answer must be',
  );

/**
 * What the answer's text must hold or be.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/deterministic/
 */
export const textRules = {
  contains: rule({ value: phrase }, ({ value }, { answer }) => answer.includes(value)),
  icontains: rule({ value: phrase }, ({ value }, { answer }) => fold(answer).includes(fold(value))),
  'contains-all': rule({ value: phrases }, ({ value }, { answer }) =>
    value.every((text) => answer.includes(text)),
  ),
  'icontains-all': rule({ value: phrases }, ({ value }, { answer }) => {
    const folded = fold(answer);
    return value.every((text) => folded.includes(fold(text)));
  }),
  'contains-any': rule({ value: phrases }, ({ value }, { answer }) =>
    value.some((text) => answer.includes(text)),
  ),
  'icontains-any': rule({ value: phrases }, ({ value }, { answer }) => {
    const folded = fold(answer);
    return value.some((text) => folded.includes(fold(text)));
  }),
  'starts-with': rule({ value: prefix }, ({ value }, { answer }) => answer.startsWith(value)),
  regex: rule({ value: patternSchema }, ({ value }, { answer }) =>
    withPattern('regex', value, (pattern) => pattern.test(answer)),
  ),
  equals: rule({ value: json }, ({ value }, { answer }) => equals(value, answer)),
};

function fold(text: string): string {
  return text.toLowerCase();
}

/** Objects and lists are compared with the answer's JSON, everything else with its text. */
function equals(expected: unknown, answer: string): boolean {
  if (typeof expected !== 'object') return String(expected) === answer;
  return isDeepStrictEqual(expected, parseJson(answer));
}
