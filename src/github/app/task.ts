import { z } from 'zod';
import { commandSchema } from '../text/command.ts';

const positive = z.int().positive();
const commitId = z.string().regex(/^[0-9a-f]{40}$/);
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What every task says. Nothing in a task is text of a thread, so that it can be written down. */
const common = {
  /** GitHub's id of the delivery; the same for a redelivery. */
  delivery: z.string().regex(/^[\w-]{1,100}$/),
  installation: positive,
  // `.` and `..` would be another place in the path of a request.
  owner: z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/),
  repo: z.string().regex(/^(?!\.{1,2}$)[\w.-]{1,100}$/),
  /** When it was asked for, by GitHub's clock where the event has a time, otherwise when the event arrived. */
  at: z.iso.datetime(),
};
const thread = { ...common, thread: positive };
/** The person who did it. */
const sender = { sender: z.string().regex(/^[\w-]{1,100}(\[bot\])?$/) };
/** Of the thread's text as the event has it: only what stood there when somebody asked is approved. See `textDigest`. */
const askedText = { textDigest: digest };

/** The button of a check run; `rerun` is GitHub's own. */
const button = z.enum(['rerun', 'replay', 'culprit', 'destroy']);

/** The fields that tasks share, for a task that is made beside these. */
export const taskFields = { common, sender, commitId, button };

/** One thing to do for one webhook event. */
export const taskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), ...thread, ...sender, ...askedText }),
  z.strictObject({
    kind: z.literal('command'),
    ...thread,
    ...sender,
    ...askedText,
    comment: positive,
    command: commandSchema,
  }),
  z.strictObject({ kind: z.literal('pull-request'), ...thread, ...sender, head: commitId }),
  /** A check run of ours: GitHub's re-run, or one of its buttons. */
  z.strictObject({
    kind: z.literal('check'),
    ...thread,
    ...sender,
    checkRun: positive,
    head: commitId,
    button,
  }),
  z.strictObject({
    kind: z.literal('teardown'),
    ...thread,
    reason: z.enum(['closed', 'unlabelled', 'branch-deleted']),
  }),
  z.strictObject({ kind: z.literal('installed'), ...common }),
  /** A run of the workflow began, set a deployment status or ended; `thread` and `order` are from its title. */
  z.strictObject({
    kind: z.literal('run'),
    ...thread,
    run: positive,
    order: z.string().regex(/^[0-9a-f]{16}$/),
    head: commitId.exactOptional(),
    phase: z.enum(['began', 'reported', 'ended']),
    /** GitHub's conclusion of a run that ended: `success`, `cancelled`, `timed_out`, … */
    conclusion: z.string().max(40).exactOptional(),
  }),
]);

export type Task = z.infer<typeof taskSchema>;
