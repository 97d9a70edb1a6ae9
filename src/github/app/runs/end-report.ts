import { renderLost } from '../../../report/thread-notices.ts';
import { react } from '../../reactions.ts';
import type { Thread } from '../../thread.ts';
import { findThreadComment, updateThreadComment } from '../../thread-comment.ts';
import { ownLogins, type TaskTools } from '../tools.ts';
import type { WorkflowRun } from './workflow-runs.ts';

/** Whose the thread's comment is: the run's, or that of a `newer` order. */
export type ReportOwner = 'run' | 'newer';

/**
 * Gives the thread's comment a final state if a run that has ended left it without one: the runner died, or was
 * cancelled before its first step. The comment of a newer order is left alone.
 */
export async function endReport(
  thread: Thread,
  run: Pick<WorkflowRun, 'id' | 'title' | 'url'> & { conclusion: string },
  tools: TaskTools,
): Promise<ReportOwner> {
  const { client, log } = tools;
  const comment = await findThreadComment(client, thread, ownLogins(tools));
  if (comment === undefined) return 'run';
  const { state } = comment;
  if (state.order !== run.title.id) return 'newer';
  if (state.phase !== 'queued' && state.phase !== 'running') return 'run';
  log.warn({ run: run.id, order: state.order }, 'the run ended without a final report');
  // First, since the final state is what keeps this from being done again.
  await react(client, thread, state.reactTo, 'confused');
  const body = renderLost({ conclusion: run.conclusion, runUrl: run.url });
  const final = { ...state, phase: 'failed' as const, run: run.id };
  await updateThreadComment(client, thread, comment.id, final, body);
  return 'run';
}
