import type { GitHubClient } from './client.ts';
import { isNotFound } from './is-not-found.ts';
import { authorOf, isOurs, issueComments } from './issue-comments.ts';
import type { Repository, Thread } from './thread.ts';
import { formatComment, parseComment, type ThreadState } from './thread-state.ts';

/** Some events have no time of GitHub's: ours need not agree with it to the second. */
const CLOCK_SLACK_MS = 600_000;

/** The one comment of a thread that reports on its investigations. */
export interface ThreadComment {
  /** GitHub's id of the comment. */
  readonly id: number;
  readonly state: ThreadState;
  /** The Markdown below the hidden state. */
  readonly body: string;
}

/** A {@link ThreadComment} that was asked for by its id: the caller judges whether author and thread are right. */
export interface AuthoredThreadComment extends ThreadComment {
  /** GitHub's login and type of account (`User`, `Bot`, …); both empty where the account is gone. */
  readonly author: { readonly login: string; readonly type: string };
  /** Number of the issue or pull request that it stands on. */
  readonly thread: number;
}

/**
 * The thread's report comment: the oldest one that begins with our marker and was written by a bot with one of
 * `logins`. Others can write the same marker; theirs is never taken.
 */
export async function findThreadComment(
  client: GitHubClient,
  thread: Thread,
  logins: readonly string[],
): Promise<ThreadComment | undefined> {
  for await (const comment of issueComments(client, thread)) {
    const parsed = isOurs(comment, logins) ? parseComment(comment.body) : undefined;
    if (parsed === undefined) continue;
    const state = withPossibleTime(parsed.state, comment.updatedAt);
    return { id: comment.id, state, body: parsed.body };
  }
  return undefined;
}

/**
 * No order was given after it was written down. People with write access can edit the comment: a time in the far future
 * would make every request to come an older one, which is passed over in silence.
 */
function withPossibleTime(state: ThreadState, updatedAt: string): ThreadState {
  const isPossible = Date.parse(state.orderedAt) <= Date.parse(updatedAt) + CLOCK_SLACK_MS;
  return isPossible ? state : { ...state, orderedAt: updatedAt };
}

/** A comment by its id; `undefined` if it is gone or holds no state. */
export async function readThreadComment(
  client: GitHubClient,
  { owner, repo }: Repository,
  id: number,
): Promise<AuthoredThreadComment | undefined> {
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { owner, repo, comment_id: id },
    );
    const parsed = parseComment(data.body ?? '');
    if (parsed === undefined) return undefined;
    const thread = Number(/\/issues\/(\d+)$/.exec(data.issue_url)?.[1]);
    return { id: Number(data.id), ...parsed, author: authorOf(data.user), thread };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * Writes the thread's report comment for the first time and gives its id. When GitHub fails, it may be there all the
 * same: whoever tries again has to look first.
 */
export async function createThreadComment(
  client: GitHubClient,
  { owner, repo, number }: Thread,
  state: ThreadState,
  body: string,
): Promise<number> {
  const { data } = await client.request(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    {
      owner,
      repo,
      issue_number: number,
      body: formatComment(state, body),
      request: { retries: 0 },
    },
  );
  return Number(data.id);
}

/** Replaces state and body of the report comment `id`. */
export async function updateThreadComment(
  client: GitHubClient,
  { owner, repo }: Repository,
  id: number,
  state: ThreadState,
  body: string,
): Promise<void> {
  await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    owner,
    repo,
    comment_id: id,
    body: formatComment(state, body),
  });
}
