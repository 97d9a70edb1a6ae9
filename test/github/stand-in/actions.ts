import { parse } from 'yaml';
import {
  ApiError,
  type ApiRequest,
  type ApiResponse,
  found,
  type Handlers,
  idOf,
  page,
} from './api.ts';
import { readCommit } from './commits.ts';
import { listBranches, resolveCommit, tryGit } from './git.ts';
import { presentRun, presentWorkflow } from './present-run.ts';
import { repositoryPage, repositoryUrl } from './repositories.ts';
import { cancelRun, startRun } from './runs.ts';
import type { Artifact, Workflow, WorkflowRun } from './state.ts';
import { nodeId } from './users.ts';
import { readDispatch } from './workflow-file.ts';

const artifactDays = 90;

export const actionsHandlers = {
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}': async (request) => ({
    status: 200,
    json: presentWorkflow(request.world, request.repository, await workflowOf(request)),
  }),

  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': async (request) => {
    const { world, repository, identity } = request;
    const workflow = await workflowOf(request);
    const body = request.body as {
      ref: string;
      inputs?: Record<string, unknown>;
      return_run_details?: boolean;
    };
    const branch = body.ref.replace(/^refs\/heads\//, '');
    const sha = await resolveCommit(repository.gitDirectory, body.ref);
    if (sha === undefined) throw new ApiError(422, `No ref found for: ${body.ref}`);
    const branches = await listBranches(repository.gitDirectory);
    const isBranch = branches.some(({ name }) => name === branch);
    const dispatch = await readDispatch(repository, workflow, sha, body.inputs ?? {});
    const run = startRun(world, repository, {
      ...dispatch,
      workflow,
      branch,
      ref: isBranch ? `refs/heads/${branch}` : `refs/tags/${branch.replace(/^refs\/tags\//, '')}`,
      headCommit: await readCommit(repository.gitDirectory, sha),
      actor: identity.user,
    });
    if (body.return_run_details !== true) return { status: 204 };
    return {
      status: 200,
      json: {
        workflow_run_id: run.id,
        run_url: `${repositoryUrl(world, repository)}/actions/runs/${run.id}`,
        html_url: `${repositoryPage(repository)}/actions/runs/${run.id}`,
      },
    };
  },

  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': async (request) =>
    listRuns(request, await workflowOf(request)),

  'GET /repos/{owner}/{repo}/actions/runs': (request) => listRuns(request),

  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': (request) => ({
    status: 200,
    json: presentRun(request.world, request.repository, runOf(request)),
  }),

  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel': (request) => {
    const run = runOf(request);
    if (run.status === 'completed') {
      throw new ApiError(409, 'Cannot cancel a workflow run that is completed.');
    }
    cancelRun(request.world, request.repository, run);
    return { status: 202, json: {} };
  },

  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts': (request) => {
    const run = runOf(request);
    const { name } = request.query;
    const artifacts = [...request.repository.artifacts.values()]
      .filter((artifact) => artifact.run === run.id)
      .filter((artifact) => name === undefined || artifact.name === name)
      .toReversed();
    return page(request, artifacts, (item) => presentArtifact(request, item, run), 'artifacts');
  },

  'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}': (request) => {
    const artifact = found(request.repository.artifacts.get(idOf(request, 'artifact_id')));
    if (request.path.archive_format !== 'zip') throw new ApiError(404, 'Not Found');
    if (artifact.expired) throw new ApiError(410, 'Artifact has expired');
    const location = `${request.world.filesUrl}/${request.repository.id}/${artifact.id}`;
    return { status: 302, headers: { location } };
  },
} satisfies Handlers;

/** The newest first, and none that GitHub wouldn't list yet. */
function listRuns(request: ApiRequest, workflow?: Workflow): Promise<ApiResponse> {
  const { world, repository, query } = request;
  const { event, status, branch, actor, created, head_sha: sha } = query;
  const runs = [...repository.runs.values()]
    .filter((run) => Date.now() - run.createdMs >= world.runsListedAfterMs)
    .filter((run) => workflow === undefined || run.workflow === workflow)
    .filter(() => event === undefined || event === 'workflow_dispatch')
    .filter((run) => status === undefined || run.status === status || run.conclusion === status)
    .filter((run) => branch === undefined || run.branch === branch)
    .filter((run) => actor === undefined || run.actor.login === actor)
    .filter((run) => sha === undefined || run.headCommit.sha === sha)
    .filter((run) => created === undefined || isWithin(run.createdAt, created))
    .toReversed();
  return page(request, runs, (run) => presentRun(world, repository, run), 'workflow_runs');
}

/** GitHub's search syntax for dates: `2026-03-10`, `>=…`, `<…`, `…..…`; a day means all of it. */
function isWithin(time: string, range: string): boolean {
  const start = (text: string) => (text === '*' ? -Infinity : Date.parse(text));
  const end = (text: string) =>
    text === '*' ? Infinity : start(text) + (/^\d{4}-\d\d-\d\d$/.test(text) ? 86_399_999 : 0);
  const at = Date.parse(time);
  const [, operator = '', first = '', , second] =
    /^(>=|<=|>|<)?(.+?)(\.\.(.+))?$/.exec(range) ?? [];
  if ([first, second ?? first].some((text) => text !== '*' && Number.isNaN(start(text)))) {
    throw new ApiError(422, `created is no date or range of dates: ${range}`);
  }
  if (second !== undefined) return at >= start(first) && at <= end(second);
  if (operator === '>=') return at >= start(first);
  if (operator === '<=') return at <= end(first);
  if (operator === '>') return at > end(first);
  if (operator === '<') return at < start(first);
  return at >= start(first) && at <= end(first);
}

function presentArtifact(
  { world, repository }: ApiRequest,
  artifact: Artifact,
  run: WorkflowRun,
): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/actions/artifacts/${artifact.id}`;
  const expires = Date.parse(artifact.createdAt) + artifactDays * 86_400_000;
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    created_at: artifact.createdAt,
    expires_at: new Date(expires).toISOString(),
    updated_at: artifact.createdAt,
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: repository.id,
      head_branch: run.branch,
      head_sha: run.headCommit.sha,
    },
  };
}

/** A workflow by its id, or by its file's name on the default branch. */
async function workflowOf({ world, repository, path }: ApiRequest): Promise<Workflow> {
  const wanted = path.workflow_id ?? '';
  if (/^\d+$/.test(wanted)) {
    return found([...repository.workflows.values()].find(({ id }) => id === Number(wanted)));
  }
  const file = `.github/workflows/${wanted}`;
  const branch = `refs/heads/${repository.defaultBranch}`;
  const text = found(await tryGit(repository.gitDirectory, ['show', `${branch}:${file}`]));
  const { name } = (parse(text) ?? {}) as { name?: string };
  const known = repository.workflows.get(file);
  const workflow = known ?? { id: world.nextId(), path: file, name: name ?? file };
  repository.workflows.set(file, workflow);
  return workflow;
}

function runOf(request: ApiRequest): WorkflowRun {
  return found(request.repository.runs.get(idOf(request, 'run_id')));
}
