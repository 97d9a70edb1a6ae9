import { z } from 'zod';
import { didYouMean } from './nearest.ts';
import type { ConfigPath, Problem } from './problem.ts';
import { quote } from './quote.ts';

/**
 * Parses plain data by a schema: its output, or every problem, each at the path of its own field and, for a mistyped
 * word, with the nearest valid one. Messages show keys and the words of enumerations, no other values.
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { value: z.output<Schema> } | { problems: Problem[] } {
  const result = schema.safeParse(value, { error: messageOf });
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

const typeNames: Record<string, string> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
};

function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return messageOfWord(issue.input, issue.values);
    case 'invalid_union':
      return issue.discriminator === undefined
        ? 'is no value that is allowed here'
        : messageOfWord(fieldOf(issue.input, issue.discriminator), [issue.options ?? []].flat());
    case 'unrecognized_keys': {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      // One line a key; problemsOf takes them apart.
      return issue.keys.map((key) => `unknown key${didYouMean(key, known)}`).join('\n');
    }
    default:
      return undefined;
  }
}

function messageOfWord(word: unknown, values: readonly unknown[]): string {
  const known = [...new Set(values.map(String))];
  const list = known.length === 1 ? `must be ${known[0]}` : `must be one of ${known.join(', ')}`;
  if (word === undefined) return 'is missing';
  if (typeof word !== 'string') return list;
  return `${quote(word)} is unknown, ${list}${didYouMean(word, known)}`;
}

function fieldOf(input: unknown, key: string): unknown {
  return typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
}

function problemsOf(issue: z.core.$ZodIssue, parent: ConfigPath): Problem[] {
  const path = [
    ...parent,
    ...issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
  ];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, at) => ({ path: [...path, key], message: messages[at] ?? '' }));
    }
    case 'invalid_key':
      return issue.issues.flatMap((inner) => problemsOf(inner, path));
    case 'invalid_union': {
      const meant = meantOption(issue.errors);
      if (meant !== undefined) return meant.flatMap((inner) => problemsOf(inner, path));
      return [{ path, message: issue.message }];
    }
    default:
      return [{ path, message: issue.message }];
  }
}

/** The option of a union that the writer had in mind: one that fails deeper inside, or at least not by its type. */
function meantOption(options: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  return (
    options.find((issues) => issues.every(({ path }) => path.length > 0)) ??
    options.find((issues) => issues.every(({ code }) => code !== 'invalid_type'))
  );
}
