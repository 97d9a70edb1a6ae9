import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How long processes may take to end by themselves after SIGTERM, in milliseconds. */
export const graceMs = 3_000;

/**
 * Ends every process of a group but its leader, which must outlive a SIGTERM: SIGTERM, and SIGKILL to what is
 * left after {@link graceMs}. Resolves when none is left, or 1 s later, as a process in uninterruptible sleep
 * can't be ended. A process that made a session of its own (setsid) has left the group and is not ended.
 */
export async function endRestOfGroup(leader: number): Promise<void> {
  signalGroup(leader, 'SIGTERM');
  const killAt = Date.now() + graceMs;
  while (Date.now() < killAt + 1_000) {
    const rest = (await groupMembers(leader)).filter((pid) => pid !== leader);
    if (rest.length === 0) return;
    if (Date.now() >= killAt) for (const pid of rest) signal(pid, 'SIGKILL');
    await sleep(25);
  }
}

/** Sends a signal to every process of a group, its leader too; nothing happens when there is none. */
export function signalGroup(leader: number, name: NodeJS.Signals): void {
  signal(-leader, name);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function groupMembers(group: number): Promise<number[]> {
  if (process.platform === 'linux') return groupMembersFromProc(group);
  try {
    const { stdout } = await promisify(execFile)('pgrep', ['-g', String(group)]);
    return stdout.split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** proc_pid_stat(5): field 3 is the state, 5 the process group; slim images have /proc but no pgrep. */
async function groupMembersFromProc(group: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const members = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // The command name in parentheses may itself hold blanks and parentheses.
      const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(processGroup) === group && state !== 'Z' ? pid : undefined;
    }),
  );
  return members.filter((pid) => pid !== undefined);
}
