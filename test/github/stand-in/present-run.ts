import { presentSimpleCommit } from './commits.ts';
import { presentPulls } from './present-check.ts';
import { presentRepository, repositoryPage, repositoryUrl } from './repositories.ts';
import type { RepositoryState, Workflow, WorkflowRun } from './state.ts';
import { nodeId, presentUser } from './users.ts';
import type { World } from './world.ts';

/** GitHub's `workflow-run`. */
export function presentRun(
  world: World,
  repository: RepositoryState,
  run: WorkflowRun,
): Record<string, unknown> {
  const api = repositoryUrl(world, repository);
  const url = `${api}/actions/runs/${run.id}`;
  const { sha } = run.headCommit;
  // The id of the run's own check suite, which nothing else uses.
  const suite = run.id + 1_000_000_000;
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.branch,
    head_sha: sha,
    path: run.workflow.path,
    display_title: run.title,
    run_number: run.number,
    event: 'workflow_dispatch',
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    check_suite_id: suite,
    check_suite_node_id: nodeId('CheckSuite', suite),
    url,
    html_url: `${repositoryPage(repository)}/actions/runs/${run.id}`,
    pull_requests: presentPulls(world, repository, sha),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor: presentUser(run.actor),
    triggering_actor: presentUser(run.actor),
    run_attempt: 1,
    referenced_workflows: [],
    run_started_at: run.createdAt,
    previous_attempt_url: null,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${api}/actions/workflows/${run.workflow.id}`,
    head_commit: presentSimpleCommit(run.headCommit),
    repository: presentRepository(world, repository),
    head_repository: presentRepository(world, repository),
  };
}

/** GitHub's `workflow`. */
export function presentWorkflow(
  world: World,
  repository: RepositoryState,
  workflow: Workflow,
): Record<string, unknown> {
  return {
    id: workflow.id,
    node_id: nodeId('Workflow', workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    url: `${repositoryUrl(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${repositoryPage(repository)}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${repositoryPage(repository)}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  };
}
