import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { identifyProcess, isRunning, type ProcessIdentity } from '../../../src/process-identity.ts';

/** A process that a job has started, itself or through others. */
export interface JobProcess extends ProcessIdentity {
  /** Its command line. */
  readonly command: string;
}

/** The processes of one job, children of children included. */
export interface JobProcesses {
  /** A process that the runner has started. */
  add(pid: number): void;
  /** Those that still run. */
  remaining(): Promise<JobProcess[]>;
  /** Those that still run and have the runner's variable: what the runner ends after a job. */
  orphans(): Promise<JobProcess[]>;
  /** Ends all of them, without a moment in which one could see another's end. */
  killAll(): Promise<void>;
  /** Looks by itself no more; {@link remaining} still does. */
  close(): void;
}

/** How often it looks for new ones, in milliseconds: a daemon is known only while its parent lives. */
const interval = 500;

/**
 * Follows the processes of a job: those whose ancestor was started by the runner, and those that have its variable in
 * their environment.
 *
 * @param trackingId value of `RUNNER_TRACKING_ID`
 */
export function followProcesses(trackingId: string): JobProcesses {
  const started = new Set<number>();
  const known = new Map<number, JobProcess>();
  const marker = `RUNNER_TRACKING_ID=${trackingId}`;

  const remaining = async () => {
    const entries = await listProcesses();
    for (const old of [...known.values()]) if (!(await isRunning(old))) known.delete(old.pid);
    const ours = new Set([...started, ...known.keys()]);
    // Children may be listed before their parents, so that one pass isn't enough.
    for (let isComplete = false; !isComplete; ) {
      isComplete = true;
      for (const { pid, parent, text } of entries) {
        if (ours.has(pid) || !(ours.has(parent) || text.includes(marker))) continue;
        ours.add(pid);
        isComplete = false;
      }
    }
    for (const { pid, text } of entries.filter((entry) => ours.has(entry.pid))) {
      if (known.has(pid)) continue;
      const identity = await identifyProcess(pid);
      const command = text.replace(/ [A-Za-z_]\w*=[\s\S]*$/, '');
      if (identity !== undefined) known.set(pid, { ...identity, command });
    }
    for (const pid of started) if (known.has(pid)) started.delete(pid);
    return [...known.values()];
  };

  let timer: NodeJS.Timeout | undefined;
  const lookAgain = () => {
    timer = setTimeout(async () => {
      // A look that fails says nothing: another follows, and whoever asks looks for themselves.
      await remaining().catch(() => {});
      if (timer !== undefined) lookAgain();
    }, interval).unref();
  };
  lookAgain();
  return {
    add(pid) {
      started.add(pid);
    },
    remaining,
    async orphans() {
      const running = await remaining();
      const marked = (await listProcesses()).filter(({ text }) => text.includes(marker));
      const pids = new Set(marked.map(({ pid }) => pid));
      return running.filter(({ pid }) => pids.has(pid));
    },
    async killAll() {
      const stopped = new Set<number>();
      for (;;) {
        const fresh = (await remaining()).filter(({ pid }) => !stopped.has(pid));
        if (fresh.length === 0) break;
        for (const { pid } of fresh) {
          stopped.add(pid);
          signal(pid, 'SIGSTOP');
        }
      }
      for (const pid of stopped) signal(pid, 'SIGKILL');
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Command line and environment. */
  readonly text: string;
}

/** All processes that aren't dead; the environment of our own user's ones stands behind their command line. */
async function listProcesses(): Promise<ProcessEntry[]> {
  const options = { maxBuffer: 256 * 1024 * 1024 };
  const list = ['axeww', '-o', 'pid=,ppid=,stat=,command='];
  const { stdout } = await promisify(execFile)('ps', list, options);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, text] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
    if (state === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), text: text ?? '' }];
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
