import { deploymentTask, environmentOf, newestDeploymentState } from '../../deployments.ts';
import type { Thread } from '../../thread.ts';
import type { TaskTools } from '../tools.ts';
import type { WorkflowRun } from './workflow-runs.ts';

/** The statuses of a deployment of which nothing runs. */
const over = new Set<string>(['inactive', 'error', 'failure']);

/** Ends the deployments that a run has made and not ended itself, so that GitHub shows no link that leads nowhere. */
export async function endDeployments(
  thread: Thread,
  run: Pick<WorkflowRun, 'id' | 'title' | 'url'>,
  { state }: { state: 'inactive' | 'error' },
  { client }: Pick<TaskTools, 'client'>,
): Promise<void> {
  const { owner, repo } = thread;
  const { data } = await client.request('GET /repos/{owner}/{repo}/deployments', {
    owner,
    repo,
    environment: environmentOf(thread),
    task: deploymentTask,
    per_page: 100,
  });
  for (const deployment of data) {
    if (orderOf(deployment.payload) !== run.title.id) continue;
    const id = Number(deployment.id);
    if (over.has((await newestDeploymentState(client, thread, id)) ?? '')) continue;
    await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
      owner,
      repo,
      deployment_id: id,
      state,
      description: 'The run has ended.',
      log_url: run.url,
    });
  }
}

/** GitHub gives an object back as it got it, or as its text. */
function orderOf(payload: unknown): unknown {
  if (typeof payload === 'string') {
    try {
      return orderOf(JSON.parse(payload) ?? undefined);
    } catch {
      return undefined;
    }
  }
  return typeof payload === 'object' && payload !== null && 'order' in payload
    ? payload.order
    : undefined;
}
