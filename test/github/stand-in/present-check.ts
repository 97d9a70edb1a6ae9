import { pullsOf } from './pulls.ts';
import { repositoryPage, repositoryUrl } from './repositories.ts';
import type { CheckRun, RepositoryState } from './state.ts';
import { nodeId, presentApp } from './users.ts';
import type { World } from './world.ts';

/** GitHub's `check-run`. */
export function presentCheckRun(
  world: World,
  repository: RepositoryState,
  run: CheckRun,
): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const html = `${repositoryPage(repository)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite },
    app: presentApp(run.app, world.appOwner),
    pull_requests: presentPulls(world, repository, run.headSha),
  };
}

/** What a check run's webhook says of its suite. */
export function presentSuite(
  world: World,
  repository: RepositoryState,
  run: CheckRun,
): Record<string, unknown> {
  const pulls = pullsOf(repository).filter(({ pull }) => pull.head.sha === run.headSha);
  const own = pulls.find(({ pull }) => pull.head.repository === repository);
  return {
    id: run.suite,
    node_id: nodeId('CheckSuite', run.suite),
    head_branch: own?.pull.head.branch ?? null,
    head_sha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    url: `${repositoryUrl(world, repository)}/check-suites/${run.suite}`,
    before: '0'.repeat(40),
    after: run.headSha,
    pull_requests: presentPulls(world, repository, run.headSha),
    app: presentApp(run.app, world.appOwner),
    created_at: run.startedAt,
    updated_at: run.completedAt ?? run.startedAt,
  };
}

/** The pull requests of a commit, without those from forks: GitHub leaves these out. */
export function presentPulls(world: World, repository: RepositoryState, sha: string): unknown[] {
  const side = ({ branch, sha: commit }: { branch: string; sha: string }) => ({
    ref: branch,
    sha: commit,
    repo: {
      id: repository.id,
      url: repositoryUrl(world, repository),
      name: repository.repo,
    },
  });
  return pullsOf(repository)
    .filter(({ thread, pull }) => thread.state === 'open' && pull.head.sha === sha)
    .filter(({ pull }) => pull.head.repository === repository)
    .map(({ thread, pull }) => ({
      id: pull.id,
      number: thread.number,
      url: `${repositoryUrl(world, repository)}/pulls/${thread.number}`,
      head: side(pull.head),
      base: side(pull.base),
    }));
}
