import { z } from 'zod';
import { formatThread } from '../../thread.ts';
import { taskFields, taskSchema } from '../task.ts';

/**
 * What the queue holds: a task, or "Re-run all checks". For that GitHub names the suite and not the check runs in it,
 * which are looked up when its turn comes (see `check-tasks.ts`).
 */
export const queuedTaskSchema = z.union([
  taskSchema,
  z.strictObject({
    kind: z.literal('check-suite'),
    ...taskFields.common,
    ...taskFields.sender,
    suite: z.int().positive(),
    head: taskFields.commitId,
  }),
]);

export type QueuedTask = z.infer<typeof queuedTaskSchema>;
export type SuiteTask = Extract<QueuedTask, { kind: 'check-suite' }>;

/** What a task is about: `owner/repo#12`, or `owner/repo` where it names no thread. Its tasks run one after another. */
export function laneOf(task: QueuedTask): string {
  const { owner, repo } = task;
  return 'thread' in task ? formatThread({ owner, repo, number: task.thread }) : `${owner}/${repo}`;
}

/** The ids by which a task is found in the log. */
export function idsOf(task: QueuedTask): Record<'delivery' | 'kind' | 'thread', string> {
  return { delivery: task.delivery, kind: task.kind, thread: laneOf(task) };
}
