import { presentLabel } from './labels.ts';
import { presentRepository, repositoryPage, repositoryUrl } from './repositories.ts';
import type { PullRequest, PullSide, RepositoryState, ThreadState } from './state.ts';
import { associationOf } from './threads.ts';
import { nodeId, presentUser } from './users.ts';
import type { World } from './world.ts';

/** GitHub's `pull-request`. */
export function presentPull(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
): Record<string, unknown> {
  const { size } = thread.pull as PullRequest;
  const comments = [...repository.comments.values()].filter(
    (comment) => comment.thread === thread.number,
  );
  return {
    ...presentPullShort(world, repository, thread),
    merged: false,
    mergeable: true,
    rebaseable: true,
    mergeable_state: 'clean',
    merged_by: null,
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: size.commits,
    additions: size.additions,
    deletions: size.deletions,
    changed_files: size.changedFiles,
  };
}

/** GitHub's `pull-request-simple`, which lists hold. */
export function presentPullShort(
  world: World,
  repository: RepositoryState,
  thread: ThreadState,
): Record<string, unknown> {
  const pull = thread.pull as PullRequest;
  const api = repositoryUrl(world, repository);
  const url = `${api}/pulls/${thread.number}`;
  const issueUrl = `${api}/issues/${thread.number}`;
  const html = `${repositoryPage(repository)}/pull/${thread.number}`;
  const links = {
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.head.sha}`,
  };
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    ...Object.fromEntries(Object.entries(links).map(([name, link]) => [`${name}_url`, link])),
    number: thread.number,
    state: thread.state,
    locked: false,
    active_lock_reason: null,
    title: thread.title,
    user: presentUser(thread.user),
    body: thread.body,
    created_at: thread.createdAt,
    updated_at: thread.updatedAt,
    closed_at: thread.closedAt,
    merged_at: null,
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: thread.labels.map((label) => presentLabel(world, repository, label)),
    milestone: null,
    draft: false,
    head: presentSide(world, pull.head),
    base: presentSide(world, pull.base),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issueUrl },
      ...Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    },
    author_association: associationOf(repository, thread.user),
    auto_merge: null,
  };
}

function presentSide(world: World, side: PullSide): Record<string, unknown> {
  return {
    label: labelOf(side),
    ref: side.branch,
    sha: side.sha,
    user: presentUser(world.user(side.repository.owner)),
    repo: presentRepository(world, side.repository),
  };
}

/** `owner:branch`, by which GitHub names a side. */
export function labelOf({ repository, branch }: PullSide): string {
  return `${repository.owner}:${branch}`;
}
