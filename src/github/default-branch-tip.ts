import type { GitHubClient } from './client.ts';
import { readRepositoryFacts } from './repository-facts.ts';
import type { Repository } from './thread.ts';

/**
 * The newest commit of the default branch. It is asked for as a branch: a tag can have the same name, and elsewhere
 * GitHub would take either.
 */
export async function defaultBranchTip(
  client: GitHubClient,
  repository: Repository,
): Promise<string> {
  const { owner, repo } = repository;
  const { defaultBranch } = await readRepositoryFacts(client, repository);
  const { data } = await client.request('GET /repos/{owner}/{repo}/branches/{branch}', {
    owner,
    repo,
    branch: defaultBranch,
  });
  return data.commit.sha;
}
