import { createHash } from 'node:crypto';
import { laneOf, type QueuedTask } from './queued-task.ts';

/** A task that is on disk. */
export interface Entry {
  /** The same for every delivery of the same event; 32 hex digits. */
  readonly key: string;
  readonly task: QueuedTask;
  /** Name of its file. Files sort by it as the tasks came in. */
  readonly file: string;
}

/** Names one task of one event, which GitHub delivers under the same id each time. */
export function keyOf(task: QueuedTask): string {
  // Of one event, a thread can have a task for each of its check runs, and no other two of a kind.
  const part = 'checkRun' in task ? [task.checkRun] : [];
  const facts = JSON.stringify([task.delivery, task.kind, laneOf(task), ...part]);
  return createHash('sha256').update(facts).digest('hex').slice(0, 32);
}

/** Names that sort by time, and by call within a millisecond: `000001763900000000-000001-<key>.json`. */
export function fileNames(now: () => Date): (key: string) => string {
  let last = '';
  let count = 0;
  return (key) => {
    const time = String(now().getTime()).padStart(18, '0');
    count = time === last ? count + 1 : 0;
    last = time;
    return `${time}-${String(count).padStart(6, '0')}-${key}.json`;
  };
}

/** Whether a file can have been named by {@link fileNames} for this task. */
export function isFileOf(file: string, task: QueuedTask): boolean {
  return /^\d{18}-\d{6}-[0-9a-f]{32}\.json$/.test(file) && file.slice(26, 58) === keyOf(task);
}
