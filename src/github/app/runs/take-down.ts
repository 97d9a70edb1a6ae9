import { renderTakenDown, type TakeDownReason } from '../../../report/thread-notices.ts';
import type { Thread } from '../../thread.ts';
import { findThreadComment, updateThreadComment } from '../../thread-comment.ts';
import type { ThreadState } from '../../thread-state.ts';
import { ownLogins, type TaskTools } from '../tools.ts';
import { activeRuns, awaitRun, cancelRun, readRun } from './workflow-runs.ts';

/** A run that was cancelled cleans up in its last step: so often is it asked for, with this pause. */
const LOOKS = 20;
const LOOK_PAUSE_MS = 3000;

/**
 * Ends what runs for a thread, waits up to a minute until it has ended, and says so in the thread's comment. Does
 * nothing if the thread has an order that was given later.
 *
 * @param end.at when it was asked for, by GitHub's clock
 * @returns `nothing` if there was nothing to end or to say; `newer` if a later order has the thread
 */
export async function takeDown(
  thread: Thread,
  { reason, at }: { reason: TakeDownReason; at: string },
  tools: TaskTools,
): Promise<'done' | 'nothing' | 'newer'> {
  const find = () => findThreadComment(tools.client, thread, ownLogins(tools));
  const before = await find();
  if (before !== undefined && Date.parse(before.state.orderedAt) > Date.parse(at)) return 'newer';

  const runs = await endRuns(thread, before?.state, tools);
  // Read again: a run that is cancelled still writes its own last words.
  const comment = before && (await find());
  if (comment === undefined) return runs === 'none' ? 'nothing' : 'done';
  if (comment.state.order !== before?.state.order) return 'newer';
  // It is not true yet; the run's end will be said when it comes.
  if (runs === 'ending') return 'done';
  if (comment.state.phase === 'ended' && runs === 'none') {
    return comment.state.orderedAt === at ? 'done' : 'nothing';
  }
  // An order that was given before this moment and arrives later must not start.
  const state: ThreadState = { ...comment.state, phase: 'ended', orderedAt: at };
  const body = renderTakenDown(comment.body, reason);
  await updateThreadComment(tools.client, thread, comment.id, state, body);
  return 'done';
}

/** Cancels the thread's runs and waits for their end; `ending` if that takes too long. */
async function endRuns(
  thread: Thread,
  state: ThreadState | undefined,
  tools: TaskTools,
): Promise<'none' | 'ended' | 'ending'> {
  const runs = await activeRuns(thread, tools);
  if (runs.length === 0 && state?.phase === 'queued') {
    const run = await awaitRun(thread, { id: state.order, orderedAt: state.orderedAt }, tools);
    if (run?.isOver === false) runs.push(run);
  }
  if (runs.length === 0) return 'none';
  for (const { id } of runs) await cancelRun(thread, id, tools);
  const open = new Set(runs.map(({ id }) => id));
  for (let look = 0; look < LOOKS; look++) {
    await tools.wait(LOOK_PAUSE_MS);
    for (const id of open) {
      if ((await readRun(thread, id, tools))?.isOver !== false) open.delete(id);
    }
    if (open.size === 0) return 'ended';
  }
  tools.log.warn({ runs: [...open] }, 'cancelled runs have not ended yet');
  return 'ending';
}
