import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as wait } from 'node:timers/promises';

/** How long the runner waits after SIGINT and after SIGTERM, in milliseconds. */
export interface Patience {
  readonly interrupt: number;
  readonly terminate: number;
}

/** How long it reads on when a process has ended and its children still hold the output. */
const outputGrace = 5_000;

/**
 * Runs a process as the runner does, and returns its exit code (128 and the signal's number if one ended it). A cancel
 * is SIGINT, then SIGTERM, then SIGKILL, to this process only: its children are found when the job ends.
 * https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
 */
export async function runActionProcess({
  file,
  args,
  cwd,
  env,
  cancel,
  patience,
  onStart,
  onLine,
}: {
  file: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** A cancel of the step, which may come before its process. */
  cancel: AbortSignal;
  patience: Patience;
  onStart: (pid: number) => void;
  /** A line of standard output or standard error. */
  onLine: (line: string) => void;
}): Promise<number> {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const isClosed = once(child, 'close');
  if (child.pid !== undefined) onStart(child.pid);
  readLines(child.stdout, onLine);
  readLines(child.stderr, onLine);

  const ended = new AbortController();
  const onCancel = () => void interrupt((signal) => child.kill(signal), patience, ended.signal);
  if (cancel.aborted) onCancel();
  cancel.addEventListener('abort', onCancel, { once: true });
  try {
    const [code, signal] = await exited;
    await Promise.race([isClosed, wait(outputGrace, undefined, { signal: ended.signal })]);
    return code ?? 128 + signalNumber(signal);
  } finally {
    ended.abort();
    cancel.removeEventListener('abort', onCancel);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

async function interrupt(
  kill: (signal: NodeJS.Signals) => void,
  patience: Patience,
  ended: AbortSignal,
) {
  try {
    kill('SIGINT');
    await wait(patience.interrupt, undefined, { signal: ended });
    kill('SIGTERM');
    await wait(patience.terminate, undefined, { signal: ended });
    kill('SIGKILL');
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''));
  });
}

function signalNumber(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal];
}
