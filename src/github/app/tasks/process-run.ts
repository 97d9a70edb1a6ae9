import type { Outcome } from '../../outcome.ts';
import type { Thread } from '../../thread.ts';
import { findThreadComment } from '../../thread-comment.ts';
import { endDeployments } from '../runs/end-deployments.ts';
import { endReport } from '../runs/end-report.ts';
import { readOutcome } from '../runs/read-outcome.ts';
import { conclusionWithOutcome, conclusionWithoutOutcome } from '../runs/run-conclusion.ts';
import { readRun, type WorkflowRun } from '../runs/workflow-runs.ts';
import type { Task } from '../task.ts';
import { beginCheck, type Check, concludeCheck, findCheck } from '../threads/checks.ts';
import { ownLogins, type TaskTools } from '../tools.ts';

/** GitHub lists an artifact some seconds after it was uploaded: so often is it asked for, with this pause. */
const LOOKS = 3;
const LOOK_PAUSE_MS = 3000;

/**
 * Follows a run of the workflow: its check run begins and ends with it, and whatever it left without a final state
 * gets one. What the event says of the run is not believed but asked of GitHub.
 */
export async function processRun(
  task: Extract<Task, { kind: 'run' }>,
  tools: TaskTools,
): Promise<void> {
  const { owner, repo } = task;
  const thread = { owner, repo, number: task.thread };
  const run = await readRun(thread, task.run, tools);
  if (run?.title.thread !== task.thread || run.title.id !== task.order) {
    tools.log.warn({ run: task.run, order: task.order }, 'the run is none of this order');
    return;
  }
  const check = await checkOf(thread, run, tools);
  switch (task.phase) {
    case 'began':
      // Events arrive in any order: a check run that goes on or has ended is not set back.
      if (check?.status === 'queued') await beginCheck(thread, check, run, tools);
      return;
    case 'reported':
      // Of an issue, the Action has said everything.
      if (check === undefined || check.status === 'completed') return;
      await concludeIfReported(thread, { run, check }, tools);
      return;
    case 'ended':
      await end(thread, { run, check, conclusion: task.conclusion }, tools);
  }
}

async function checkOf(thread: Thread, run: WorkflowRun, tools: TaskTools) {
  const { head, id: order } = run.title;
  return head === undefined ? undefined : findCheck(thread, { head, order }, tools);
}

async function concludeIfReported(
  thread: Thread,
  { run, check }: { run: WorkflowRun; check: Check },
  tools: TaskTools,
): Promise<void> {
  const looks = (await isUnderWay(thread, run, tools)) ? 1 : LOOKS;
  const outcome = await awaitOutcome(thread, run, { looks }, tools);
  // The preview answers, but nothing is replayed yet.
  if (outcome === undefined) return;
  const conclusion = await conclusionWithOutcome(thread, { outcome, run, check }, tools);
  await concludeCheck(thread, check, conclusion, { ...tools, run });
}

/** Whether the comment says so: the report is in it before the deployment has the status that tells of the artifact. */
async function isUnderWay(thread: Thread, { title }: WorkflowRun, tools: TaskTools) {
  const comment = await findThreadComment(tools.client, thread, ownLogins(tools));
  return comment?.state.order === title.id && comment.state.phase === 'running';
}

/** The comment, the deployments and, last because it says that all is done, the check run. */
async function end(
  thread: Thread,
  ended: { run: WorkflowRun; check: Check | undefined; conclusion: string | undefined },
  tools: TaskTools,
): Promise<void> {
  const { run, check } = ended;
  const conclusion = run.conclusion ?? ended.conclusion ?? 'failure';
  const report = await endReport(thread, { ...run, conclusion }, tools);
  const outcome = await awaitOutcome(thread, run, { looks: LOOKS }, tools);
  const isFailure = outcome === undefined && conclusion !== 'cancelled';
  await endDeployments(thread, run, { state: isFailure ? 'error' : 'inactive' }, tools);
  if (check === undefined || check.status === 'completed') return;
  const output =
    outcome === undefined
      ? conclusionWithoutOutcome(conclusion, report)
      : await conclusionWithOutcome(thread, { outcome, run, check }, tools);
  await concludeCheck(thread, check, output, { ...tools, run });
}

async function awaitOutcome(
  thread: Thread,
  run: WorkflowRun,
  { looks }: { looks: number },
  tools: TaskTools,
): Promise<Outcome | undefined> {
  for (let look = 1; ; look++) {
    const outcome = await readOutcome(thread, { run: run.id, order: run.title.id }, tools);
    if (outcome !== undefined || look === looks) return outcome;
    await tools.wait(LOOK_PAUSE_MS);
  }
}
