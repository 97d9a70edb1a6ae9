import { z } from 'zod';
import { orderIdSchema } from './order.ts';

/** How many orders a thread remembers: events arrive again within minutes, not after fifty others. */
const remembered = 50;

/** What is known of a thread, kept in the hidden first line of the comment that reports on it. */
const threadStateSchema = z.strictObject({
  /** The newest order. */
  order: orderIdSchema,
  /** When it was given, by GitHub's clock where the event has a time. An older one never replaces it. */
  orderedAt: z.iso.datetime(),
  /**
   * `queued`: asked for, no run has begun; `running`; `finished`: with a result; `failed`: without one;
   * `ended`: taken down, or nothing could be started.
   */
  phase: z.enum(['queued', 'running', 'finished', 'failed', 'ended']),
  /** The workflow run, from its start on. */
  run: z.int().positive().exactOptional(),
  /** The comment that asked; without one the thread itself did. */
  reactTo: z.int().positive().exactOptional(),
  /** All orders that were taken, the newest last. */
  handled: z.array(orderIdSchema).max(remembered),
});

/** See {@link threadStateSchema}. */
export type ThreadState = z.infer<typeof threadStateSchema>;

const marker = /^<!-- branch-prod (\{[^\n<>]*\}) -->\n/;

/** A comment's text: the state, invisible, then the body. */
export function formatComment(state: ThreadState, body: string): string {
  const handled = state.handled.slice(-remembered);
  return `<!-- branch-prod ${JSON.stringify({ ...state, handled })} -->\n${body}`;
}

/**
 * The state and body of a comment that {@link formatComment} made; `undefined` for any other text. Whoever asks has
 * made sure that the comment is our own: anybody can write the same line.
 */
export function parseComment(text: string): { state: ThreadState; body: string } | undefined {
  // GitHub gives back what it got, but people's browsers send CRLF when they edit.
  const normal = text.replaceAll('\r\n', '\n');
  const match = marker.exec(normal);
  if (match === null) return undefined;
  try {
    const state = threadStateSchema.parse(JSON.parse(match[1] as string));
    return { state, body: normal.slice(match[0].length) };
  } catch {
    return undefined;
  }
}
