import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import { defaultBranchTip } from '../branch-tip.ts';
import type { GitHubClient } from '../client.ts';
import { newestDeploymentState } from '../deployments.ts';
import { isOwnCommit } from '../own-commit.ts';
import type { Repository } from '../thread.ts';

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
 * 1,000 deployments and the newest 100 to production; without one the tip of the default branch. A commit that is not
 * this repository's own (see `isOwnCommit`) is passed over: Actions makes a deployment for every job that names an
 * environment, also for that of a fork's pull request, whose workflow its author writes.
 */
export async function deployedCommit(
  client: GitHubClient,
  repository: Repository,
): Promise<DeployedCommit> {
  for await (const { id, sha, ref, environment } of productionDeployments(client, repository)) {
    if ((await newestDeploymentState(client, repository, id)) !== 'success') continue;
    if (!(await isOwnCommit(client, repository, sha, { ref }))) continue;
    return { commit: sha, origin: 'deployment', environment };
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
