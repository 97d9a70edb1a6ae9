import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import type { GitHubClient } from './client.ts';
import { defaultBranchTip } from './default-branch-tip.ts';
import type { Repository } from './thread.ts';

/** Every preview of every pull request is a deployment, too: among so many there is one of production. */
const MAX_PAGES = 10;
/** Each costs a request. */
const MAX_PRODUCTION_DEPLOYMENTS = 100;

/** What production runs, and how that is known. */
export interface DeployedCommit {
  readonly commit: string;
  /** `default-branch`: no deployment says it, so that production is taken to run the newest commit. */
  readonly origin: 'deployment' | 'default-branch';
  /** Name of the environment of a deployment, as somebody chose it. */
  readonly environment?: string;
}

/**
 * The commit of the newest deployment to a production environment whose newest status is `success`, among the newest
 * 1,000 deployments and the newest 100 to production; without one the tip of the default branch.
 */
export async function deployedCommit(
  client: GitHubClient,
  repository: Repository,
): Promise<DeployedCommit> {
  for await (const { id, sha, environment } of productionDeployments(client, repository)) {
    if ((await newestStatus(client, repository, id)) === 'success') {
      return { commit: sha, origin: 'deployment', environment };
    }
  }
  return { commit: await defaultBranchTip(client, repository), origin: 'default-branch' };
}

async function* productionDeployments(client: GitHubClient, { owner, repo }: Repository) {
  const pages = composePaginateRest.iterator(client, 'GET /repos/{owner}/{repo}/deployments', {
    owner,
    repo,
    per_page: 100,
  });
  let [read, given] = [0, 0];
  for await (const { data } of pages) {
    for (const deployment of data) {
      if (deployment.production_environment !== true) continue;
      yield deployment;
      if (++given === MAX_PRODUCTION_DEPLOYMENTS) return;
    }
    if (++read === MAX_PAGES) return;
  }
}

async function newestStatus(
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
