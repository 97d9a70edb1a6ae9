import type { Order } from '../../order.ts';
import type { TaskTools } from '../tools.ts';
import { resolveRef } from './resolve-ref.ts';
import type { StartRequest } from './start-request.ts';

/**
 * The order for a request, but for what only its thread says: head, base and issue. Every ref is looked up, so that the
 * order has commits of this repository only.
 *
 * @param options.pull number of the pull request that may hold them
 * @returns why there is none, in Markdown
 */
export async function orderFor(
  { thread, id, reactTo, wanted }: StartRequest,
  { client }: Pick<TaskTools, 'client'>,
  options: { pull?: number } = {},
): Promise<Order | { problem: string }> {
  const { ref, cases, trials, at, ask, alternatives } = wanted;
  const head = ref === undefined ? undefined : await resolveRef(client, thread, ref, options);
  if (head && 'problem' in head) return head;
  const prompts: string[] = [];
  for (const named of alternatives?.prompts ?? []) {
    const found = await resolveRef(client, thread, named, options);
    if ('problem' in found) return found;
    if (!prompts.includes(found.commit)) prompts.push(found.commit);
  }
  return {
    id,
    thread: thread.number,
    ...(head && { head: head.commit }),
    cases: [...cases],
    ...(trials !== undefined && { trials }),
    ...(at !== undefined && { at: inUtc(at) }),
    ...(ask !== undefined && { ask }),
    ...(alternatives !== undefined && {
      alternatives: {
        models: [...alternatives.models],
        instants: alternatives.instants.map(inUtc),
        prompts,
      },
    }),
    ...(reactTo !== undefined && { reactTo }),
  };
}

function inUtc(at: string): string {
  return new Date(at).toISOString();
}
