import { zipSync } from 'fflate';
import type { DispatchedRun, RunConclusion } from './dispatch.ts';
import { presentRun, presentWorkflow } from './present-run.ts';
import { presentRepository } from './repositories.ts';
import { type RepositoryState, timestamp, type WorkflowRun } from './state.ts';
import { pages, presentUser } from './users.ts';
import { jobIdentity, type World } from './world.ts';

/** Makes a queued run, announces it, and gives it to whoever executes runs. */
export function startRun(
  world: World,
  repository: RepositoryState,
  content: Pick<
    WorkflowRun,
    'workflow' | 'title' | 'branch' | 'headCommit' | 'actor' | 'inputs'
  > & {
    readonly ref: string;
  },
): WorkflowRun {
  const now = timestamp();
  const siblings = [...repository.runs.values()].filter(
    ({ workflow }) => workflow === content.workflow,
  );
  const { ref, ...facts } = content;
  const run: WorkflowRun = {
    ...facts,
    id: world.nextId(),
    number: siblings.length + 1,
    createdAt: now,
    createdMs: Date.now(),
    updatedAt: now,
    status: 'queued',
    conclusion: null,
    cancelRequested: false,
    onCancel: [],
    tokens: [],
    get dispatched() {
      return dispatched;
    },
  };
  const dispatched = runnersView(world, repository, run, ref);
  repository.runs.set(run.id, run);
  announceRun(world, repository, run, 'requested');
  const { runHandler } = world;
  if (runHandler !== undefined) {
    world.later(async () => {
      try {
        await runHandler(dispatched);
      } catch (error) {
        completeRun(world, repository, run, 'startup_failure');
        throw error;
      }
    });
  }
  return run;
}

/** Asks for the end of a run; where nobody executes it, it ends at once. */
export function cancelRun(world: World, repository: RepositoryState, run: WorkflowRun): void {
  if (run.cancelRequested) return;
  run.cancelRequested = true;
  if (run.onCancel.length === 0) completeRun(world, repository, run, 'cancelled');
  for (const callback of run.onCancel) world.later(callback);
}

function completeRun(
  world: World,
  repository: RepositoryState,
  run: WorkflowRun,
  conclusion: RunConclusion,
): void {
  if (run.status === 'completed') return;
  Object.assign(run, { status: 'completed', conclusion, updatedAt: timestamp() });
  for (const token of run.tokens) world.credentials.revoke(token);
  announceRun(world, repository, run, 'completed');
}

function runnersView(
  world: World,
  repository: RepositoryState,
  run: WorkflowRun,
  ref: string,
): DispatchedRun {
  const { id, owner, repo, defaultBranch, gitDirectory } = repository;
  const addArtifactZip = (name: string, zip: Uint8Array) => {
    const ofRun = [...repository.artifacts.values()].filter((artifact) => artifact.run === run.id);
    if (ofRun.some((artifact) => artifact.name === name)) {
      throw new Error(`run ${run.id} has an artifact ${name} already`);
    }
    const artifact = { id: world.nextId(), run: run.id, name, zip, createdAt: timestamp() };
    repository.artifacts.set(artifact.id, { ...artifact, expired: false });
  };
  return {
    id: run.id,
    runNumber: run.number,
    title: run.title,
    repository: { id, owner, repo, private: repository.private, defaultBranch, gitDirectory },
    workflowPath: run.workflow.path,
    ref,
    headSha: run.headCommit.sha,
    inputs: run.inputs,
    actor: run.actor.login,
    event: {
      inputs: run.inputs,
      ref,
      workflow: run.workflow.path,
      repository: presentRepository(world, repository),
      sender: presentUser(run.actor),
    },
    apiUrl: world.apiUrl,
    serverUrl: pages,
    get isCancelled() {
      return run.cancelRequested;
    },
    get isCompleted() {
      return run.status === 'completed';
    },
    begin() {
      if (run.status !== 'queued') return;
      Object.assign(run, { status: 'in_progress', updatedAt: timestamp() });
      announceRun(world, repository, run, 'in_progress');
    },
    complete: (conclusion) => completeRun(world, repository, run, conclusion),
    onCancel(callback) {
      run.onCancel.push(callback);
      if (run.cancelRequested) world.later(callback);
    },
    addArtifact: (name, files) => addArtifactZip(name, zipSync({ ...files })),
    addArtifactZip,
    createJobToken(permissions) {
      const identity = jobIdentity(world, repository, permissions);
      const token = world.credentials.issue('ghs', identity);
      run.tokens.push(token);
      return token;
    },
  };
}

function announceRun(
  world: World,
  repository: RepositoryState,
  run: WorkflowRun,
  action: 'requested' | 'in_progress' | 'completed',
): void {
  world.webhooks.announce('workflow_run', {
    repository,
    sender: run.actor,
    payload: {
      action,
      workflow_run: presentRun(world, repository, run),
      workflow: presentWorkflow(world, repository, run.workflow),
    },
  });
}
