import { presentLabel } from './labels.ts';
import { presentReactions } from './reactions.ts';
import { accessOf, repositoryPage, repositoryUrl } from './repositories.ts';
import type { RepositoryState, ThreadState, User } from './state.ts';
import { timestamp } from './state.ts';
import { nodeId, presentUser } from './users.ts';
import type { World } from './world.ts';

/** Adds an issue or pull request with the next number; announcing it is the caller's part. */
export function createThread(
  world: World,
  repository: RepositoryState,
  content: Pick<ThreadState, 'user' | 'title' | 'body' | 'pull'>,
): ThreadState {
  const now = timestamp();
  const thread: ThreadState = {
    ...content,
    id: world.nextId(),
    number: repository.threads.size + 1,
    createdAt: now,
    updatedAt: now,
    labels: [],
    reactions: [],
    state: 'open',
    stateReason: null,
    closedAt: null,
  };
  repository.threads.set(thread.number, thread);
  return thread;
}

/** GitHub's `issue`, for pull requests too. */
export function presentIssue(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
): Record<string, unknown> {
  const api = repositoryUrl(world, repository);
  const url = `${api}/issues/${thread.number}`;
  const pullPage = `${repositoryPage(repository)}/pull/${thread.number}`;
  const comments = [...repository.comments.values()].filter(
    (comment) => comment.thread === thread.number,
  );
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url:
      thread.pull === undefined
        ? `${repositoryPage(repository)}/issues/${thread.number}`
        : pullPage,
    id: thread.id,
    node_id: nodeId('Issue', thread.id),
    number: thread.number,
    title: thread.title,
    user: presentUser(thread.user),
    labels: thread.labels.map((label) => presentLabel(world, repository, label)),
    state: thread.state,
    state_reason: thread.stateReason,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: comments.length,
    created_at: thread.createdAt,
    updated_at: thread.updatedAt,
    closed_at: thread.closedAt,
    author_association: associationOf(repository, thread.user),
    body: thread.body,
    reactions: presentReactions(url, thread.reactions),
    performed_via_github_app: null,
    draft: false,
    ...(thread.pull !== undefined && {
      pull_request: {
        url: `${api}/pulls/${thread.number}`,
        html_url: pullPage,
        diff_url: `${pullPage}.diff`,
        patch_url: `${pullPage}.patch`,
        merged_at: null,
      },
    }),
  };
}

/** How somebody stands to a repository, as GitHub tells it with what they write. */
export function associationOf(repository: RepositoryState, user: User): string {
  if (user.login === repository.owner) return 'OWNER';
  const { permission } = accessOf(repository, user.login);
  return repository.collaborators.has(user.login) && permission !== 'none'
    ? 'COLLABORATOR'
    : 'NONE';
}
