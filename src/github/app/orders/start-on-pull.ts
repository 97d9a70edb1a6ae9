import type { Order } from '../../order.ts';
import type { RepositoryConfig } from '../repository-config.ts';
import { wasClosedAfter } from '../threads/read-issue.ts';
import { changedFiles, type Pull, readPull } from '../threads/read-pull.ts';
import type { TaskTools } from '../tools.ts';
import type { Admitted } from './admit.ts';
import { forkHelp } from './fork-help.ts';
import { fixedIssueReplay } from './issue-replay.ts';
import { orderFor } from './order-for.ts';
import { configNotes, placePullOrder } from './pull-order.ts';
import type { StartRequest } from './start-request.ts';

/**
 * Replays on a pull request: the named cases, else that of the issue it fixes, else the committed ones.
 *
 * @returns why nothing was started, in Markdown
 */
export async function startOnPull(
  request: StartRequest,
  { facts, config }: Admitted,
  tools: TaskTools,
): Promise<{ problem: string } | undefined> {
  const { thread, at, wanted } = request;
  const { client } = tools;
  const pull = await readPull(client, thread);
  if (pull === undefined || wasClosedAfter(pull, at)) return undefined;
  if (pull.isFork) return { problem: forkHelp };
  const asked = await orderFor(request, tools, { pull: pull.number });
  if ('problem' in asked) return asked;
  const { issue, notes } =
    wanted.cases.length > 0
      ? { issue: undefined, notes: [] }
      : await fixedIssueReplay(pull, thread, { config, client });
  const order: Order = {
    ...withBasePrompts(asked, pull, config),
    head: asked.head ?? pull.head,
    base: pull.base,
    ...(issue !== undefined && { issue }),
  };
  const { defaultBranch } = facts;
  const allNotes = [...configNotes(await changedFiles(client, thread)), ...notes];
  await placePullOrder({ thread, pull, order, at, defaultBranch, notes: allNotes }, tools);
  return undefined;
}

/** Whether the change of the prompts decides it is the first that a pull request makes somebody ask. */
function withBasePrompts(order: Order, pull: Pull, { promptPaths }: RepositoryConfig): Order {
  const { ask, alternatives = { models: [], instants: [], prompts: [] } } = order;
  if (ask !== 'causes' || alternatives.prompts.length > 0 || promptPaths.length === 0) return order;
  return { ...order, alternatives: { ...alternatives, prompts: [pull.base] } };
}
