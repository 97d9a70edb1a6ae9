import { z } from 'zod';
import { formatThread } from '../../thread.ts';
import { type Task, taskFields, taskSchema } from '../task.ts';

const { common, sender, commitId, button } = taskFields;

/** What names no thread; the tasks of the threads that it concerns are found when its turn comes. */
const lookupSchema = z.discriminatedUnion('kind', [
  /** A check run of ours, pressed or to be run again: concerns the pull request with this head. */
  z.strictObject({
    kind: z.literal('check-run'),
    ...common,
    ...sender,
    checkRun: z.int().positive(),
    head: commitId,
    button,
  }),
  /** "Re-run all checks", for which GitHub names the suite and not the check runs in it. */
  z.strictObject({
    kind: z.literal('check-suite'),
    ...common,
    ...sender,
    suite: z.int().positive(),
    head: commitId,
  }),
  /** Ends what runs for pull requests of the branch, whose name is hostile. */
  z.strictObject({
    kind: z.literal('branch-deleted'),
    ...common,
    branch: z.string().min(1).max(255),
  }),
]);

/** What the queue holds: a task, or a lookup that turns into tasks (see `find-tasks.ts`). */
export const queuedTaskSchema = z.union([taskSchema, lookupSchema]);

export type QueuedTask = z.infer<typeof queuedTaskSchema>;
export type Lookup = z.infer<typeof lookupSchema>;

/** Whether the threads that it concerns still have to be found. */
export function isLookup(task: QueuedTask): task is Lookup {
  return !taskKinds.has(task.kind);
}

const taskKinds = new Set<string>(
  taskSchema.options.map(({ shape }) => shape.kind.value satisfies Task['kind']),
);

/** What a task is about: `owner/repo#12`, or `owner/repo` where it names no thread. Its tasks run one after another. */
export function laneOf(task: QueuedTask): string {
  const { owner, repo } = task;
  return 'thread' in task ? formatThread({ owner, repo, number: task.thread }) : `${owner}/${repo}`;
}

/** The ids by which a task is found in the log. */
export function idsOf(task: QueuedTask): Record<'delivery' | 'kind' | 'thread', string> {
  return { delivery: task.delivery, kind: task.kind, thread: laneOf(task) };
}
