import { spawn } from 'node:child_process';
import { throwIfInterrupted } from '../../interrupted.ts';
import type { Account } from '../../servers/account.ts';
import { guard } from '../../servers/postgres/guard.ts';

/** How long a program may take to end after it was asked to, in milliseconds. */
const PATIENCE = 5000;
/** How much of what it writes is kept, from the beginning, in characters. */
const KEPT = 1024 * 1024;

export interface ProgramOptions {
  /** All of its environment besides PATH; our own holds secrets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Who runs it; we ourselves if absent. */
  readonly owner?: Account | undefined;
  readonly signal: AbortSignal;
}

export interface EndedProgram {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  /** What it wrote to standard error. It may quote values of the source: for decisions, never for people. */
  readonly errors: string;
}

/**
 * Runs one of PostgreSQL's programs to its end, which comes at the latest with ours. Throws `interrupted`, when the
 * program and what it started has ended, and the error of a program that can't be started.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { environment, owner, signal }: ProgramOptions,
): Promise<EndedProgram> {
  throwIfInterrupted(signal);
  const child = spawn(program, args, {
    ...owner,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', ...environment },
    // A group of its own: Ctrl-C of a terminal reaches us alone, and we can end what it started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = keep(child.stdout);
  const errors = keep(child.stderr);
  const { pid } = child;
  const callOff = pid === undefined ? () => {} : guard(pid, owner);
  let killing: NodeJS.Timeout | undefined;
  const onAbort = () => {
    child.kill('SIGTERM');
    killing = setTimeout(() => pid !== undefined && killGroup(pid), PATIENCE);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const { promise, resolve, reject } = Promise.withResolvers<number | null>();
    child.once('error', reject);
    child.once('close', resolve);
    const code = await promise;
    throwIfInterrupted(signal);
    return { code, output: output(), errors: errors() };
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(killing);
    callOff();
  }
}

function keep(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(0, KEPT);
  });
  return () => text;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
