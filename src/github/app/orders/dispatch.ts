import { refusalStatus } from '../../error-status.ts';
import { type Order, workflowInputs } from '../../order.ts';
import type { Repository } from '../../thread.ts';
import { workflowFile } from '../runs/workflow-runs.ts';
import type { TaskTools } from '../tools.ts';

/** How asking for a run ended: GitHub took it, or refuses it for good, with Markdown that says why and what to do. */
export type Dispatched = { readonly run: number | undefined } | { readonly problem: string };

/**
 * Starts the workflow on the default branch with an order as its inputs.
 *
 * @throws GitHub's errors that may pass, for which the run may have been started all the same
 */
export async function dispatch(
  { owner, repo }: Repository,
  { order, defaultBranch }: { order: Order; defaultBranch: string },
  { client, log }: Pick<TaskTools, 'client' | 'log'>,
): Promise<Dispatched> {
  try {
    const { data } = await client.request(
      'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      {
        owner,
        repo,
        workflow_id: workflowFile,
        // A tag of the same name would start the workflow as it is there.
        ref: `refs/heads/${defaultBranch}`,
        inputs: workflowInputs(order),
        return_run_details: true,
        // An answer that was lost may have started a run: whoever tries again has to look first.
        request: { retries: 0 },
      },
    );
    // An older GitHub Enterprise Server answers with nothing.
    const run = (data as { workflow_run_id?: number } | undefined)?.workflow_run_id;
    log.info({ order: order.id, run }, 'dispatched');
    return { run };
  } catch (error) {
    const status = refusalStatus(error);
    const problem = status === undefined ? undefined : problems[status];
    if (problem === undefined) throw error;
    log.warn({ order: order.id, status }, 'the workflow could not be dispatched');
    return { problem };
  }
}

const path = `\`.github/workflows/${workflowFile}\``;
const problems: Readonly<Record<number, string>> = {
  403: `The App may not start workflows here. Allow Actions in the repository's settings, and grant the App its permission on Actions.`,
  404: `There is no workflow ${path} on the default branch. Add it as the set-up says, and ask again.`,
  422: `The workflow ${path} on the default branch could not be started: it is disabled, or does not take the inputs of this version. Enable it, or replace it by the current one, and ask again.`,
};
