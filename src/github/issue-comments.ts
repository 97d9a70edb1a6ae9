import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import type { GitHubClient } from './client.ts';
import type { Thread } from './thread.ts';

/** A comment, and who wrote it; GitHub names nobody where the account is gone. */
export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly author: { readonly login: string; readonly type: string };
  /** When the text became what it is, by GitHub's clock. */
  readonly updatedAt: string;
}

/** All comments of a thread, the oldest first, asked for page by page as they are read. */
export async function* issueComments(
  client: GitHubClient,
  { owner, repo, number }: Thread,
): AsyncGenerator<IssueComment, void> {
  const pages = composePaginateRest.iterator(
    client,
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { owner, repo, issue_number: number, per_page: 100 },
  );
  for await (const { data } of pages) {
    for (const { id, body, user, updated_at: updatedAt } of data) {
      yield { id, body: body ?? '', author: authorOf(user), updatedAt };
    }
  }
}

/** Whether one of our own accounts wrote the comment. A person can't be one, whatever the login is. */
export function isOurs({ author }: IssueComment, logins: readonly string[]): boolean {
  return author.type === 'Bot' && logins.includes(author.login);
}

/** The author as GitHub gives it. */
export function authorOf(user: { login: string; type: string } | null | undefined): {
  login: string;
  type: string;
} {
  return { login: user?.login ?? '', type: user?.type ?? '' };
}
