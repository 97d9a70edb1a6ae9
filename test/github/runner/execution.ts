import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DispatchedRun, RunConclusion } from '../stand-in/dispatch.ts';
import type { ConcurrencyGroups } from './concurrency.ts';
import { githubContext } from './contexts.ts';
import { evaluateText } from './expression.ts';
import type { Annotation, ProcessExit } from './job.ts';
import type { JobProcess } from './job-processes.ts';
import { type JobTools, prepareJob, runJob } from './run-job.ts';
import { parseWorkflow, type Workflow } from './workflow.ts';

/** What a run came to. */
export interface RunOutcome {
  readonly conclusion: RunConclusion;
  readonly log: string;
  /** By step id or `GITHUB_ACTION`, then by name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Of all steps, one after the other. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly exits: readonly ProcessExit[];
}

/** One dispatched run on a machine of its own. */
export interface Execution {
  readonly run: DispatchedRun;
  /** Resolves when the run is completed. Rejects with what this runner can't do. */
  readonly outcome: Promise<RunOutcome>;
  /** The job's log so far. */
  log(): string;
  /** Everything that the job has started and that still runs, long after its end too. */
  remaining(): Promise<JobProcess[]>;
  /**
   * The machine is lost: all its processes are gone at once, and nothing runs any more. GitHub knows nothing of it:
   * the run stays in progress until {@link giveUp}.
   */
  kill(): Promise<void>;
  /** GitHub has heard nothing for too long, and ends the run of a machine that was lost. */
  giveUp(conclusion: RunConclusion): void;
  /** Ends what still runs. */
  close(): Promise<void>;
}

/** Executes a run: waits for its concurrency groups, runs its job, and tells GitHub the conclusion. */
export function execute(
  run: DispatchedRun,
  root: string,
  tools: JobTools,
  groups: ConcurrencyGroups,
): Execution {
  const job = prepareJob();
  const member = { cancel: () => job.canceller.abort() };
  const givenUp = Promise.withResolvers<RunConclusion>();
  run.onCancel(member.cancel);

  const conclude = async (): Promise<RunConclusion> => {
    const workflow = parseWorkflow(await readWorkflowFile(run), run.workflowPath);
    for (const { name, cancelInProgress } of groupsOf(run, workflow, tools.variables)) {
      await Promise.race([groups.enter(name, cancelInProgress, member), aborted(job.cancel)]);
      if (job.cancel.aborted) return 'cancelled';
    }
    run.begin();
    try {
      return await runJob(run, workflow, root, tools, job);
    } catch (error) {
      if (!job.lost.aborted) throw error;
      return givenUp.promise;
    }
  };
  const outcome = conclude()
    .then((conclusion): RunOutcome => {
      run.complete(conclusion);
      const { outputs, summaries, annotations, exits } = job;
      const summary = summaries.join('\n');
      return { conclusion, log: job.log.text(), outputs, summary, annotations, exits };
    })
    .finally(() => {
      groups.leave(member);
      job.processes.close();
    });
  // Whoever wants to know of it awaits the outcome; the process must not end of it.
  outcome.catch(() => {});

  return {
    run,
    outcome,
    log: job.log.text,
    remaining: job.processes.remaining,
    async kill() {
      job.loser.abort();
      await job.processes.killAll();
    },
    giveUp(conclusion) {
      if (!job.lost.aborted) throw new Error('GitHub gives up only machines that are lost');
      givenUp.resolve(conclusion);
    },
    async close() {
      job.loser.abort();
      job.canceller.abort();
      givenUp.resolve('cancelled');
      await job.processes.killAll();
      await outcome.catch(() => {});
    },
  };
}

/** The workflow's file as it was when the run was dispatched. */
async function readWorkflowFile({ repository, headSha, workflowPath }: DispatchedRun) {
  const args = ['-C', repository.gitDirectory, 'show', `${headSha}:${workflowPath}`];
  const { stdout } = await promisify(execFile)('git', args);
  return stdout;
}

function groupsOf(
  run: DispatchedRun,
  workflow: Workflow,
  variables: Readonly<Record<string, string>>,
): { name: string; cancelInProgress: boolean }[] {
  const contexts = { github: githubContext(run, workflow), inputs: run.inputs, vars: variables };
  return workflow.concurrency.map(({ group, cancelInProgress }) => ({
    name: evaluateText(group, { contexts }),
    cancelInProgress,
  }));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
