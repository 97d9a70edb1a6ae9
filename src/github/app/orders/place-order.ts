import { renderQueued } from '../../../report/thread-notices.ts';
import type { Order } from '../../order.ts';
import { react } from '../../reactions.ts';
import type { Thread } from '../../thread.ts';
import {
  createThreadComment,
  findThreadComment,
  type ThreadComment,
  updateThreadComment,
} from '../../thread-comment.ts';
import type { ThreadState } from '../../thread-state.ts';
import { awaitRun } from '../runs/workflow-runs.ts';
import { ownLogins, type TaskTools } from '../tools.ts';
import { dispatch } from './dispatch.ts';

/** One order for one thread, and when it was given, by GitHub's clock. */
export interface Placement {
  readonly thread: Thread;
  /** Without its comment, which is found or made here. */
  readonly order: Order;
  readonly at: string;
  readonly defaultBranch: string;
}

/**
 * What became of an order: `started`: its run has been asked for, now or earlier; `superseded`: the thread has a newer
 * one; `ended`: it was taken down; `problem`: it can't be started, and the thread says the same.
 */
export type Placed = 'started' | 'superseded' | 'ended' | { readonly problem: string };

/**
 * Writes an order into the thread's comment, then starts its run. Repeated at any point, it goes on where it stopped,
 * and the order gets one run.
 */
export async function placeOrder(placement: Placement, tools: TaskTools): Promise<Placed> {
  const { thread, order, at } = placement;
  const comment = await findThreadComment(tools.client, thread, ownLogins(tools));
  if (comment?.state.handled.includes(order.id)) return resume(placement, comment, tools);
  if (comment !== undefined && isNewer(comment.state, { at, reactTo: order.reactTo })) {
    // The report is the newer order's; whoever commented later sees it at the comment.
    if (order.reactTo !== undefined) {
      await react(tools.client, thread, order.reactTo, 'confused');
    }
    return 'superseded';
  }
  const replaced = tools.takeOver(at);
  const state: ThreadState = {
    order: order.id,
    orderedAt: at,
    phase: 'queued',
    ...(order.reactTo !== undefined && { reactTo: order.reactTo }),
    handled: [...(comment?.state.handled ?? []), ...replaced, order.id],
  };
  const body = renderQueued({ replaced: replaced.length });
  const id = await writeComment(thread, comment?.id, { state, body }, tools);
  return start(placement, { id, state }, tools);
}

/** GitHub's clock has seconds; of two comments in the same one, the later has the greater id. */
function isNewer(
  state: ThreadState,
  { at, reactTo = Number.POSITIVE_INFINITY }: { at: string; reactTo: number | undefined },
): boolean {
  const difference = Date.parse(state.orderedAt) - Date.parse(at);
  return difference > 0 || (difference === 0 && (state.reactTo ?? 0) > reactTo);
}

/** The order is in the comment: whether its run was asked for is what GitHub's list of runs says. */
async function resume(
  placement: Placement,
  { id, state }: ThreadComment,
  tools: TaskTools,
): Promise<Placed> {
  const { order, thread } = placement;
  if (state.order !== order.id) return 'superseded';
  tools.takeOver(state.orderedAt);
  if (state.phase === 'ended') return 'ended';
  if (state.phase !== 'queued') return 'started';
  const { orderedAt } = state;
  if ((await awaitRun(thread, { id: order.id, orderedAt }, tools)) !== undefined) return 'started';
  tools.log.warn({ order: order.id }, 'the order has no run: dispatched once more');
  return start(placement, { id, state }, tools);
}

async function start(
  { thread, order, defaultBranch }: Placement,
  { id, state }: { id: number; state: ThreadState },
  tools: TaskTools,
): Promise<Placed> {
  const dispatched = await dispatch(
    thread,
    { order: { ...order, comment: id }, defaultBranch },
    tools,
  );
  if (!('problem' in dispatched)) return 'started';
  const body = `**Not started.** ${dispatched.problem}`;
  await react(tools.client, thread, order.reactTo, 'confused');
  await updateThreadComment(tools.client, thread, id, { ...state, phase: 'ended' }, body);
  return dispatched;
}

async function writeComment(
  thread: Thread,
  id: number | undefined,
  { state, body }: { state: ThreadState; body: string },
  { client }: TaskTools,
): Promise<number> {
  if (id === undefined) return createThreadComment(client, thread, state, body);
  await updateThreadComment(client, thread, id, state, body);
  return id;
}
