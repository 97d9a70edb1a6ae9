import { join } from 'node:path';
import type { ActionManifest } from './action-manifest.ts';
import { runActionProcess } from './action-process.ts';
import { makeCommandFiles, readCommandFiles } from './command-files.ts';
import { stepContexts } from './contexts.ts';
import { actionEnvironment } from './environment.ts';
import { evaluateText } from './expression.ts';
import type { Job } from './job.ts';
import { createStepOutput, type StepRecord } from './step-output.ts';
import { toTexts, type WorkflowStep } from './workflow.ts';

/** A step of a job, ready to run. */
export interface JobStep {
  readonly step: WorkflowStep;
  /** Its id, or what `GITHUB_ACTION` says of a step without one. */
  readonly action: string;
  /** Of `uses:`. */
  readonly repository: string;
  readonly path: string;
  readonly ref: string;
}

/** How a step ended. */
export type StepResult = 'success' | 'failure' | 'cancelled';

/** `env` of workflow, job and step: what the step's own expressions and its process see. */
export function stepEnvironment(job: Job, step: WorkflowStep): Record<string, string> {
  const outer = { ...evaluated(job, job.workflow.env, {}), ...job.environment };
  return { ...outer, ...evaluated(job, toTexts(step.env), outer) };
}

/** The `with:` of a step, evaluated. */
export function stepInputs(job: Job, step: WorkflowStep): Record<string, string> {
  return evaluated(job, toTexts(step.with), stepEnvironment(job, step));
}

/** Runs the main or the post process of a JavaScript action. */
export async function runActionStage({
  job,
  step,
  manifest,
  stage,
  record,
  cancel,
}: {
  job: Job;
  step: JobStep;
  manifest: ActionManifest;
  stage: 'main' | 'post';
  record: StepRecord;
  cancel: AbortSignal;
}): Promise<StepResult> {
  const env = stepEnvironment(job, step.step);
  const inputs = allInputs(job, step, manifest);
  const files = await makeCommandFiles(job);
  record.hasFailedCommand = false;
  describe(job, step, stage, inputs, env);
  const code = await runActionProcess({
    file: job.machine.node,
    args: [join(manifest.directory, (stage === 'main' ? manifest.main : manifest.post) ?? '')],
    cwd: job.folders.workspace,
    env: actionEnvironment(job, { ...step, env, inputs, state: record.state, files }),
    cancel,
    patience: job.patience,
    onStart: (pid) => job.processes.add(pid),
    onLine: createStepOutput(job, record),
  });
  job.lost.throwIfAborted();
  job.exits.push({ step: step.action, stage, code });
  await readCommandFiles(files, job, record);
  if (cancel.aborted) {
    job.log.write('##[error]The operation was canceled.');
    return 'cancelled';
  }
  return code === 0 && !record.hasFailedCommand ? 'success' : 'failure';
}

/** What the step says, and the defaults of what it doesn't; names are compared without regard to case. */
function allInputs(job: Job, { step }: JobStep, manifest: ActionManifest): Record<string, string> {
  const said = stepInputs(job, step);
  const lower = (names: string[]) => new Set(names.map((name) => name.toLowerCase()));
  const isDeclared = lower(Object.keys(manifest.inputs));
  const unexpected = Object.keys(said).filter((name) => !isDeclared.has(name.toLowerCase()));
  if (unexpected.length > 0) {
    const valid = Object.keys(manifest.inputs).join("', '");
    job.log.write(
      `##[warning]Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid}']`,
    );
  }
  const isSaid = lower(Object.keys(said));
  const defaults = Object.entries(manifest.inputs).filter(
    ([name]) => !isSaid.has(name.toLowerCase()),
  );
  return { ...said, ...evaluated(job, Object.fromEntries(defaults), {}) };
}

function evaluated(
  job: Job,
  values: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const scope = { contexts: stepContexts(job, env) };
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, evaluateText(value, scope)]));
}

/** The runner shows inputs and environment of every step in the log. */
function describe(
  { log }: Job,
  { repository, path, ref }: JobStep,
  stage: 'main' | 'post',
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): void {
  if (stage === 'post') {
    log.write('Post job cleanup.');
    return;
  }
  log.write(`##[group]Run ${[repository, path].filter(Boolean).join('/')}@${ref}`);
  const list = (title: string, values: Readonly<Record<string, string>>) => {
    const shown = Object.entries(values).filter(([, value]) => value !== '');
    if (shown.length > 0) log.write(title);
    // Line by line, as in a file: each line is masked for itself.
    for (const [name, value] of shown) `  ${name}: ${value}`.split('\n').forEach(log.write);
  };
  list('with:', inputs);
  list('env:', env);
  log.write('##[endgroup]');
}
