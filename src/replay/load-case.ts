import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ConfigText, formatProblem, type Problem } from '../config/problem.ts';
import { validate } from '../config/validate.ts';
import { parseYaml } from '../config/yaml-document.ts';
import { BranchProdError } from '../errors.ts';
import { type Case, caseSchema } from './case.ts';
import { excerpt } from './excerpt.ts';

const MAX_BYTES = 1024 * 1024;
/** A hostile file can hold a problem in every line. */
const MAX_PROBLEMS = 20;

/**
 * Reads a case from a YAML file. Without a `name` it is named after the file.
 * The file is hostile input: it may have 1 MiB, and messages repeat nothing of it but keys and unknown words.
 *
 * @throws {BranchProdError} `case-invalid` with all problems at once, one a line: `file:line:column: path: problem`
 */
export async function loadCase(file: string): Promise<Case> {
  const { value, problems, locate } = parseYaml(await readText(file));
  const text = { file: excerpt(file), locate };
  if (problems.length > 0) throw invalidText(text, problems);
  const validated = validate(caseSchema, withName(value, file));
  if ('problems' in validated) throw invalidText(text, validated.problems);
  return validated.value;
}

async function readText(file: string): Promise<string> {
  try {
    // Without O_NONBLOCK a named pipe in the place of the file would block for ever.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    return await decode(handle, file).finally(() => handle.close());
  } catch (error) {
    if (error instanceof BranchProdError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reason = error instanceof TypeError ? 'not UTF-8' : `unreadable (${code})`;
    throw invalid([`${excerpt(file)}: ${reason}`], error);
  }
}

async function decode(handle: FileHandle, file: string): Promise<string> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw invalid([`${excerpt(file)}: not a file`]);
  if (stat.size > MAX_BYTES) throw invalid([`${excerpt(file)}: longer than 1 MiB`]);
  return new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile());
}

function withName(value: unknown, file: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return { name: basename(file).replace(/\.(ya?ml|json)$/, ''), ...value };
}

function invalidText(text: ConfigText, problems: readonly Problem[]): BranchProdError {
  const placed = problems.map((problem) => ({
    ...problem,
    position: problem.position ?? text.locate(problem.path),
  }));
  const ordered = placed.sort(
    ({ position: a }, { position: b }) => a.line - b.line || a.column - b.column,
  );
  return invalid(ordered.map((problem) => formatProblem(text, problem)));
}

function invalid(problems: string[], cause?: unknown): BranchProdError {
  const more = problems.length - MAX_PROBLEMS;
  const list = [...problems.slice(0, MAX_PROBLEMS), ...(more > 0 ? [`… and ${more} more`] : [])];
  return new BranchProdError('case-invalid', list.join('\n'), {
    nextStep: 'Correct the case file and start again.',
    cause,
  });
}
