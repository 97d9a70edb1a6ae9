import { takeDown } from '../runs/take-down.ts';
import type { Task } from '../task.ts';
import type { TaskTools } from '../tools.ts';

/** So many pull requests of one branch's name are looked at, the newest first. */
const MAX_PULLS = 10;

/** Takes down what a thread has, which was closed or lost its label. */
export async function processTeardown(
  task: Extract<Task, { kind: 'teardown' }>,
  tools: TaskTools,
): Promise<void> {
  const { owner, repo, thread: number, reason, at } = task;
  await takeDown({ owner, repo, number }, { reason, at }, tools);
}

/** Takes down what the pull requests of a branch have, which was deleted. */
export async function processBranchDeleted(
  task: Extract<Task, { kind: 'branch-deleted' }>,
  tools: TaskTools,
): Promise<void> {
  const { owner, repo, branch, at } = task;
  const { data } = await tools.client.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: 'all',
    sort: 'updated',
    direction: 'desc',
    per_page: MAX_PULLS,
  });
  for (const pull of data) {
    // GitHub ignores a filter that it can't read, and then lists all pull requests.
    if (pull.head.ref !== branch || pull.head.repo?.id !== pull.base.repo.id) continue;
    await takeDown({ owner, repo, number: pull.number }, { reason: 'branch-deleted', at }, tools);
  }
}
