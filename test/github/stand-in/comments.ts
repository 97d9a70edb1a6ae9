import {
  ApiError,
  type ApiRequest,
  found,
  type Handlers,
  idOf,
  page,
  validationFailed,
} from './api.ts';
import { presentReactions } from './reactions.ts';
import { repositoryPage, repositoryUrl } from './repositories.ts';
import {
  type AppIdentity,
  type Comment,
  type RepositoryState,
  type ThreadState,
  timestamp,
  type User,
} from './state.ts';
import { associationOf, presentIssue } from './threads.ts';
import { nodeId, presentApp, presentUser } from './users.ts';
import type { World } from './world.ts';

const longestBody = 65_536;

/** Comments on issues and pull requests. */
export const commentHandlers = {
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': (request) => {
    const thread = threadOf(request);
    const since = Date.parse(request.query.since ?? '1970-01-01T00:00:00Z');
    const comments = [...request.repository.comments.values()].filter(
      (comment) => comment.thread === thread.number && Date.parse(comment.updatedAt) >= since,
    );
    return page(request, comments, present(request));
  },

  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments': (request) => {
    const { world, repository, identity } = request;
    const comment = createComment(world, repository, threadOf(request), {
      body: bodyOf(request),
      user: identity.user,
      app: identity.app,
    });
    return { status: 201, json: present(request)(comment) };
  },

  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': (request) => ({
    status: 200,
    json: present(request)(commentOf(request)),
  }),

  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}': (request) => {
    const { world, repository, identity } = request;
    const comment = commentOf(request);
    editComment(world, repository, comment, bodyOf(request), identity.user);
    return { status: 200, json: present(request)(comment) };
  },

  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}': (request) => {
    const { world, repository, identity } = request;
    deleteComment(world, repository, commentOf(request), identity.user);
    return { status: 204 };
  },
} satisfies Handlers;

/** Writes a comment and announces it. */
export function createComment(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
  { body, user, app }: { body: string; user: User; app?: AppIdentity },
): Comment {
  const now = timestamp();
  const comment: Comment = {
    id: world.nextId(),
    thread: thread.number,
    user,
    app,
    body,
    createdAt: now,
    updatedAt: now,
    reactions: [],
  };
  repository.comments.set(comment.id, comment);
  thread.updatedAt = now;
  announceComment(world, repository, comment, 'created', user);
  return comment;
}

/** Changes a comment's text and announces it. */
export function editComment(
  world: World,
  repository: RepositoryState,
  comment: Comment,
  body: string,
  sender: User,
): void {
  const changes = { body: { from: comment.body } };
  comment.body = body;
  comment.updatedAt = timestamp();
  announceComment(world, repository, comment, 'edited', sender, { changes });
}

/** Removes a comment and announces it. */
export function deleteComment(
  world: World,
  repository: RepositoryState,
  comment: Comment,
  sender: User,
): void {
  announceComment(world, repository, comment, 'deleted', sender);
  repository.comments.delete(comment.id);
}

function announceComment(
  world: World,
  repository: RepositoryState,
  comment: Comment,
  action: 'created' | 'edited' | 'deleted',
  sender: User,
  more: Record<string, unknown> = {},
): void {
  const thread = repository.threads.get(comment.thread) as ThreadState;
  world.webhooks.announce('issue_comment', {
    repository,
    sender,
    payload: {
      action,
      ...more,
      issue: presentIssue(world, repository, thread),
      comment: presentComment(world, repository, comment),
    },
  });
}

/** GitHub's `issue-comment`. */
function presentComment(
  world: World,
  repository: RepositoryState,
  comment: Comment,
): Record<string, unknown> {
  const api = `${repositoryUrl(world, repository)}/issues`;
  const thread = repository.threads.get(comment.thread);
  const kind = thread?.pull === undefined ? 'issues' : 'pull';
  const url = `${api}/comments/${comment.id}`;
  return {
    url,
    html_url: `${repositoryPage(repository)}/${kind}/${comment.thread}#issuecomment-${comment.id}`,
    issue_url: `${api}/${comment.thread}`,
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    user: presentUser(comment.user),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository, comment.user),
    body: comment.body,
    reactions: presentReactions(url, comment.reactions),
    performed_via_github_app:
      comment.app === undefined ? null : presentApp(comment.app, world.appOwner),
  };
}

/** GitHub takes no empty text and none above 65,536 characters. */
function bodyOf(request: ApiRequest): string {
  const body = request.body.body as string;
  if (body.trim() === '') throw validationFailed('IssueComment', 'body', 'missing_field');
  if (body.length > longestBody) {
    throw new ApiError(422, 'Validation Failed', {
      errors: [
        {
          resource: 'IssueComment',
          code: 'unprocessable',
          field: 'data',
          message: `Body is too long (maximum is ${longestBody} characters)`,
        },
      ],
    });
  }
  return body;
}

function present({ world, repository }: ApiRequest): (comment: Comment) => unknown {
  return (comment) => presentComment(world, repository, comment);
}

function commentOf(request: ApiRequest): Comment {
  return found(request.repository.comments.get(idOf(request, 'comment_id')));
}

function threadOf(request: ApiRequest): ThreadState {
  return found(request.repository.threads.get(idOf(request, 'issue_number')));
}
