import type { DispatchedRun } from '../stand-in/dispatch.ts';
import type { Value } from './expression.ts';
import type { Job } from './job.ts';
import type { Workflow } from './workflow.ts';

/**
 * The `github` context of a run, as far as it is known before a job begins: what `concurrency` may use.
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function githubContext(run: DispatchedRun, workflow: Workflow) {
  const { owner, repo, id } = run.repository;
  const name = `${owner}/${repo}`;
  return {
    actor: run.actor,
    triggering_actor: run.actor,
    api_url: run.apiUrl,
    graphql_url: `${run.apiUrl}/graphql`,
    server_url: run.serverUrl,
    base_ref: '',
    head_ref: '',
    event_name: 'workflow_dispatch',
    event: run.event as { readonly [name: string]: Value },
    ref: run.ref,
    ref_name: run.ref.replace(/^refs\/heads\//, ''),
    ref_protected: 'false',
    ref_type: 'branch',
    repository: name,
    repository_id: String(id),
    repository_owner: owner,
    retention_days: '90',
    run_attempt: '1',
    run_id: String(run.id),
    run_number: String(run.runNumber),
    sha: run.headSha,
    workflow: workflow.name,
    workflow_ref: `${name}/${run.workflowPath}@${run.ref}`,
    workflow_sha: run.headSha,
  } as const;
}

/** The same inside a job. */
export function jobGithubContext({ run, workflow, folders, token }: Job) {
  return {
    ...githubContext(run, workflow),
    event_path: folders.event,
    job: workflow.jobId,
    token,
    workspace: folders.workspace,
  } as const;
}

/** The `runner` context, whose names are those of the `RUNNER_*` variables in lower case. */
export function runnerContext({ workflow, folders }: Job): Record<string, string> {
  const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'Linux', darwin: 'macOS' };
  return {
    arch: process.arch.toUpperCase(),
    environment: workflow.isSelfHosted ? 'self-hosted' : 'github-hosted',
    name: 'branch-prod test runner',
    os: systems[process.platform] ?? 'Windows',
    temp: folders.temp,
    tool_cache: folders.tools,
    workspace: folders.pipeline,
  };
}

/** What expressions in a step's `with:` and `env:` can refer to; a step's condition sees no secrets. */
export function stepContexts(job: Job, env: Readonly<Record<string, string>>) {
  const { GITHUB_TOKEN: _, ...others } = job.secrets;
  return {
    ...conditionContexts(job, env),
    secrets: { ...others, GITHUB_TOKEN: job.token },
  };
}

/** What a step's `if:` can refer to. */
export function conditionContexts(job: Job, env: Readonly<Record<string, string>>) {
  return {
    env,
    github: jobGithubContext(job),
    inputs: job.run.inputs,
    job: { status: job.status },
    runner: runnerContext(job),
    steps: Object.fromEntries(
      Object.entries(job.outputs).map(([id, outputs]) => [id, { outputs }]),
    ),
    vars: job.variables,
  };
}
