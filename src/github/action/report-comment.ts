import type { GitHubClient } from '../client.ts';
import { formatThread, type Thread } from '../thread.ts';
import {
  createThreadComment,
  findThreadComment,
  readThreadComment,
  updateThreadComment,
} from '../thread-comment.ts';
import type { ThreadState } from '../thread-state.ts';
import type { ActionRequest } from './action-request.ts';

/** Whose comments the token of a job writes. */
const ownLogin = 'github-actions[bot]';

/** The thread's comment, as this run may edit it. */
export interface ReportComment {
  readonly id: number;
  /**
   * Replaces the body and says how far the run is. Does nothing, and calls `onSuperseded`, once the comment belongs
   * to another order, or somebody has ended this one; nothing either when the comment is gone.
   */
  publish(report: { body: string; phase: ThreadState['phase'] }): Promise<void>;
  /** Says below a report that the preview, which was held after it, is gone; and why, in a sentence. */
  addEnd(reason?: string): Promise<void>;
}

/**
 * Takes the comment that the App wrote for this order, if it is one: of this thread, by a bot, with our marker.
 * Otherwise the thread's own of earlier runs, or a new one.
 *
 * @param options.run number of the workflow run.
 * @param options.onSuperseded called at most once; a newer order has the thread now.
 */
export async function openReportComment(
  client: GitHubClient,
  thread: Thread,
  request: ActionRequest,
  options: { run: number; onSuperseded: () => void },
): Promise<ReportComment> {
  const { run } = options;
  const firstBody = `The investigation for ${formatThread(thread)} begins.\n`;
  let isOver = false;
  let isFirst = true;
  const supersede = () => {
    if (!isOver) options.onSuperseded();
    isOver = true;
  };

  const id = (await comesFromApp()) ? (request.comment as number) : await takeOwn();
  return { id, publish, addEnd };

  async function comesFromApp(): Promise<boolean> {
    if (request.comment === undefined) return false;
    const comment = await readThreadComment(client, thread, request.comment);
    if (comment === undefined) return false;
    if (comment.thread !== thread.number || comment.author.type !== 'Bot') return false;
    const { state } = comment;
    if (state.order === request.id) return true;
    if (state.handled.includes(request.id)) supersede();
    // An edit of the older run crossed the App's, and put the older order back. That run is over now.
    else
      await updateThreadComment(
        client,
        thread,
        comment.id,
        { ...firstState(state), orderedAt: state.orderedAt },
        firstBody,
      );
    return true;
  }
  async function takeOwn(): Promise<number> {
    const found = await findThreadComment(client, thread, [ownLogin]);
    const state = firstState(found?.state);
    if (found === undefined) return create(state, firstBody);
    await updateThreadComment(client, thread, found.id, state, firstBody);
    return found.id;
  }
  function firstState(before: ThreadState | undefined): ThreadState {
    const handled = before?.handled.filter((order) => order !== request.id) ?? [];
    const { reactTo } = request;
    return {
      order: request.id,
      orderedAt: new Date().toISOString(),
      phase: 'running',
      run,
      ...(reactTo !== undefined && { reactTo }),
      handled: [...handled, request.id],
    };
  }
  async function create(state: ThreadState, body: string): Promise<number> {
    try {
      return await createThreadComment(client, thread, state, body);
    } catch {
      // The answer alone may have been lost.
      const made = await findThreadComment(client, thread, [ownLogin]);
      return made?.id ?? createThreadComment(client, thread, state, body);
    }
  }
  async function publish({ body, phase }: { body: string; phase: ThreadState['phase'] }) {
    const current = await ours();
    if (current === undefined) return;
    isFirst = false;
    await updateThreadComment(client, thread, id, { ...current.state, phase, run }, body);
  }
  async function addEnd(reason?: string) {
    const current = await ours();
    if (current === undefined) return;
    const end = ['The preview has ended.', ...(reason === undefined ? [] : [reason])].join(' ');
    const body = `${current.body.trimEnd()}\n\n${end}\n`;
    await updateThreadComment(client, thread, id, { ...current.state, phase: 'ended' }, body);
  }
  async function ours() {
    if (isOver) return undefined;
    const current = await readThreadComment(client, thread, id);
    // Of a run that is started again, the comment says that it has ended.
    const isEnded = current?.state.phase === 'ended' && !isFirst;
    if (current?.state.order === request.id && !isEnded) return current;
    if (current !== undefined) supersede();
    return undefined;
  }
}
