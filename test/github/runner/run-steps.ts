import { readActionManifest } from './action-manifest.ts';
import { checkOut } from './checkout.ts';
import { conditionContexts } from './contexts.ts';
import { downloadAction } from './download-action.ts';
import { evaluateCondition } from './expression.ts';
import type { Job } from './job.ts';
import {
  type JobStep,
  runActionStage,
  type StepResult,
  stepEnvironment,
  stepInputs,
} from './step.ts';
import type { WorkflowStep } from './workflow.ts';

/** What is still to be done for a step when all others have run. */
interface PostStep {
  readonly condition: string;
  run(cancel: AbortSignal): Promise<StepResult>;
}

/**
 * Runs the steps of a job and then, in reverse order, the post steps of those that began. The job's status says how it
 * went: https://github.com/actions/runner/blob/main/src/Runner.Worker/StepsRunner.cs
 */
export async function runSteps(job: Job): Promise<void> {
  const posts: PostStep[] = [];
  for (const step of describeSteps(job.workflow.steps)) {
    const { if: condition } = step.step;
    const text = condition === undefined ? undefined : String(condition);
    await runIf(job, text, step.step, (cancel) => runMain(job, step, posts, cancel));
  }
  for (const post of posts.reverse()) await runIf(job, post.condition, undefined, post.run);
}

/** Runs something if its condition holds. A cancel reaches it unless the condition still holds then. */
async function runIf(
  job: Job,
  condition: string | undefined,
  step: WorkflowStep | undefined,
  run: (cancel: AbortSignal) => Promise<StepResult>,
): Promise<void> {
  job.lost.throwIfAborted();
  const holds = () => {
    const env = step === undefined ? {} : stepEnvironment(job, step);
    return evaluateCondition(condition, {
      contexts: conditionContexts(job, env),
      status: job.status,
    });
  };
  const cancel = new AbortController();
  const onCancel = () => {
    job.status = 'cancelled';
    if (!holds()) cancel.abort();
  };
  if (job.cancel.aborted) job.status = 'cancelled';
  if (!holds()) return;
  job.cancel.addEventListener('abort', onCancel, { once: true });
  try {
    const result = await run(cancel.signal);
    if (result === 'failure' && job.status === 'success') job.status = 'failure';
  } finally {
    job.cancel.removeEventListener('abort', onCancel);
  }
}

async function runMain(
  job: Job,
  step: JobStep,
  posts: PostStep[],
  cancel: AbortSignal,
): Promise<StepResult> {
  if (step.repository === 'actions/checkout' && step.path === '') {
    const post = await checkOut(job, step.ref, stepInputs(job, step.step));
    if (post === undefined) return 'failure';
    posts.push({ condition: 'always()', run: async () => post().then(() => 'success') });
    return 'success';
  }
  const manifest = await readActionManifest(await downloadAction(job, step));
  const record = { outputs: {}, state: {}, hasFailedCommand: false };
  if (manifest.post !== undefined) {
    posts.push({
      condition: manifest.postIf,
      run: (signal) =>
        runActionStage({
          job,
          step,
          manifest,
          stage: 'post',
          cancel: signal,
          record: { ...record, outputs: {} },
        }),
    });
  }
  job.outputs[step.action] = record.outputs;
  return runActionStage({ job, step, manifest, stage: 'main', record, cancel });
}

function describeSteps(steps: readonly WorkflowStep[]): JobStep[] {
  const names = new Set<string>();
  return steps.map((step) => {
    const [, owner, repo, path = '', ref] =
      /^([\w.-]+)\/([\w.-]+)(?:\/([\w./-]+))?@(\S+)$/.exec(step.uses) ?? [];
    if (owner === undefined || repo === undefined || ref === undefined) {
      throw new Error(`this runner doesn't know what "uses: ${step.uses}" means`);
    }
    const action = step.id ?? unusedName(`__${owner}_${repo}`, names);
    return { step, action, repository: `${owner}/${repo}`, path, ref };
  });
}

/** What GitHub calls a step without an id: `__owner_repo`, then `__owner_repo_2`. */
function unusedName(name: string, names: Set<string>): string {
  let unused = name;
  for (let count = 2; names.has(unused); count += 1) unused = `${name}_${count}`;
  names.add(unused);
  return unused;
}
