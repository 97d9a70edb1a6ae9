import type { GitHubClient } from './client.ts';
import type { Repository, Thread } from './thread.ts';

/** The `task` of our deployments, by which the App knows them; other people's mostly have `deploy`. */
export const deploymentTask = 'branch-prod';

/** The environment that a thread's previews are deployed to. */
export function environmentOf({ number }: Thread): string {
  return `branch-prod/${number}`;
}

/** The state of a deployment's newest status, as GitHub names it; `undefined` if it has none. */
export async function newestDeploymentState(
  client: GitHubClient,
  { owner, repo }: Repository,
  deployment: number,
): Promise<string | undefined> {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    { owner, repo, deployment_id: deployment, per_page: 100 },
  );
  // GitHub gives the newest first, which its documentation doesn't promise.
  return data.toSorted((one, other) => Number(other.id) - Number(one.id))[0]?.state;
}
