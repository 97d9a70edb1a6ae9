import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from '../../process-identity.ts';

/** Ends a server whose program died, if it is still that very process, and waits until it is gone. */
export async function endServer(server: ProcessIdentity | undefined): Promise<void> {
  while (server !== undefined && (await isRunning(server))) {
    try {
      process.kill(server.pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    await sleep(20);
  }
}
