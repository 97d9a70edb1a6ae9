import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import type { GitHubClient } from '../../client.ts';
import { isNotFound } from '../../is-not-found.ts';
import type { Thread } from '../../thread.ts';

/** A pull request, of which every text is hostile. */
export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Commit ids. */
  readonly head: string;
  readonly base: string;
  /** Whether its head is in another repository, or in none that still exists. */
  readonly isFork: boolean;
  readonly closedAt: string | undefined;
}

/** A file that a pull request changes. */
export interface ChangedFile {
  readonly path: string;
  /** Where it was before it was moved. */
  readonly from: string | undefined;
  readonly isRemoved: boolean;
  /** GitHub's unified diff; absent for a binary or very large file. */
  readonly patch: string | undefined;
}

/** A pull request by its number; `undefined` if it is gone. */
export async function readPull(
  client: GitHubClient,
  { owner, repo, number }: Thread,
): Promise<Pull | undefined> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      owner,
      repo,
      pull_number: number,
    });
    return {
      number,
      title: data.title,
      body: data.body ?? '',
      head: data.head.sha,
      base: data.base.sha,
      isFork: data.head.repo?.id !== data.base.repo.id,
      closedAt: data.state === 'closed' ? (data.closed_at ?? undefined) : undefined,
    };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The files that a pull request changes; GitHub lists 3,000 at most. */
export async function changedFiles(
  client: GitHubClient,
  { owner, repo, number }: Thread,
): Promise<ChangedFile[]> {
  const files = await composePaginateRest(
    client,
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
    { owner, repo, pull_number: number, per_page: 100 },
  );
  return files.map(({ filename, previous_filename, status, patch }) => ({
    path: filename,
    from: previous_filename,
    isRemoved: status === 'removed',
    patch,
  }));
}
