import { BranchProdError } from '../errors.ts';
import { quote } from './quote.ts';
import { cutAtSecretField } from './secret-fields.ts';

/** The keys and list indexes that lead to a field, for example `['sanitize', 'columns', 'people.email']`. */
export type ConfigPath = readonly (string | number)[];

/** A place in the config's text; both count from 1. */
export type Position = { line: number; column: number };

/** What is wrong with one field. `position` is given where the text has no field yet: a syntax error. */
export type Problem = { path: ConfigPath; message: string; position?: Position };

/** A config's text as messages refer to it. */
export type ConfigText = {
  /** The name to show: a file, or as git writes it (`main:.github/branch-prod.yml`) what is committed. */
  file: string;
  /** Where the field is written: its key, or the list's item; the nearest parent for a field that is not there. */
  locate: (path: ConfigPath) => Position;
};

/**
 * One problem on one line, for example
 * `branch-prod.yml:9:5: sanitize.columns["people.emial"]: no such column; did you mean "email"?`.
 */
export function formatProblem(text: ConfigText, problem: Problem): string {
  const { line, column } = positionOf(text, problem);
  const field = formatPath(problem.path);
  // Messages hold names of a database, and a line break in one must begin no line of its own.
  const message = problem.message.replace(/[\r\n]+/g, ' ');
  return `${text.file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`;
}

/** To find a place takes as long as the text is long, and nobody corrects more than this at once. */
const mostProblems = 500;

/**
 * The error `config-invalid` that says all problems, one a line, in the order of the text; of more than 500 the first
 * that were found, and how many are left out. The next step is to correct the text, unless another is given.
 */
export function invalidConfig(
  text: ConfigText,
  problems: readonly Problem[],
  { nextStep = correct(text) }: { nextStep?: string } = {},
): BranchProdError {
  const ordered = problems
    .slice(0, mostProblems)
    .map((problem) => ({ ...problem, position: positionOf(text, problem) }))
    .sort(({ position: a }, { position: b }) => a.line - b.line || a.column - b.column);
  const lines = new Set(ordered.map((problem) => formatProblem(text, problem)));
  const more = problems.length - ordered.length;
  if (more > 0) lines.add(`… and ${more} more`);
  return new BranchProdError('config-invalid', [...lines].join('\n'), { nextStep });
}

function correct({ file }: ConfigText): string {
  const [committed] = /[^:]+$/.exec(file) ?? [];
  return committed !== undefined && committed !== file
    ? `Correct it, run \`branch-prod check --config ${committed}\`, and commit it to the default branch.`
    : `Correct it, then run \`branch-prod check --config ${file}\`.`;
}

/** A path as one would write it in JavaScript: `replay.cases[0]`, `sanitize.columns["people.email"]`. */
export function formatPath(path: ConfigPath): string {
  return cutAtSecretField(path).reduce<string>((parent, key) => {
    if (typeof key === 'number') return `${parent}[${key}]`;
    if (!/^[A-Za-z_]\w*$/.test(key)) return `${parent}[${quote(key)}]`;
    return parent === '' ? key : `${parent}.${key}`;
  }, '');
}

function positionOf(text: ConfigText, problem: Problem): Position {
  return problem.position ?? text.locate(problem.path);
}
