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
import { presentRun } from './present-run.ts';
import { repositoryPage, repositoryUrl } from './repositories.ts';
import { cancelRun, startRun } from './runs.ts';
import type { Artifact, RepositoryState, User, Workflow, WorkflowRun } from './state.ts';
import { nodeId } from './users.ts';
import { readDispatch } from './workflow-file.ts';
import type { World } from './world.ts';

const artifactDays = 90;

/** Workflows, their runs, and the artifacts of runs. */
export const actionsHandlers = {
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': async (request) => {
    const { world, repository, identity, path } = request;
    const body = request.body as unknown as Dispatch & { return_run_details?: boolean };
    const workflow = path.workflow_id ?? '';
    const run = await dispatchWorkflow(world, repository, workflow, body, identity.user);
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
    listRuns(
      request,
      await workflowOf(request.world, request.repository, request.path.workflow_id ?? ''),
    ),

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

/** What is asked for: a run of the workflow as it is at `ref`, a branch or tag. */
export interface Dispatch {
  readonly ref: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** Starts a run of a workflow, which is given by its id or its file's name. */
export async function dispatchWorkflow(
  world: World,
  repository: RepositoryState,
  id: string,
  { ref, inputs = {} }: Dispatch,
  actor: User,
): Promise<WorkflowRun> {
  const workflow = await workflowOf(world, repository, id);
  const branch = ref.replace(/^refs\/heads\//, '');
  const sha = await resolveCommit(repository.gitDirectory, ref);
  if (sha === undefined) throw new ApiError(422, `No ref found for: ${ref}`);
  const branches = await listBranches(repository.gitDirectory);
  const isBranch = branches.some(({ name }) => name === branch);
  return startRun(world, repository, {
    ...(await readDispatch(repository, workflow, sha, inputs)),
    workflow,
    branch,
    ref: isBranch ? `refs/heads/${branch}` : `refs/tags/${branch.replace(/^refs\/tags\//, '')}`,
    headCommit: await readCommit(repository.gitDirectory, sha),
    actor,
  });
}

/** The newest first, and none that GitHub wouldn't list yet. */
function listRuns(request: ApiRequest, workflow: Workflow): Promise<ApiResponse> {
  const { world, repository } = request;
  const { event, status, page: _, per_page: __, ...others } = request.query;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new Error(`the stand-in has no filter of runs by ${other}`);
  const runs = [...repository.runs.values()]
    .filter((run) => Date.now() - run.createdMs >= world.runsListedAfterMs)
    .filter((run) => run.workflow === workflow)
    .filter(() => event === undefined || event === 'workflow_dispatch')
    .filter((run) => status === undefined || run.status === status || run.conclusion === status)
    .toReversed();
  return page(request, runs, (run) => presentRun(world, repository, run), 'workflow_runs');
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
async function workflowOf(
  world: World,
  repository: RepositoryState,
  wanted: string,
): Promise<Workflow> {
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
