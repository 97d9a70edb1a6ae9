import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLines } from './answer-lines.ts';
import { startProgram } from './program-process.ts';

/** How long the last answers may be in a pipe after the program's end, and its end come after the pipe's. */
const CLOSING_MS = 500;

/** A running program that answers each line with a line. */
export interface ValueProgram {
  /**
   * Asks lines, and gives as many answers in their order, however little the pipes hold. One call at a time. Rejects
   * with the failure, or with the signal's reason.
   */
  ask(lines: readonly string[], signal: AbortSignal): Promise<Buffer[]>;
  /** Closes its input and waits until it has ended; rejects if it did not end well. */
  finish(): Promise<void>;
  /** Ends it and all that it has started. Can be called again; to be called whatever happened. */
  kill(): Promise<void>;
}

export interface ValueProgramOptions {
  /** How long an answer, and the end, may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Where the program has a folder of its own. */
  readonly folder: string;
  /** The longest answer that is read, in bytes. */
  readonly longestLine: number;
  /** The error for what the program did, in words that hold nothing of what it wrote. */
  readonly failure: (what: string) => Error;
}

/** Starts a program that stays until all is asked: see `program-process.ts` for what it is given. */
export async function startValueProgram(
  argv: readonly string[],
  { timeoutMs, folder, longestLine, failure }: ValueProgramOptions,
): Promise<ValueProgram> {
  const program = await startProgram(argv, process.env, folder);
  const { input, output } = program;
  let waiting: Waiting | undefined;
  let failed: Error | undefined;
  let timer: NodeJS.Timeout | undefined;

  function fail(what: string) {
    failed ??= failure(what);
    waiting?.reject(failed);
  }

  function startTimer(late: string) {
    clearTimeout(timer);
    timer = setTimeout(() => fail(`${late} within ${timeoutMs / 1000} s`), timeoutMs);
  }

  async function wait(count: number, work: (until: Promise<void>) => Promise<void>) {
    if (failed) throw failed;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const answers: Buffer[] = [];
    waiting = { count, answers, resolve, reject };
    try {
      await Promise.race([promise, work(promise)]);
      if (failed) throw failed;
      return answers;
    } finally {
      waiting = undefined;
      clearTimeout(timer);
    }
  }

  const lines = createLines((line) => {
    if (waiting === undefined || waiting.answers.length === waiting.count) {
      return fail('answered more than it was asked');
    }
    waiting.answers.push(line);
    startTimer('did not answer');
    if (waiting.answers.length === waiting.count) waiting.resolve();
  });
  output.on('data', (chunk: Buffer) => {
    if (failed) return;
    lines.push(chunk);
    if (lines.pending() > longestLine) fail(`answered with more than ${longestLine} bytes`);
  });
  input.on('error', () => {
    // It is gone or doesn't read: its end or the timer says so.
  });
  // A process that has left the group could hold the pipe open for ever, so its end is not awaited for long.
  const closed = new Promise((resolve) => output.on('close', resolve));
  const gone = program.ended.then(async (end) => {
    await Promise.race([closed, sleep(CLOSING_MS)]);
    return end;
  });
  let finishing = false;
  gone.then(({ how, code }) => {
    if (!finishing) fail(code === undefined ? how : `${how} before all was answered`);
  });
  output.on('end', async () => {
    await sleep(CLOSING_MS);
    if (!finishing) fail('closed its output before all was answered');
  });

  return {
    async ask(questions, signal) {
      signal.throwIfAborted();
      const abort = () => waiting?.reject(signal.reason);
      signal.addEventListener('abort', abort);
      startTimer('did not answer');
      try {
        return await wait(questions.length, async (until) => {
          await writeLines(input, questions, until);
          await until;
        });
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    async finish() {
      finishing = true;
      startTimer('did not end');
      await wait(0, async () => {
        input.end();
        const { how, code } = await gone;
        if (code !== 0) fail(how);
      });
    },
    async kill() {
      finishing = true;
      clearTimeout(timer);
      await program.kill();
    },
  };
}

interface Waiting {
  readonly count: number;
  readonly answers: Buffer[];
  resolve(): void;
  reject(reason: unknown): void;
}

/** Where the pipe is full, waits until it is not; the answers are read all the while. */
async function writeLines(input: Writable, questions: readonly string[], until: Promise<void>) {
  for (const question of questions) {
    if (input.write(`${question}\n`)) continue;
    // Not events.once: a broken pipe is no news here.
    await Promise.race([until, new Promise((resolve) => input.once('drain', resolve))]);
  }
}
