import { type ApiRequest, type Handlers, validationFailed } from './api.ts';
import { announceThread } from './issues.ts';
import { repositoryUrl } from './repositories.ts';
import {
  type Label,
  type RepositoryState,
  type ThreadState,
  timestamp,
  type User,
} from './state.ts';
import { nodeId } from './users.ts';
import type { World } from './world.ts';

/** A repository's labels. */
export const labelHandlers = {
  'POST /repos/{owner}/{repo}/labels': (request) => {
    const { name, color, description } = request.body as Partial<Label> & { name: string };
    if (request.repository.labels.has(name.toLowerCase())) {
      throw validationFailed('Label', 'name', 'already_exists');
    }
    if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color)) {
      throw validationFailed('Label', 'color', 'invalid');
    }
    if ((description ?? '').length > 100) {
      throw validationFailed('Label', 'description', 'too_long');
    }
    const label = createLabel(request.world, request.repository, name, { color, description });
    return { status: 201, json: present(request)(label) };
  },
} satisfies Handlers;

/** Sets a label on a thread, made if it doesn't exist, and announces that; a label that is set stays as it is. */
export function addLabel(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
  name: string,
  sender: User,
): void {
  const label =
    repository.labels.get(name.toLowerCase()) ?? createLabel(world, repository, name, {});
  if (thread.labels.includes(label)) return;
  thread.labels.push(label);
  announceLabel(world, repository, thread, label, 'labeled', sender);
}

/** Takes a label off a thread and announces that; `false` if it wasn't set. */
export function removeLabel(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
  name: string,
  sender: User,
): boolean {
  const index = thread.labels.findIndex((label) => label.name.toLowerCase() === name.toLowerCase());
  const [label] = index < 0 ? [] : thread.labels.splice(index, 1);
  if (label === undefined) return false;
  announceLabel(world, repository, thread, label, 'unlabeled', sender);
  return true;
}

/** GitHub's `label`. */
export function presentLabel(
  world: World,
  repository: RepositoryState,
  label: Label,
): Record<string, unknown> {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

function createLabel(
  world: World,
  repository: RepositoryState,
  name: string,
  { color, description }: { color?: string | undefined; description?: string | null | undefined },
): Label {
  const label = {
    id: world.nextId(),
    name,
    color: color ?? 'ededed',
    description: description ?? null,
  };
  repository.labels.set(name.toLowerCase(), label);
  return label;
}

function announceLabel(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
  label: Label,
  action: 'labeled' | 'unlabeled',
  sender: User,
): void {
  thread.updatedAt = timestamp();
  announceThread(world, repository, thread, action, sender, {
    label: presentLabel(world, repository, label),
  });
}

function present({ world, repository }: ApiRequest): (label: Label) => unknown {
  return (label) => presentLabel(world, repository, label);
}
