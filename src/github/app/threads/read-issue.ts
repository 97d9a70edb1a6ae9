import type { GitHubClient } from '../../client.ts';
import { isNotFound } from '../../is-not-found.ts';
import type { Thread } from '../../thread.ts';

/** An issue or pull request, of which every text is hostile. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly isPullRequest: boolean;
  readonly labels: readonly string[];
  /** When it was closed, if it is. */
  readonly closedAt: string | undefined;
}

/** An issue or pull request by its number; `undefined` if it is gone. */
export async function readIssue(
  client: GitHubClient,
  { owner, repo, number }: Thread,
): Promise<Issue | undefined> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
      owner,
      repo,
      issue_number: number,
    });
    // Of an issue that was moved, GitHub gives the one of the other repository.
    if (data.number !== number) return undefined;
    return {
      number,
      title: data.title,
      body: data.body ?? '',
      isPullRequest: data.pull_request !== undefined,
      labels: data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
      closedAt: data.state === 'closed' ? (data.closed_at ?? undefined) : undefined,
    };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Whether the thread was closed after something was asked: events arrive in any order. */
export function wasClosedAfter(
  { closedAt }: { closedAt: string | undefined },
  at: string,
): boolean {
  return closedAt !== undefined && Date.parse(closedAt) >= Date.parse(at);
}
