import { codeSpan } from '../../../report/markdown/code.ts';
import type { GitHubClient } from '../../client.ts';
import { isOwnCommit } from '../../own-commit.ts';
import type { Repository } from '../../thread.ts';
import { refusalStatus } from '../error-status.ts';

/**
 * The commit that somebody named by a branch, a tag or an id, whole or abbreviated. Only a commit that somebody with
 * the right to push put into the repository is one: those of forks can be read under its name, too.
 *
 * @param ref hostile
 * @param options.pull number of the pull request that may hold it
 * @returns the full id, or why it can't be previewed, in Markdown
 */
export async function resolveRef(
  client: GitHubClient,
  { owner, repo }: Repository,
  ref: string,
  options: { pull?: number } = {},
): Promise<{ commit: string } | { problem: string }> {
  const commit = await findCommit(client, { owner, repo, ref });
  if (commit === undefined) {
    return { problem: `${codeSpan(ref)} is no branch, tag or commit of this repository.` };
  }
  if (await isOwnCommit(client, { owner, repo }, commit, options)) return { commit };
  return {
    problem: `${codeSpan(ref)} can’t be previewed: a commit has to be in the default branch, at the tip of a branch of this repository, or in this pull request if it comes from one. Push a branch that ends at it, and ask again.`,
  };
}

async function findCommit(
  client: GitHubClient,
  parameters: { owner: string; repo: string; ref: string },
): Promise<string | undefined> {
  // As a segment of an address `..` would lead to another operation.
  if (parameters.ref === '.' || parameters.ref === '..') return undefined;
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', {
      ...parameters,
      per_page: 1,
    });
    return /^[0-9a-f]{40}$/.test(data.sha) ? data.sha : undefined;
  } catch (error) {
    const status = refusalStatus(error);
    // 409: the repository is empty; 422: no commit, or a name that git does not allow.
    if (status === 404 || status === 409 || status === 422) return undefined;
    throw error;
  }
}
