import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually } from '../preview/eventually.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface Ended {
  /** `null` when a signal ended the program. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard error matches; rejects when the program ends before. */
  says(pattern: RegExp): Promise<RegExpMatchArray>;
}

/** Starts the command line as a process of its own, with nothing of this process's environment but the path. */
export function start(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: NodeJS.ProcessEnv },
): Program {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return {
    child,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = stderr.match(pattern);
          if (match) resolve(match);
        };
        look();
        child.stderr.on('data', look);
        child.once('close', () => reject(new Error(`ended before it said ${pattern}:\n${stderr}`)));
      }),
  };
}

/** Runs the command line to its end. */
export function runToEnd(...given: Parameters<typeof start>): Promise<Ended> {
  return start(...given).ended;
}

/** Waits until no process has `text` in its command line; fails when there still is one after 6 s. */
export async function noProcessWith(text: string): Promise<void> {
  await eventually(
    `no process has ${text} in its command line`,
    async () => (await processesWith(text)).length === 0,
  );
}

/** The command lines that `text` stands in. */
export async function processesWith(text: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(text));
}
