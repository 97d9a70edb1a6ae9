import { webLink } from '../../../report/markdown/web-link.ts';
import type { Thread } from '../../thread.ts';
import { findThreadComment } from '../../thread-comment.ts';
import type { ThreadState } from '../../thread-state.ts';
import { ownLogins, type TaskTools } from '../tools.ts';
import { findRun, readRun, type WorkflowRun } from './workflow-runs.ts';

/** What is known of the newest order of a thread and its run, in Markdown. */
export async function describeStatus(thread: Thread, tools: TaskTools): Promise<string> {
  const comment = await findThreadComment(tools.client, thread, ownLogins(tools));
  if (comment === undefined) {
    return 'Nothing was asked for on this thread yet. `/branch-prod` starts an investigation.';
  }
  const { state } = comment;
  const run =
    state.run === undefined
      ? await findRun(thread, { id: state.order, orderedAt: state.orderedAt }, tools)
      : await readRun(thread, state.run, tools);
  return [
    `The newest request of this thread ${phases[state.phase]}.`,
    `- ${run === undefined ? 'GitHub lists no run for it.' : describeRun(run)}`,
    `- [The report](#issuecomment-${comment.id})`,
  ].join('\n');
}

const phases: Readonly<Record<ThreadState['phase'], string>> = {
  queued: 'waits for a runner',
  running: 'is running',
  finished: 'has a verdict',
  failed: 'ended without a verdict',
  ended: 'has ended, and nothing of it is left',
};

/** GitHub's own words for states and conclusions are single words in small letters. */
function describeRun({ url, isOver, conclusion = 'unknown' }: WorkflowRun): string {
  const link = webLink('Its run', url) ?? 'Its run';
  return isOver
    ? `${link} has ended: \`${conclusion.replace(/\W/g, '')}\``
    : `${link} has not ended`;
}
