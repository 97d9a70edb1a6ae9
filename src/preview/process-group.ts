import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { identifyProcess, type ProcessIdentity } from '../process-identity.ts';
import { graceMs, signalGroup } from './end-group.ts';
import type { Output } from './output.ts';
import type { SupervisedCommand } from './supervisor.ts';

const supervisor = fileURLToPath(
  new URL(`./supervisor${extname(import.meta.url)}`, import.meta.url),
);

/** A command and everything that it started. */
export interface ProcessGroup {
  /** How the command ended; `undefined` while it runs. */
  exited(): Exit | undefined;
  /** Resolves when the command and its group have ended. */
  readonly exit: Promise<Exit>;
  /** Ends the group: SIGTERM, then SIGKILL after 3 s. Resolves when it has ended, also if it had before. */
  end(): Promise<void>;
}

/** `code` is what a shell would show as `$?`: 128 + n if signal n ended the command. */
export interface Exit {
  readonly code: number;
}

/**
 * Runs a command line with `sh -c` in a process group of its own, which ends with us whatever happens to us.
 * `record` gets the group's leader before the command can run; if it rejects, the command never runs.
 */
export async function startProcessGroup(
  options: SupervisedCommand & {
    output: Output;
    record: (leader: ProcessIdentity) => Promise<void>;
  },
): Promise<ProcessGroup> {
  const { output, record, ...supervised } = options;
  // Node 22 warns of type stripping on standard error, which is the application's.
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', supervisor], {
    detached: true,
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  await once(child, 'spawn');
  child.stdin.on('error', () => {
    // The supervisor is gone; `exit` says so.
  });
  output.collect(child.stdout);
  output.collect(child.stderr);

  const leader = child.pid as number;
  let exited: Exit | undefined;
  const exit = exitOf(child).then((value) => {
    exited = value;
    return value;
  });
  async function end(): Promise<void> {
    child.stdin.end();
    const timer = new AbortController();
    // The supervisor does it; this is for the case that the application has stopped the supervisor.
    sleep(graceMs + 1_500, undefined, { signal: timer.signal }).then(
      () => signalGroup(leader, 'SIGKILL'),
      () => {},
    );
    await exit;
    timer.abort();
  }

  try {
    const identity = await identifyProcess(leader);
    if (identity) await record(identity);
  } catch (error) {
    await end();
    throw error;
  }
  child.stdin.write(`${JSON.stringify(supervised)}\n`);
  return { exit, exited: () => exited, end };
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  const closed = once(child, 'close');
  const [code, signal] = await once(child, 'exit');
  // Only if something ended the supervisor itself, there is still anybody here.
  signalGroup(child.pid as number, 'SIGKILL');
  // The last lines are still in the pipes; a process that left the group may hold them open for ever.
  await Promise.race([closed, sleep(500, undefined, { ref: false })]);
  child.stdout?.destroy();
  child.stderr?.destroy();
  return { code: code ?? 128 + constants.signals[signal as NodeJS.Signals] };
}
