import type { GitHubClient } from './client.ts';
import { readRepositoryFacts } from './repository-facts.ts';
import type { Repository } from './thread.ts';

/**
 * The newest commit of a branch, without `refs/heads/`. It is asked for as a branch: a tag can have the same name, and
 * elsewhere GitHub would take either.
 */
export async function branchTip(
  client: GitHubClient,
  { owner, repo }: Repository,
  branch: string,
): Promise<string> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/branches/{branch}', {
    owner,
    repo,
    branch,
  });
  return data.commit.sha;
}

/** The newest commit of the default branch. */
export async function defaultBranchTip(
  client: GitHubClient,
  repository: Repository,
): Promise<string> {
  const { defaultBranch } = await readRepositoryFacts(client, repository);
  return branchTip(client, repository, defaultBranch);
}
