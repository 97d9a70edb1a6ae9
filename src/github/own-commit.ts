import { defaultBranchTip } from './branch-tip.ts';
import type { GitHubClient } from './client.ts';
import { errorStatus } from './error-status.ts';
import { isNotFound } from './is-not-found.ts';
import type { Repository } from './thread.ts';

/**
 * Whether somebody with the right to push put the commit into this repository. A fork's commits can be read under the
 * name of the repository that it was forked from, so that knowing a commit's id proves nothing. It counts if it is in
 * the default branch's history, the tip of any branch, in the history of the pull request `pull`, if that comes from
 * a branch of this repository, or in that of `ref`, if that is a branch or tag here. Anything else, also an older commit
 * of another branch, does not.
 *
 * @param commit its full id
 * @param options.pull a number, which may be an issue's
 * @param options.ref a name, hostile
 */
export async function isOwnCommit(
  client: GitHubClient,
  repository: Repository,
  commit: string,
  { pull, ref }: { pull?: number; ref?: string } = {},
): Promise<boolean> {
  return (
    (await isTip(client, repository, commit)) ||
    (await isInDefaultBranch(client, repository, commit)) ||
    (pull !== undefined && (await isInOwnPull(client, repository, commit, pull))) ||
    (ref !== undefined && (await isInOwnRef(client, repository, commit, ref)))
  );
}

async function isTip(client: GitHubClient, { owner, repo }: Repository, commit: string) {
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head',
      { owner, repo, commit_sha: commit },
    );
    return data.some((branch) => branch.commit.sha === commit);
  } catch (error) {
    return falseIfUnknown(error);
  }
}

async function isInDefaultBranch(client: GitHubClient, repository: Repository, commit: string) {
  return isInHistory(client, repository, commit, await defaultBranchTip(client, repository));
}

async function isInOwnPull(
  client: GitHubClient,
  repository: Repository,
  commit: string,
  pull: number,
) {
  const { owner, repo } = repository;
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      owner,
      repo,
      pull_number: pull,
    });
    // The head's repository is gone where a fork was deleted.
    if (data.head.repo?.id !== data.base.repo.id) return false;
    return isInHistory(client, repository, commit, data.head.sha);
  } catch (error) {
    // It is an issue.
    return falseIfUnknown(error);
  }
}

async function isInOwnRef(
  client: GitHubClient,
  repository: Repository,
  commit: string,
  ref: string,
) {
  const { owner, repo } = repository;
  for (const name of [`heads/${ref}`, `tags/${ref}`]) {
    try {
      const { data } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', {
        owner,
        repo,
        ref: name,
        per_page: 1,
      });
      if (await isInHistory(client, repository, commit, data.sha)) return true;
    } catch (error) {
      falseIfUnknown(error);
    }
  }
  return false;
}

/** Whether the commit is `tip` or one before it. */
async function isInHistory(
  client: GitHubClient,
  { owner, repo }: Repository,
  commit: string,
  tip: string,
) {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      owner,
      repo,
      basehead: `${tip}...${commit}`,
      per_page: 1,
    });
    return data.status === 'identical' || data.status === 'behind';
  } catch (error) {
    return falseIfUnknown(error);
  }
}

/** GitHub answers 422 where the id names no commit. */
function falseIfUnknown(error: unknown): false {
  if (errorStatus(error) === 422 || isNotFound(error)) return false;
  throw error;
}
