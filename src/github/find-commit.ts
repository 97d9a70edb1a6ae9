import type { GitHubClient } from './client.ts';
import { errorStatus } from './error-status.ts';
import type { Repository } from './thread.ts';

/**
 * The full id of the commit that GitHub finds by a branch, a tag or an id, whole or abbreviated; `undefined` for none.
 * Commits of forks are found, too: `own-commit.ts` tells them apart.
 *
 * @param ref hostile
 */
export async function findCommit(
  client: GitHubClient,
  { owner, repo }: Repository,
  ref: string,
): Promise<string | undefined> {
  // As a segment of an address `..` would lead to another operation.
  if (ref === '.' || ref === '..') return undefined;
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', {
      owner,
      repo,
      ref,
      per_page: 1,
    });
    return /^[0-9a-f]{40}$/.test(data.sha) ? data.sha : undefined;
  } catch (error) {
    // 409: the repository is empty; 422: no commit, or a name that git does not allow.
    if ([404, 409, 422].includes(errorStatus(error) ?? 0)) return undefined;
    throw error;
  }
}
