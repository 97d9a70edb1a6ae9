import type { Order } from '../../order.ts';
import { wasClosedAfter } from '../threads/read-issue.ts';
import { changedFiles, readPull } from '../threads/read-pull.ts';
import type { TaskTools } from '../tools.ts';
import type { Admitted } from './admit.ts';
import { forkHelp } from './fork-help.ts';
import { fixedIssueReplay } from './issue-replay.ts';
import { configNotes, placePullOrder } from './pull-order.ts';
import { resolveRef } from './resolve-ref.ts';
import type { StartRequest } from './start-request.ts';

/**
 * Replays on a pull request: the named cases, else that of the issue it fixes, else the committed ones.
 *
 * @returns why nothing was started, in Markdown
 */
export async function startOnPull(
  { thread, id, at, reactTo, wanted }: StartRequest,
  { facts, config }: Admitted,
  tools: TaskTools,
): Promise<{ problem: string } | undefined> {
  const { client } = tools;
  const pull = await readPull(client, thread);
  if (pull === undefined || wasClosedAfter(pull, at)) return undefined;
  if (pull.isFork) return { problem: forkHelp };
  const head =
    wanted.ref === undefined
      ? { commit: pull.head }
      : await resolveRef(client, thread, wanted.ref, { pull: pull.number });
  if ('problem' in head) return head;
  const { issue, notes } =
    wanted.cases.length > 0
      ? { issue: undefined, notes: [] }
      : await fixedIssueReplay(pull, thread, { config, client });
  const order: Order = {
    id,
    thread: thread.number,
    head: head.commit,
    base: pull.base,
    cases: [...wanted.cases],
    ...(issue !== undefined && { issue }),
    ...(wanted.trials !== undefined && { trials: wanted.trials }),
    ...(wanted.at !== undefined && { at: new Date(wanted.at).toISOString() }),
    ...(reactTo !== undefined && { reactTo }),
  };
  const { defaultBranch } = facts;
  const allNotes = [...configNotes(await changedFiles(client, thread)), ...notes];
  await placePullOrder({ thread, pull, order, at, defaultBranch, notes: allNotes }, tools);
  return undefined;
}
