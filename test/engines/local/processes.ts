import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The arguments of every process of this machine, separated by NUL. */
export async function processes(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return Promise.all(lines);
}

/** Looks at them again and again, until the signal. */
export async function watchProcesses(
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  while (!signal.aborted) {
    for (const line of await processes()) onLine(line);
    await sleep(2);
  }
}
