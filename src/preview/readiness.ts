import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessGroup } from './process-group.ts';

/** How often an application is asked, and how long one answer may take, in milliseconds. */
const intervalMs = 100;
const answerMs = 2_000;

/**
 * Asks `GET url` until the answer is a 2xx or 3xx (redirects are not followed), the application has ended or the
 * time is over. Rejects with the signal's reason when aborted.
 */
export async function waitUntilReady(options: {
  url: string;
  application: Pick<ProcessGroup, 'exited'>;
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<'ready' | 'exited' | 'timed-out'> {
  const { url, application, timeoutMs, signal } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const left = deadline - performance.now();
    if (left <= 0) return 'timed-out';
    const ready = await answers(url, AbortSignal.any([signal, timeout(Math.min(left, answerMs))]));
    signal.throwIfAborted();
    // Also when something answered: if the application is gone, that was another program on the same port.
    if (application.exited()) return 'exited';
    if (ready) return 'ready';
    await sleep(intervalMs, undefined, { signal });
  }
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal });
    await response.body?.cancel();
    return response.status >= 200 && response.status < 400;
  } catch {
    return false;
  }
}

function timeout(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(Math.ceil(milliseconds));
}
