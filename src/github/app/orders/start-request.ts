import type { Order } from '../../order.ts';
import type { InvestigationCommand } from '../../text/command.ts';
import type { Thread } from '../../thread.ts';

/** A request to start an investigation, from somebody who may. */
export interface StartRequest {
  readonly thread: Thread;
  /** The order's id. */
  readonly id: string;
  /** When it was asked for, by GitHub's clock. */
  readonly at: string;
  /** The comment that asked, where one did. */
  readonly reactTo?: number;
  readonly wanted: Wanted;
}

/** What is asked for: the command's options, all of which can be left out. */
export interface Wanted extends Pick<InvestigationCommand, 'cases' | 'trials' | 'at' | 'ref'> {
  readonly ask?: NonNullable<Order['ask']>;
  /** Of `causes`; its prompts are refs. */
  readonly alternatives?: NonNullable<Order['alternatives']>;
}
