import { renderUnreadableCase } from '../../../report/thread-notices.ts';
import type { Order } from '../../order.ts';
import type { TaskTools } from '../tools.ts';
import type { Admitted } from './admit.ts';
import { issueReplay } from './issue-replay.ts';
import { placeOrder } from './place-order.ts';
import type { Issue } from './read-issue.ts';
import { resolveRef } from './resolve-ref.ts';
import type { StartRequest } from './start-request.ts';

/**
 * Replays the named cases, else the issue's, on the wanted commit, else on the deployed one.
 *
 * @returns why nothing was started, in Markdown
 */
export async function startOnIssue(
  { thread, id, at, reactTo, wanted }: StartRequest,
  issue: Issue,
  { facts, config }: Admitted,
  tools: TaskTools,
): Promise<{ problem: string } | undefined> {
  const replay = wanted.cases.length > 0 ? undefined : issueReplay(issue, thread, config);
  if (replay !== undefined && 'missing' in replay) {
    return { problem: renderUnreadableCase(replay.missing) };
  }
  const head = wanted.ref && (await resolveRef(tools.client, thread, wanted.ref));
  if (head && 'problem' in head) return head;
  const order: Order = {
    id,
    thread: thread.number,
    ...(head && { head: head.commit }),
    cases: [...wanted.cases],
    ...(replay !== undefined && { issue: replay }),
    ...(wanted.trials !== undefined && { trials: wanted.trials }),
    ...(reactTo !== undefined && { reactTo }),
  };
  await placeOrder({ thread, order, at, defaultBranch: facts.defaultBranch }, tools);
  return undefined;
}
