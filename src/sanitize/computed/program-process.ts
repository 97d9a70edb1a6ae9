import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { removeFolder } from '../../remove-folder.ts';

/** The environment's variables that a program of the user's gets; everything else could be a secret of ours. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ'];

export interface ProgramProcess {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when nothing that it started runs any more. */
  readonly ended: Promise<ProgramEnd>;
  /** Ends it and all that it has started, and removes its folder. Can be called again. */
  kill(): Promise<void>;
}

export interface ProgramEnd {
  /** For people: `ended with code 3`, `can't be started (ENOENT)`. */
  readonly how: string;
  /** The exit code; `null` where a signal ended it, absent where it never started. */
  readonly code?: number | null;
}

/**
 * Starts a program, without a shell, as the leader of a process group of its own and in a new, empty folder inside
 * `place`. What it writes to standard error is dropped, since it may hold values.
 */
export async function startProgram(
  [program = '', ...parameters]: readonly string[],
  parent: NodeJS.ProcessEnv,
  place: string,
): Promise<ProgramProcess> {
  const folder = await mkdtemp(join(place, 'command-'));
  const inherited = INHERITED.flatMap((name) => {
    const value = parent[name];
    return value === undefined ? [] : [[name, value]];
  });
  const child = spawn(program, parameters, {
    cwd: folder,
    detached: true,
    env: { ...Object.fromEntries(inherited), TMPDIR: folder },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  function killGroup() {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody is left in it, or only who is not ours to end.
    }
  }
  const ended = new Promise<ProgramEnd>((resolve) => {
    // Not the message: it quotes the program's path, which may come from the environment.
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ how: `can't be started (${error.code})` }),
    );
    child.on('exit', (code, signal) => {
      killGroup();
      resolve({ how: code === null ? `was ended by ${signal}` : `ended with code ${code}`, code });
    });
  });
  return {
    input: child.stdin,
    output: child.stdout,
    ended,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) killGroup();
      await ended;
      child.stdin.destroy();
      child.stdout.destroy();
      await removeFolder(folder);
    },
  };
}
