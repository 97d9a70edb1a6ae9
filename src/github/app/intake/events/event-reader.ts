import type { Command } from '../../../text/command.ts';

/** What reading an event needs to know besides the event. */
export interface EventContext {
  /** The App's own id: GitHub tells every app of some events that concern another. */
  readonly appId: number;
  /** `undefined` for a comment that is no command. */
  readonly parseCommand: (body: string) => Command | undefined;
}

/**
 * The fields of the tasks that an event asks for, as far as they are the event's own; `undefined` for none. What is
 * wrong in them is not this function's business: `readEvent` validates, and adds the delivery and a time.
 */
export type EventReader = (
  payload: unknown,
  context: EventContext,
) => readonly object[] | object | undefined;
