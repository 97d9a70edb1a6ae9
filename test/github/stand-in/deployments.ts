import { ApiError, type ApiRequest, found, type Handlers, idOf, page } from './api.ts';
import { commitOf } from './commits.ts';
import { tryGit } from './git.ts';
import { repositoryUrl } from './repositories.ts';
import { type Deployment, type DeploymentStatus, timestamp, type User } from './state.ts';
import { nodeId, presentUser } from './users.ts';

interface DeploymentBody {
  readonly ref: string;
  readonly task?: string;
  readonly auto_merge?: boolean;
  readonly required_contexts?: readonly string[];
  readonly payload?: unknown;
  readonly environment?: string;
  readonly description?: string | null;
  readonly transient_environment?: boolean;
  readonly production_environment?: boolean;
}

/** Deployments and their statuses. */
export const deploymentHandlers = {
  'GET /repos/{owner}/{repo}/deployments': (request) => {
    const { sha, ref, task, environment } = request.query;
    const deployments = [...request.repository.deployments.values()]
      .filter((deployment) => sha === undefined || deployment.sha === sha)
      .filter((deployment) => ref === undefined || deployment.ref === ref)
      .filter((deployment) => task === undefined || deployment.task === task)
      .filter((deployment) => environment === undefined || deployment.environment === environment)
      .toReversed();
    return page(request, deployments, present(request));
  },

  'POST /repos/{owner}/{repo}/deployments': async (request) => {
    const { world, repository, identity } = request;
    const body = request.body as unknown as DeploymentBody;
    const sha = await commitOf(repository, body.ref);
    if (body.auto_merge !== false && (await isBehind(request, body.ref, sha))) {
      const message = `Auto-merged ${repository.defaultBranch} into ${body.ref} on deployment.`;
      return { status: 202, json: { message } };
    }
    refuseFailedContexts(request, sha, body.required_contexts);
    const environment = body.environment ?? 'production';
    const deployment: Deployment = {
      id: world.nextId(),
      sha,
      ref: body.ref,
      task: body.task ?? 'deploy',
      environment,
      description: body.description ?? null,
      payload: body.payload ?? {},
      transient: body.transient_environment ?? false,
      production: body.production_environment ?? environment === 'production',
      creator: identity.user,
      createdAt: timestamp(),
      statuses: [],
    };
    repository.deployments.set(deployment.id, deployment);
    world.webhooks.announce('deployment', {
      repository,
      sender: identity.user,
      payload: {
        action: 'created',
        deployment: present(request)(deployment),
        workflow: null,
        workflow_run: null,
      },
    });
    return { status: 201, json: present(request)(deployment) };
  },

  'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': (request) => {
    const deployment = deploymentOf(request);
    return page(request, deployment.statuses.toReversed(), (status) =>
      presentStatus(request, deployment, status),
    );
  },

  'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': (request) => {
    const deployment = deploymentOf(request);
    const body = request.body as Record<string, string>;
    if ((body.description ?? '').length > 140) {
      throw new ApiError(422, 'Validation Failed', {
        errors: [
          {
            resource: 'DeploymentStatus',
            code: 'custom',
            field: 'description',
            message: 'description is too long (maximum is 140 characters)',
          },
        ],
      });
    }
    const status = addStatus(request, deployment, {
      state: body.state ?? '',
      description: body.description ?? '',
      environmentUrl: body.environment_url ?? '',
      logUrl: body.log_url ?? body.target_url ?? '',
      creator: request.identity.user,
    });
    if (status.state === 'success' && request.body.auto_inactive !== false) {
      endOthers(request, deployment);
    }
    return { status: 201, json: presentStatus(request, deployment, status) };
  },
} satisfies Handlers;

/** GitHub makes older deployments of an environment inactive when one succeeds, transient and production ones apart. */
function endOthers(request: ApiRequest, deployment: Deployment): void {
  const others = [...request.repository.deployments.values()].filter(
    (other) =>
      other !== deployment &&
      other.environment === deployment.environment &&
      !other.transient &&
      !other.production &&
      other.statuses.at(-1)?.state === 'success',
  );
  for (const other of others) {
    addStatus(request, other, {
      state: 'inactive',
      description: '',
      environmentUrl: '',
      logUrl: '',
      creator: request.identity.user,
    });
  }
}

function addStatus(
  request: ApiRequest,
  deployment: Deployment,
  content: Omit<DeploymentStatus, 'id' | 'createdAt'> & { creator: User },
): DeploymentStatus {
  const { world, repository } = request;
  const status = { id: world.nextId(), createdAt: timestamp(), ...content };
  deployment.statuses.push(status);
  world.webhooks.announce('deployment_status', {
    repository,
    sender: content.creator,
    payload: {
      action: 'created',
      deployment_status: presentStatus(request, deployment, status),
      deployment: present(request)(deployment),
      check_run: null,
      workflow: null,
      workflow_run: null,
    },
  });
  return status;
}

/** Whether a branch lacks commits of the default branch, which GitHub would merge first. */
async function isBehind({ repository }: ApiRequest, ref: string, sha: string): Promise<boolean> {
  const { gitDirectory, defaultBranch } = repository;
  if (!(await tryGit(gitDirectory, ['rev-parse', '--verify', `refs/heads/${ref}`]))) return false;
  const count = ['rev-list', '--count', `${sha}..refs/heads/${defaultBranch}`];
  return (await tryGit(gitDirectory, count)) !== '0';
}

/** Without `required_contexts`, every check of the commit must have succeeded. */
function refuseFailedContexts(
  { repository }: ApiRequest,
  sha: string,
  required: readonly string[] | undefined,
): void {
  const contexts = [...repository.checkRuns.values()]
    .filter((run) => run.headSha === sha && (required?.includes(run.name) ?? true))
    .map((run) => ({ context: run.name, state: run.conclusion ?? 'pending' }));
  const isUnmet = contexts.some(({ state }) => !['success', 'neutral', 'skipped'].includes(state));
  if (!isUnmet) return;
  throw new ApiError(409, `Conflict: Commit status checks failed for ${sha}`, {
    errors: [{ contexts, resource: 'Deployment', field: 'required_contexts', code: 'invalid' }],
  });
}

function present({ world, repository }: ApiRequest) {
  const api = repositoryUrl(world, repository);
  return (deployment: Deployment): Record<string, unknown> => ({
    url: `${api}/deployments/${deployment.id}`,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    task: deployment.task,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    statuses_url: `${api}/deployments/${deployment.id}/statuses`,
    repository_url: api,
    creator: presentUser(deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  });
}

function presentStatus(
  { world, repository }: ApiRequest,
  deployment: Deployment,
  status: DeploymentStatus,
): Record<string, unknown> {
  const api = repositoryUrl(world, repository);
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: presentUser(status.creator),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: api,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}

function deploymentOf(request: ApiRequest): Deployment {
  return found(request.repository.deployments.get(idOf(request, 'deployment_id')));
}
