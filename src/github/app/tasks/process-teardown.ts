import { takeDown } from '../runs/take-down.ts';
import type { Task } from '../task.ts';
import type { TaskTools } from '../tools.ts';

/** Takes down what a thread has, which was closed or lost its label or branch. */
export async function processTeardown(
  task: Extract<Task, { kind: 'teardown' }>,
  tools: TaskTools,
): Promise<void> {
  const { owner, repo, thread: number, reason, at } = task;
  await takeDown({ owner, repo, number }, { reason, at }, tools);
}
