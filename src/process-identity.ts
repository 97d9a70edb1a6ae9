import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { z } from 'zod';

/**
 * A process that can still be recognised after a crash: a pid alone is reused, a pid with the time at which
 * it started is not. `startedAt` is only to be compared for equality.
 */
export const processIdentitySchema = z.strictObject({
  pid: z.int().positive(),
  startedAt: z.string().min(1),
});

export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** The identity of a running process, or `undefined` when there is none with that pid. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt =
    process.platform === 'linux' ? startTimeFromProc(pid) : await startTimeFromPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether this very process, and not a later one with the same pid, is still running. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  const current = await identifyProcess(identity.pid);
  return current?.startedAt === identity.startedAt;
}

let bootId: string | undefined;

/**
 * Clock ticks since boot and the boot's id; proc_pid_stat(5), fields 3 (state) and 22 (starttime). Nothing is read
 * from a disk here, and a thread would take ten times as long.
 */
function startTimeFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name in parentheses may itself hold blanks and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    // The same as long as this program lives.
    bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${bootId}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

async function startTimeFromPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
