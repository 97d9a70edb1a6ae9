import { basename } from 'node:path';
import { type ConfigText, formatProblem, type Problem } from '../config/problem.ts';
import { validate } from '../config/validate.ts';
import { parseYaml } from '../config/yaml-document.ts';
import { BranchProdError } from '../errors.ts';
import { type Case, caseSchema } from './case.ts';
import { excerpt } from './excerpt.ts';

/** How many bytes a case file may have. */
export const longestCase = 1024 * 1024;

/** A hostile text can hold a problem in every line. */
const MAX_PROBLEMS = 20;
const MAX_PLACED = 200;

/**
 * The case that a YAML text holds. The text is hostile input: messages repeat nothing of it but keys and unknown words.
 *
 * @param file the path to show
 * @param name what the case is called if the text doesn't say it; without one it is named after the file
 * @throws {BranchProdError} `case-invalid` with all problems at once, one a line: `file:line:column: path: problem`
 */
export function parseCase(
  yaml: string,
  { file, name = nameOf(file) }: { file: string; name?: string },
): Case {
  const { value, problems, locate } = parseYaml(yaml);
  const text = { file: excerpt(file), locate };
  if (problems.length > 0) throw invalidText(text, problems);
  const validated = validate(caseSchema, withName(value, name));
  if ('problems' in validated) throw invalidText(text, validated.problems);
  return validated.value;
}

/**
 * The text of a case file.
 *
 * @param file the path to show
 * @throws {BranchProdError} `case-invalid` if it is not UTF-8
 */
export function decodeCase(bytes: Uint8Array, { file }: { file: string }): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw invalidCase([`${excerpt(file)}: not UTF-8`], error);
  }
}

/** The error `case-invalid` that says all problems, one a line. */
export function invalidCase(problems: readonly string[], cause?: unknown): BranchProdError {
  return invalid(problems, problems.length, cause);
}

function nameOf(file: string): string {
  return basename(file).replace(/\.(ya?ml|json)$/, '');
}

function withName(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return { name, ...value };
}

function invalidText(text: ConfigText, problems: readonly Problem[]): BranchProdError {
  // To find a place takes as long as the text is long.
  const placed = problems.slice(0, MAX_PLACED).map((problem) => ({
    ...problem,
    position: problem.position ?? text.locate(problem.path),
  }));
  const ordered = placed.sort(
    ({ position: a }, { position: b }) => a.line - b.line || a.column - b.column,
  );
  const lines = ordered.map((problem) => formatProblem(text, problem));
  return invalid(lines, problems.length);
}

function invalid(problems: readonly string[], all: number, cause?: unknown): BranchProdError {
  const more = all - MAX_PROBLEMS;
  const list = [...problems.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`… and ${more} more`] : [])];
  return new BranchProdError('case-invalid', list.join('\n'), {
    nextStep: 'Correct the case file and start again.',
    cause,
  });
}
