import { setTimeout as sleep } from 'node:timers/promises';
import type { Exit, ProcessGroup } from './process-group.ts';

/**
 * Waits until a group's command has ended, and gives `undefined` if that takes longer than `timeoutMs`. Rejects with
 * an AbortError when the signal is aborted. Whatever happens, nothing of the group runs afterwards.
 */
export async function exitWithin(
  group: ProcessGroup,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Exit | undefined> {
  const exited = new AbortController();
  const either = AbortSignal.any([signal, exited.signal]);
  try {
    return await Promise.race([group.exit, sleep(timeoutMs, undefined, { signal: either })]);
  } finally {
    exited.abort();
    await group.end();
  }
}
