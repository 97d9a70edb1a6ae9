import { type Order, orderId } from '../order.ts';
import { formatThread } from '../thread.ts';
import type { ActionInputs } from './inputs.ts';
import type { RunContext } from './run-context.ts';

/** What a run of the Action was asked for: by an order of the App, or by the inputs of a step used alone. */
export interface ActionRequest {
  /** The order's id; a step used alone makes its own. */
  readonly id: string;
  /** Number of the issue or pull request that is told; nobody is, where there is none. */
  readonly thread?: number;
  /** Commits, or refs as they were written; without a head the deployed commit, or the config's `preview.ref`. */
  readonly head?: string;
  readonly base?: string;
  /** Names or paths of committed cases. */
  readonly cases: readonly string[];
  readonly issue?: NonNullable<Order['issue']>;
  readonly trials?: number;
  /** The instant whose data are branched, in ISO 8601; without one the present. */
  readonly at?: string;
  /** What to find out besides the verdicts; without it what the config says. */
  readonly ask?: NonNullable<Order['ask']>;
  readonly alternatives?: NonNullable<Order['alternatives']>;
  /** The comment that reports, if the App wrote one. */
  readonly comment?: number;
  /** The comment that asked. */
  readonly reactTo?: number;
}

/** Puts inputs and event together: a pull request's event is for its thread and its head. */
export function actionRequest(inputs: ActionInputs, context: RunContext): ActionRequest {
  if (inputs.order !== undefined) return inputs.order;
  const { repository, run, attempt, pull } = context;
  const thread = inputs.thread ?? pull?.number;
  const head = inputs.ref ?? pull?.head;
  return {
    id: orderId('action', formatThread({ ...repository, number: thread ?? 0 }), run, attempt),
    ...(thread !== undefined && { thread }),
    ...(head !== undefined && { head }),
    ...(inputs.base !== undefined && { base: inputs.base }),
    cases: inputs.case,
    ...(inputs.trials !== undefined && { trials: inputs.trials }),
    ...(inputs.at !== undefined && { at: inputs.at.toISOString() }),
  };
}
