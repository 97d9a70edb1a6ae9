import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestSource } from './source.ts';

export interface Program {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string | null>;
  /** Resolves when the program has printed a line that starts so. */
  reaches(line: string): Promise<void>;
}

/** Starts engine-program.ts in a process of its own. */
export function startProgram(source: TestSource, state: string, place: string): Program {
  const program = fileURLToPath(new URL('./engine-program.ts', import.meta.url));
  const { postgres, dataDirectory } = source.settings;
  const programs = source.programs.join(':');
  const child = spawn(process.execPath, [program, state, dataDirectory, place], {
    env: { PATH: process.env.PATH, SOURCE_URL: postgres.reveal(), PROGRAMS: programs },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  output.on('line', (line) => lines.push(line));
  return {
    child,
    lines,
    ended,
    reaches: (start) =>
      new Promise((resolve, reject) => {
        const look = (line: string) => line.startsWith(start) && resolve();
        lines.forEach(look);
        output.on('line', look);
        output.once('close', () => reject(new Error(`ended before "${start}": ${lines}`)));
      }),
  };
}
