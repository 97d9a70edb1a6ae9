import { type ApiRequest, type ApiResponse, found, type Handlers, idOf } from './api.ts';
import { type Reaction, timestamp } from './state.ts';
import { nodeId, presentUser } from './users.ts';

/** Reactions to issues, pull requests and comments. */
export const reactionHandlers = {
  'POST /repos/{owner}/{repo}/issues/{issue_number}/reactions': (request) =>
    react(request, ofThread(request)),
  'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions': (request) =>
    react(request, ofComment(request)),
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
