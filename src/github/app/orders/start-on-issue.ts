import { renderUnreadableCase } from '../../../report/thread-notices.ts';
import type { Order } from '../../order.ts';
import type { Issue } from '../threads/read-issue.ts';
import type { TaskTools } from '../tools.ts';
import type { Admitted } from './admit.ts';
import { changedSinceAsked, issueReplay } from './issue-replay.ts';
import { placeOrder } from './place-order.ts';
import { resolveRef } from './resolve-ref.ts';
import type { StartRequest } from './start-request.ts';

/**
 * Replays the named cases, else the issue's, on the wanted commit, else on the deployed one.
 *
 * @param request.textDigest of the issue's text when it was asked for: no other text is approved
 * @returns why nothing was started, in Markdown
 */
export async function startOnIssue(
  { thread, id, at, reactTo, wanted, textDigest }: StartRequest & { textDigest: string },
  issue: Issue,
  { facts, config }: Admitted,
  tools: TaskTools,
): Promise<{ problem: string } | undefined> {
  const isOfIssue = wanted.cases.length === 0;
  const changed = isOfIssue ? changedSinceAsked(issue, textDigest) : undefined;
  if (changed !== undefined) return changed;
  const replay = isOfIssue ? issueReplay(issue, thread, config) : undefined;
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
    ...(wanted.at !== undefined && { at: new Date(wanted.at).toISOString() }),
    ...(reactTo !== undefined && { reactTo }),
  };
  await placeOrder({ thread, order, at, defaultBranch: facts.defaultBranch }, tools);
  return undefined;
}
