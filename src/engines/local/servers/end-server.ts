import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from '../../../process-identity.ts';

/** How long a server may take to end the processes that it started, in milliseconds; PostgreSQL gives them 5 s. */
const PATIENCE = 6000;
/** How often to look whether it is gone, in milliseconds, before and after that. */
const POLL = 2;
const SLOW_POLL = 50;

/** Ends a server at once, if it is still that very process, and waits until it is gone. */
export async function endServer(server: ProcessIdentity | undefined): Promise<void> {
  if (server === undefined || !(await isRunning(server))) return;
  const began = performance.now();
  send(server, 'SIGQUIT');
  while ((await isRunning(server)) && performance.now() - began < PATIENCE) await sleep(POLL);
  send(server, 'SIGKILL');
  while (await isRunning(server)) await sleep(SLOW_POLL);
}

function send({ pid }: ProcessIdentity, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
