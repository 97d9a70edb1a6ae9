import type { Command } from '../../text/command.ts';
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
  /** The command's options; all of them can be left out. */
  readonly wanted: Pick<Extract<Command, { cases: string[] }>, 'cases' | 'trials' | 'at' | 'ref'>;
}
