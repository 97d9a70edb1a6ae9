import { z } from 'zod';
import { parseYaml } from '../../config/yaml-document.ts';
import { runWithin } from '../../time-limit.ts';
import { compileJsonSchema } from './json-schema.ts';
import { parseJson } from './parse-json.ts';
import { rule } from './rule.ts';

const LIMIT_MS = 1000;

const schema = z
  .unknown()
  // promptfoo takes the schema as a text of JSON or YAML, too.
  .transform((value) => (typeof value === 'string' ? parseYaml(value).value : value))
  .superRefine((value, context) => {
    const problem = schemaProblem(value);
    if (problem) context.addIssue(problem);
  })
  .exactOptional();

/**
 * Whether the answer is JSON, or holds JSON, and fits a JSON Schema if there is one.
 * https://www.promptfoo.dev/docs/configuration/expected-outputs/deterministic/#is-json
 */
export const jsonRules = {
  'is-json': rule({ value: schema }, ({ value }, { answer }) => {
    const parsed = parseJson(answer);
    return parsed !== undefined && (value === undefined || fits('is-json', value, [parsed]));
  }),
  'contains-json': rule({ value: schema }, ({ value }, { answer }) => {
    const limit = { limitMs: LIMIT_MS, what: 'The assertion contains-json', code } as const;
    const found = runWithin(limit, () => findJson(answer));
    return found.length > 0 && (value === undefined || fits('contains-json', value, found));
  }),
};

const code = 'replay-failed';

/** A schema holds regular expressions. */
function fits(type: string, schema: unknown, values: readonly unknown[]): boolean {
  const limit = { limitMs: LIMIT_MS, what: `The schema of the assertion ${type}`, code } as const;
  return runWithin(limit, () => values.some(compileJsonSchema(schema as object)));
}

function schemaProblem(value: unknown): string | undefined {
  if (typeof value !== 'boolean' && (typeof value !== 'object' || value === null)) {
    return 'write a JSON Schema: value: { type: object, required: [price] }';
  }
  try {
    const limit = { limitMs: LIMIT_MS, what: 'The schema', code } as const;
    runWithin(limit, () => compileJsonSchema(value));
    return undefined;
  } catch {
    // What the compiler says quotes the schema, which may hold what is to be masked.
    return 'not a JSON Schema of draft 7 or 2020-12, or one that refers to another document';
  }
}

/** The outermost objects and lists that are JSON, wherever they stand in the text. */
function findJson(text: string): unknown[] {
  const found: unknown[] = [];
  for (let at = nextOpening(text, 0); at !== -1; ) {
    const end = endOf(text, at);
    const value = end === -1 ? undefined : parseJson(text.slice(at, end));
    if (value !== undefined) found.push(value);
    at = nextOpening(text, value === undefined ? at + 1 : end);
  }
  return found;
}

function nextOpening(text: string, from: number): number {
  const offset = text.slice(from).search(/[[{]/);
  return offset === -1 ? -1 : from + offset;
}

/** Where what opens here is closed; -1 if it never is. */
function endOf(text: string, start: number): number {
  const mark = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs;
  mark.lastIndex = start;
  let depth = 0;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    if (/^[[{]/.test(match[0])) depth += 1;
    else if (/^[\]}]/.test(match[0])) depth -= 1;
    if (depth === 0) return mark.lastIndex;
  }
  return -1;
}
