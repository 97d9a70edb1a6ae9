import type { GitHubClient } from './client.ts';
import { isNotFound } from './is-not-found.ts';
import type { Thread } from './thread.ts';

/** 👀 seen, 🚀 done, 😕 ended without a result. */
export type Reaction = 'eyes' | 'rocket' | 'confused';

/**
 * Reacts to the comment that asked, or to the thread itself where none did. The same reaction twice is one. What was
 * deleted meanwhile gets none, which is no failure.
 */
export async function react(
  client: GitHubClient,
  { owner, repo, number }: Thread,
  comment: number | undefined,
  content: Reaction,
): Promise<void> {
  try {
    if (comment === undefined) {
      await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/reactions', {
        owner,
        repo,
        issue_number: number,
        content,
      });
    } else {
      await client.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
        owner,
        repo,
        comment_id: comment,
        content,
      });
    }
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
