import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DispatchedRun } from '../stand-in/dispatch.ts';
import type { Patience } from './action-process.ts';
import type { Job } from './job.ts';
import { createJobLog } from './job-log.ts';
import { followProcesses } from './job-processes.ts';
import { type Machine, makeJobFolders } from './machine.ts';
import { createMasks } from './masks.ts';
import type { ResultsService } from './results-service.ts';
import { runSteps } from './run-steps.ts';
import type { Workflow } from './workflow.ts';

/** What a runner gives its jobs. */
export interface JobTools {
  readonly machine: Machine;
  readonly patience: Patience;
  /** `RUNNER_TOOL_CACHE` of jobs on self-hosted machines; others get an empty one. */
  readonly toolCache: string;
  /** By owner/repo, the folder that stands for an action's repository. */
  readonly actions: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  readonly results: ResultsService;
}

/** What is known of a job before it begins, and what can happen to it. */
export type JobSignals = Pick<
  Job,
  'masks' | 'log' | 'processes' | 'trackingId' | 'cancel' | 'lost'
> &
  Pick<Job, 'outputs' | 'summaries' | 'annotations' | 'exits'> & {
    /** What aborts {@link cancel} and {@link lost}. */
    readonly canceller: AbortController;
    readonly loser: AbortController;
  };

/** A job that has not begun. */
export function prepareJob(): JobSignals {
  const [canceller, loser] = [new AbortController(), new AbortController()];
  const trackingId = `github_${randomUUID()}`;
  const masks = createMasks();
  return {
    masks,
    trackingId,
    log: createJobLog(masks),
    processes: followProcesses(trackingId),
    ...{ canceller, cancel: canceller.signal, loser, lost: loser.signal },
    ...{ outputs: {}, summaries: [], annotations: [], exits: [] },
  };
}

/**
 * Runs the job of a workflow, and then what the runner does after it; returns the job's conclusion. Rejects with what
 * this runner can't do, and when the machine is lost.
 *
 * @param root a folder that does not exist yet, for everything of the job
 */
export async function runJob(
  run: DispatchedRun,
  workflow: Workflow,
  root: string,
  tools: JobTools,
  signals: JobSignals,
): Promise<Job['status']> {
  const client = tools.results.enter(run);
  const toolCache = workflow.isSelfHosted ? tools.toolCache : join(root, '_tool');
  const job: Job = {
    ...signals,
    ...tools,
    run,
    workflow,
    folders: await makeJobFolders(root, toolCache, run),
    token: run.createJobToken(workflow.permissions),
    results: { token: client.token, url: tools.results.url },
    status: 'success',
    environment: {},
    path: [],
  };
  for (const secret of [...Object.values(tools.secrets), job.token, client.token]) {
    job.masks.add(secret);
  }
  const timer = setTimeout(() => {
    const limit = `the maximum execution time of ${workflow.timeoutMinutes} minutes`;
    job.log.write(`##[error]The job has exceeded ${limit}.`);
    signals.canceller.abort();
  }, workflow.timeoutMinutes * 60_000);
  try {
    await runSteps(job);
    await endOrphans(job);
    return job.status;
  } finally {
    clearTimeout(timer);
    client.leave();
  }
}

/** After a job the runner ends the processes that have its variable, and no others. */
async function endOrphans({ processes, log }: Job): Promise<void> {
  log.write('Cleaning up orphan processes');
  for (const { pid, command } of await processes.orphans()) {
    log.write(`Terminate orphan process: pid (${pid}) (${command.split(' ')[0]})`);
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
