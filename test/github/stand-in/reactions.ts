import {
  type ApiRequest,
  type ApiResponse,
  found,
  type Handlers,
  idOf,
  notFound,
  page,
} from './api.ts';
import { type Reaction, timestamp } from './state.ts';
import { nodeId, presentUser } from './users.ts';

export const reactionHandlers = {
  'GET /repos/{owner}/{repo}/issues/{issue_number}/reactions': (request) =>
    list(request, ofThread(request)),
  'POST /repos/{owner}/{repo}/issues/{issue_number}/reactions': (request) =>
    react(request, ofThread(request)),
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/reactions/{reaction_id}': (request) =>
    remove(request, ofThread(request)),
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': (request) =>
    list(request, ofComment(request)),
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': (request) =>
    react(request, ofComment(request)),
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}': (request) =>
    remove(request, ofComment(request)),
} satisfies Handlers;

/** The summary of reactions that GitHub puts into issues and comments. */
export function presentReactions(
  url: string,
  reactions: readonly Reaction[],
): Record<string, unknown> {
  const contents = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'];
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    ...Object.fromEntries(
      contents.map((content) => [
        content,
        reactions.filter((reaction) => reaction.content === content).length,
      ]),
    ),
  };
}

function list(request: ApiRequest, reactions: readonly Reaction[]): Promise<ApiResponse> {
  const { content } = request.query;
  return page(
    request,
    reactions.filter((reaction) => content === undefined || reaction.content === content),
    present,
  );
}

/** 201 for a new reaction, 200 for one that this user has given already. */
function react({ world, body, identity }: ApiRequest, reactions: Reaction[]): ApiResponse {
  const { user } = identity;
  const existing = reactions.find(
    (reaction) => reaction.content === body.content && reaction.user.login === user.login,
  );
  if (existing !== undefined) return { status: 200, json: present(existing) };
  const content = body.content as string;
  const reaction = { id: world.nextId(), user, content, createdAt: timestamp() };
  reactions.push(reaction);
  return { status: 201, json: present(reaction) };
}

function remove(request: ApiRequest, reactions: Reaction[]): ApiResponse {
  const id = idOf(request, 'reaction_id');
  const index = reactions.findIndex((reaction) => reaction.id === id);
  if (index < 0) throw notFound();
  reactions.splice(index, 1);
  return { status: 204 };
}

function present(reaction: Reaction): Record<string, unknown> {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: presentUser(reaction.user),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

function ofThread(request: ApiRequest): Reaction[] {
  return found(request.repository.threads.get(idOf(request, 'issue_number'))).reactions;
}

function ofComment(request: ApiRequest): Reaction[] {
  return found(request.repository.comments.get(idOf(request, 'comment_id'))).reactions;
}
