import { z } from 'zod';
import type { Mask } from '../../config/mask-schema.ts';
import { BranchProdError } from '../../errors.ts';
import { decodeLine } from './answer-lines.ts';
import { startValueProgram, type ValueProgram } from './value-program.ts';

/** A text of 50 MB has room, however much of it JSON escapes. */
const LONGEST_ANSWER = 256 * 1024 * 1024;
/** What is remembered of answers: values and characters. */
const MOST_REMEMBERED = 100_000;
const MOST_CHARACTERS = 16 * 1024 * 1024;

const answerSchema = z.strictObject({ value: z.string().nullable() });

/** The mask `command` of one column of one table. */
export interface Command {
  /**
   * The pseudonyms of raw values, in their order. NULL and the empty string stay and are not asked for; equal values are
   * asked once, as long as they are remembered. One call at a time. Throws `mask-failed`, without a value.
   */
  maskValues(values: readonly (string | null)[], signal: AbortSignal): Promise<(string | null)[]>;
  /** Ends the program; throws `mask-failed` if it has not done all well until then. Called once, whatever happened. */
  end(): Promise<void>;
}

export interface CommandOptions {
  /** As people write it: `people.name`. */
  readonly column: string;
  /** Where the program has a folder of its own. */
  readonly folder: string;
  /** The longest answer that is read, in bytes. */
  readonly longestAnswer?: number;
}

/**
 * Asks a program of the user's: for each value a line `{"column":"people.name","value":"…"}`, answered with
 * `{"value":"…"}` or `{"value":null}` in the same order. It is started with the first value.
 */
export function createCommand(
  { program: argv, timeout }: Extract<Mask, { mask: 'command' }>,
  { column, folder, longestAnswer = LONGEST_ANSWER }: CommandOptions,
): Command {
  let program: ValueProgram | undefined;
  let succeeded = true;
  const remembered = createMemory();
  const failure = (what: string) => commandFailed(column, what);

  async function ask(values: readonly string[], signal: AbortSignal) {
    program ??= await startValueProgram(argv, {
      folder,
      timeoutMs: timeout,
      longestLine: longestAnswer,
      failure,
    });
    const lines = values.map((value) => toLine({ column, value }));
    const answers = await program.ask(lines, signal);
    return answers.map((line, index) => readAnswer(line, values[index] as string, failure));
  }

  return {
    async maskValues(values, signal) {
      const known = new Map<string, string | null>();
      const unknown = new Set<string>();
      for (const value of values) {
        if (value === null || value === '') continue;
        const answer = remembered.get(value);
        if (answer === undefined) unknown.add(value);
        else known.set(value, answer);
      }
      if (unknown.size > 0) {
        succeeded = false;
        const asked = [...unknown];
        for (const [index, answer] of (await ask(asked, signal)).entries()) {
          known.set(asked[index] as string, answer);
          remembered.add(asked[index] as string, answer);
        }
        succeeded = true;
      }
      return values.map((value) =>
        value === null || value === '' ? value : (known.get(value) as string | null),
      );
    },
    async end() {
      try {
        if (succeeded) await program?.finish();
      } finally {
        await program?.kill();
      }
    },
  };
}

/** Some readers of lines end them at these too, as Node.js does. */
function toLine(question: { column: string; value: string }): string {
  return JSON.stringify(question).replace(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function readAnswer(line: Buffer, raw: string, failure: (what: string) => Error): string | null {
  const { value } = parseAnswer(line, failure);
  if (value === raw) throw failure('answered with the value itself');
  if (value !== null && (!value.isWellFormed() || value.includes('\0'))) {
    throw failure('answered with characters that PostgreSQL cannot store');
  }
  return value;
}

/** What the parsers say of the line could quote it. */
function parseAnswer(line: Buffer, failure: (what: string) => Error) {
  let text: string;
  let json: unknown;
  try {
    text = decodeLine(line);
  } catch {
    throw failure('answered with a line that is not UTF-8');
  }
  try {
    json = JSON.parse(text);
  } catch {
    throw failure('answered with a line that is not JSON');
  }
  const answer = answerSchema.safeParse(json);
  if (answer.success) return answer.data;
  throw failure('answered with JSON that is neither {"value": "…"} nor {"value": null}');
}

/** The latest answers: all are forgotten when they become too many or too long. */
function createMemory() {
  const answers = new Map<string, string | null>();
  let characters = 0;
  return {
    get: (value: string) => answers.get(value),
    add(value: string, answer: string | null) {
      if (answers.size >= MOST_REMEMBERED || characters > MOST_CHARACTERS) {
        answers.clear();
        characters = 0;
      }
      characters += value.length + (answer?.length ?? 0);
      answers.set(value, answer);
    },
  };
}

function commandFailed(column: string, what: string): BranchProdError {
  return new BranchProdError('mask-failed', `the program that masks ${column} ${what}`, {
    nextStep:
      'Run it by hand with a line such as {"column":"people.name","value":"Ada"} on its standard input.',
  });
}
