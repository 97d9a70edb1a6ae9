import { renderUnreadableCase } from '../../../report/thread-notices.ts';
import type { Issue } from '../threads/read-issue.ts';
import type { TaskTools } from '../tools.ts';
import type { Admitted } from './admit.ts';
import { changedSinceAsked, issueReplay } from './issue-replay.ts';
import { orderFor } from './order-for.ts';
import { placeOrder } from './place-order.ts';
import type { StartRequest } from './start-request.ts';

/**
 * Replays the named cases, else the issue's, on the wanted commit, else on the deployed one.
 *
 * @param request.textDigest of the issue's text when it was asked for: no other text is approved
 * @returns why nothing was started, in Markdown
 */
export async function startOnIssue(
  { textDigest, ...request }: StartRequest & { textDigest: string },
  issue: Issue,
  { facts, config }: Admitted,
  tools: TaskTools,
): Promise<{ problem: string } | undefined> {
  const { thread, at, wanted } = request;
  const isOfIssue = wanted.cases.length === 0;
  const changed = isOfIssue ? changedSinceAsked(issue, textDigest) : undefined;
  if (changed !== undefined) return changed;
  const replay = isOfIssue ? issueReplay(issue, thread, config) : undefined;
  if (replay !== undefined && 'missing' in replay) {
    return { problem: renderUnreadableCase(replay.missing) };
  }
  const asked = await orderFor(request, tools);
  if ('problem' in asked) return asked;
  const order = { ...asked, ...(replay !== undefined && { issue: replay }) };
  await placeOrder({ thread, order, at, defaultBranch: facts.defaultBranch }, tools);
  return undefined;
}
