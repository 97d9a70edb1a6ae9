import type { QueuedTask } from '../../../src/github/app/intake/queued-task.ts';

/** A task for a test; every `delivery` is another event. */
export function labelTask(delivery: string, thread = 12): QueuedTask {
  return {
    kind: 'label',
    delivery,
    installation: 1,
    owner: 'octo',
    repo: 'mail',
    at: '2026-01-02T03:04:05.000Z',
    thread,
    sender: 'ada',
    textDigest: '0'.repeat(64),
  };
}

/** A log that keeps its lines. */
export function keepingLog() {
  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message });
  return { lines, log: { info: keep('info'), warn: keep('warn'), error: keep('error') } };
}
