import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Account } from '../../src/engines/local/servers/account.ts';

export interface ProgramOptions {
  /** The user to run as; `undefined` for our own. */
  readonly account: Account | undefined;
  /** Ends the program when it is given. */
  readonly signal: AbortSignal;
  /** What the program reads; nothing without it. */
  readonly input?: Readable | Iterable<string> | AsyncIterable<string>;
}

/** How much of a program's words is kept, in characters. */
const KEPT = 4096;
/** How long a program may take to end when it is told to, in milliseconds. */
const GRACE = 5000;

/**
 * Runs a program to its end and returns what it wrote. No shell reads its arguments. Throws when it fails, with the
 * last of what it said; when the signal is given, the signal's reason, after the program and its children ended.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<string> {
  const { child, ended } = startProgram(program, args, options);
  const output: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk));
  await Promise.all([ended, feed(child, options.input)]);
  return output.join('');
}

/**
 * Starts a program whose output is for `stdout`'s reader. `ended` resolves or rejects when it has ended, as
 * {@link runProgram} does.
 */
export function startProgram(
  program: string,
  args: readonly string[],
  { account, signal }: ProgramOptions,
): { child: ChildProcess; ended: Promise<void> } {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    ...account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    // A group of its own: it is ended with all of its workers, and Ctrl-C in a terminal reaches us alone.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that ends early closes its input; its exit code says why.
  child.stdin?.on('error', () => {});
  return { child, ended: untilEnded(child, program, signal) };
}

async function untilEnded(
  child: ChildProcess,
  program: string,
  signal: AbortSignal,
): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-KEPT);
  });
  let hard: NodeJS.Timeout | undefined;
  const end = () => {
    endGroup(child, 'SIGTERM');
    hard = setTimeout(() => endGroup(child, 'SIGKILL'), GRACE);
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const [code, killer] = await once(child, 'close');
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`${program} failed (${code ?? killer}): ${said.trim()}`);
  } finally {
    clearTimeout(hard);
    signal.removeEventListener('abort', end);
  }
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

async function feed(child: ChildProcess, input: ProgramOptions['input']): Promise<void> {
  if (child.stdin === null) return;
  if (input === undefined) child.stdin.end();
  // Why the program stopped reading is said by its end.
  else await pipeline(Readable.from(input), child.stdin).catch(() => {});
}
