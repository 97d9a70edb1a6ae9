import { branchTip } from '../../branch-tip.ts';
import type { GitHubClient } from '../../client.ts';
import { errorStatus } from '../../error-status.ts';
import { isNotFound } from '../../is-not-found.ts';
import type { Repository } from '../../thread.ts';

/** A new file, and the pull request that proposes it. */
export interface Proposal {
  /** Branches, without `refs/heads/`. */
  readonly base: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

/**
 * Opens a pull request that adds a file. Goes on where an earlier attempt stopped; what somebody has changed on its
 * branch meanwhile stays.
 *
 * @returns the pull request's number, and whether it was made now
 */
export async function proposeFile(
  client: GitHubClient,
  { owner, repo }: Repository,
  { base, branch, path, text, title, body }: Proposal,
): Promise<{ number: number; isNew: boolean }> {
  const place = { owner, repo };
  const existing = await openPull(client, place, { base, branch });
  if (existing !== undefined) return { number: existing, isNew: false };
  const commit = await makeBranch(client, place, { base, branch });
  if (!(await fileExists(client, place, path, { commit }))) {
    await client.request('PUT /repos/{owner}/{repo}/contents/{path}', {
      ...place,
      path,
      branch,
      message: title,
      content: Buffer.from(text, 'utf8').toString('base64'),
    });
  }
  const { data } = await client.request('POST /repos/{owner}/{repo}/pulls', {
    ...place,
    base,
    head: branch,
    title,
    body,
  });
  return { number: data.number, isNew: true };
}

/** Whether there is something at a path: of a commit, or else of the default branch. */
export async function fileExists(
  client: GitHubClient,
  { owner, repo }: Repository,
  path: string,
  { commit }: { commit?: string } = {},
): Promise<boolean> {
  try {
    const ref = commit !== undefined ? { ref: commit } : {};
    const parameters = { owner, repo, path, ...ref };
    await client.request('GET /repos/{owner}/{repo}/contents/{path}', parameters);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

async function openPull(
  client: GitHubClient,
  { owner, repo }: Repository,
  { base, branch }: { base: string; branch: string },
): Promise<number | undefined> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    state: 'open',
    base,
    head: `${owner}:${branch}`,
  });
  return data.find((pull) => pull.head.ref === branch && pull.head.repo?.id === pull.base.repo.id)
    ?.number;
}

/** Makes a branch where `base` is, unless there is one of that name; gives the commit that it ends at. */
async function makeBranch(
  client: GitHubClient,
  { owner, repo }: Repository,
  { base, branch }: { base: string; branch: string },
): Promise<string> {
  const sha = await branchTip(client, { owner, repo }, base);
  try {
    const ref = `refs/heads/${branch}`;
    await client.request('POST /repos/{owner}/{repo}/git/refs', { owner, repo, ref, sha });
    return sha;
  } catch (error) {
    // GitHub's answer where the branch exists, and for much else: then there is no tip either.
    if (errorStatus(error) !== 422) throw error;
    return branchTip(client, { owner, repo }, branch);
  }
}
