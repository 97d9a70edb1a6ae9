import { configPath } from '../../../config/config.ts';
import type { Order } from '../../order.ts';
import type { Thread } from '../../thread.ts';
import {
  type Check,
  type CheckConclusion,
  concludeCheck,
  createQueuedCheck,
  findCheck,
  listChecks,
  supersededConclusion,
} from '../threads/checks.ts';
import type { ChangedFile, Pull } from '../threads/read-pull.ts';
import type { TaskTools } from '../tools.ts';
import { type Placement, placeOrder } from './place-order.ts';

/** An order for a pull request, and what its check run has to say besides the result, in Markdown. */
export interface PullPlacement extends Placement {
  readonly pull: Pull;
  readonly notes: readonly string[];
}

/**
 * Places an order for a pull request and shows it as a check run of the head, if that is the commit that is replayed.
 * An order whose check run has ended is done. Safe to repeat, as {@link placeOrder}.
 */
export async function placePullOrder(placement: PullPlacement, tools: TaskTools): Promise<void> {
  const { thread, pull, order, notes } = placement;
  if (order.head !== pull.head) {
    await placeOrder(placement, tools);
    return;
  }
  const named = { head: pull.head, order: order.id };
  const check =
    (await findCheck(thread, named, tools)) ??
    (await createQueuedCheck(thread, { ...named, notes }, tools));
  if (check.status === 'completed') return;
  const placed = await placeOrder(placement, tools);
  if (placed === 'started') await supersedeOthers(thread, named, tools);
  else await concludeCheck(thread, check, conclusionOf(placed), tools);
}

/** What is said when a pull request changes the config, which is read from elsewhere. */
export function configNotes(files: readonly ChangedFile[]): string[] {
  if (!files.some(({ path, from }) => path === configPath || from === configPath)) return [];
  return [
    `This pull request changes \`${configPath}\`, which was ignored: the policy is always read from the default branch.`,
  ];
}

function conclusionOf(
  placed: Exclude<Awaited<ReturnType<typeof placeOrder>>, 'started'>,
): CheckConclusion {
  if (placed === 'superseded') return supersededConclusion;
  if (placed === 'ended') {
    const summary = 'It was taken down before it began.';
    return { conclusion: 'cancelled', title: 'Taken down', summary };
  }
  return { conclusion: 'failure', title: 'Not started', summary: placed.problem };
}

async function supersedeOthers(
  thread: Thread,
  { head, order }: { head: string; order: Order['id'] },
  tools: TaskTools,
): Promise<void> {
  const isOlder = (check: Check) => check.order !== order && check.status !== 'completed';
  for (const check of (await listChecks(thread, head, tools)).filter(isOlder)) {
    await concludeCheck(thread, check, supersededConclusion, tools);
  }
}
