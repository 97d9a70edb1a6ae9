import { setTimeout as sleep } from 'node:timers/promises';

/** PostgreSQL's immediate shutdown; kill -9 for what hasn't ended ten seconds later. */
export async function endProcess(pid: number): Promise<void> {
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    send(pid, signal);
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(10)) {
      if (!send(pid, 0)) return;
    }
  }
}

/** Whether there is such a process. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
