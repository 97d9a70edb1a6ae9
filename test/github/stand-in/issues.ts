import { type ApiRequest, found, type Handlers, idOf } from './api.ts';
import { presentPull } from './present-pull.ts';
import { type RepositoryState, type ThreadState, timestamp, type User } from './state.ts';
import { presentIssue } from './threads.ts';
import type { World } from './world.ts';

/** Issues, and what pull requests have of them. */
export const issueHandlers = {
  'GET /repos/{owner}/{repo}/issues/{issue_number}': (request) => ({
    status: 200,
    json: presentIssue(request.world, request.repository, threadOf(request)),
  }),
} satisfies Handlers;

/** Changes title or body and announces it; what stays the same announces nothing. */
export function editThread(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
  { title = thread.title, body = thread.body }: { title?: string; body?: string | null },
  sender: User,
): void {
  const changes = {
    ...(title !== thread.title && { title: { from: thread.title } }),
    ...(body !== thread.body && { body: { from: thread.body ?? '' } }),
  };
  if (Object.keys(changes).length === 0) return;
  Object.assign(thread, { title, body, updatedAt: timestamp() });
  announceThread(world, repository, thread, 'edited', sender, { changes });
}

/** Closes or opens an issue or pull request and announces it. */
export function setThreadState(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
  state: 'open' | 'closed',
  sender: User,
  reason = 'completed',
): void {
  if (thread.state === state) return;
  const now = timestamp();
  Object.assign(thread, {
    state,
    stateReason: thread.pull !== undefined ? null : state === 'open' ? 'reopened' : reason,
    closedAt: state === 'closed' ? now : null,
    updatedAt: now,
  });
  const action = state === 'closed' ? 'closed' : 'reopened';
  announceThread(world, repository, thread, action, sender);
}

/** Announces what happened to an issue or pull request. */
export function announceThread(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
  action: string,
  sender: User,
  more: Record<string, unknown> = {},
): void {
  const isIssue = thread.pull === undefined;
  const about = isIssue
    ? { issue: presentIssue(world, repository, thread) }
    : { number: thread.number, pull_request: presentPull(world, repository, thread) };
  world.webhooks.announce(isIssue ? 'issues' : 'pull_request', {
    repository,
    sender,
    payload: { action, ...about, ...more },
  });
}

function threadOf(request: ApiRequest): ThreadState {
  return found(request.repository.threads.get(idOf(request, 'issue_number')));
}
