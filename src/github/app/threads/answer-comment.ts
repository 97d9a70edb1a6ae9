import type { GitHubClient } from '../../client.ts';
import { isNotFound } from '../../is-not-found.ts';
import { isOurs, issueComments } from '../../issue-comments.ts';
import type { Thread } from '../../thread.ts';

const marker = /^<!-- branch-prod-answer ([\w-]{1,100}) -->\r?\n/;

/**
 * Answers a command that starts nothing, as the last comment of the thread; our older answers are deleted, so that
 * a thread never holds more than one. Does nothing where this answer already stands.
 *
 * @param answer.key what is answered, such as the id of a comment: letters, digits, `_` and `-`, at most 100
 * @param answer.body Markdown
 * @param answer.logins our own accounts
 */
export async function answer(
  client: GitHubClient,
  thread: Thread,
  { key, body, logins }: { key: string; body: string; logins: readonly string[] },
): Promise<void> {
  const text = `<!-- branch-prod-answer ${key} -->\n${body}`;
  if (!marker.test(text))
    throw new TypeError('The key of an answer holds letters, digits, _ and -');
  const { owner, repo } = thread;
  const older: number[] = [];
  for await (const comment of issueComments(client, thread)) {
    const found = isOurs(comment, logins) ? marker.exec(comment.body)?.[1] : undefined;
    if (found === key) return;
    if (found !== undefined) older.push(comment.id);
  }
  // Before the older ones go: if this fails, the person is not left without any answer.
  await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    owner,
    repo,
    issue_number: thread.number,
    body: text,
    // An answer that was lost may have made the comment: whoever tries again looks first.
    request: { retries: 0 },
  });
  for (const id of older) {
    await client
      .request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        owner,
        repo,
        comment_id: id,
      })
      .catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
  }
}
