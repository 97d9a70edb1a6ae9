import type { GitHubClient } from './client.ts';
import type { Repository } from './thread.ts';

/** What is known of a repository as a whole. */
export interface RepositoryFacts {
  readonly defaultBranch: string;
  /** Whether others than its members may read it. What GitHub doesn't call private counts as public. */
  readonly isPublic: boolean;
}

/** Asks GitHub for {@link RepositoryFacts}. */
export async function readRepositoryFacts(
  client: GitHubClient,
  { owner, repo }: Repository,
): Promise<RepositoryFacts> {
  const { data } = await client.request('GET /repos/{owner}/{repo}', { owner, repo });
  return { defaultBranch: data.default_branch, isPublic: data.private !== true };
}
