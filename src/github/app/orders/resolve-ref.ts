import { codeSpan } from '../../../report/markdown/code.ts';
import type { GitHubClient } from '../../client.ts';
import { findCommit } from '../../find-commit.ts';
import { isOwnCommit } from '../../own-commit.ts';
import type { Repository } from '../../thread.ts';

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
  repository: Repository,
  ref: string,
  options: { pull?: number } = {},
): Promise<{ commit: string } | { problem: string }> {
  const commit = await findCommit(client, repository, ref);
  if (commit === undefined) {
    return { problem: `${codeSpan(ref)} is no branch, tag or commit of this repository.` };
  }
  if (await isOwnCommit(client, repository, commit, options)) return { commit };
  return {
    problem: `${codeSpan(ref)} can’t be previewed: a commit has to be in the default branch, at the tip of a branch of this repository, or in this pull request if it comes from one. Push a branch that ends at it, and ask again.`,
  };
}
