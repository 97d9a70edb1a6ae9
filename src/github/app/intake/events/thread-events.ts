import { z } from 'zod';
import { textDigest } from '../../../order.ts';
import type { EventReader } from './event-reader.ts';
import { eventTime, place, repositoryPayload, senderSchema } from './payload.ts';

/** The label that asks for an investigation; GitHub compares labels without case. */
const label = 'ai-hallucination';

/** The digest of the thread's text, of which nothing else is kept; GitHub has `null` for an empty one. */
const body = z
  .string()
  .nullable()
  .transform((text) => textDigest(text ?? ''));

const issuesSchema = repositoryPayload({
  action: z.enum(['labeled', 'unlabeled', 'closed']),
  issue: z.object({ number: z.number(), body, updated_at: eventTime }),
  label: z.object({ name: z.string() }).optional(),
  sender: senderSchema,
});

/** An issue that is opened with the label sends `labeled` too, so that `opened` is not read. */
export const readIssues: EventReader = (payload) => {
  const { data } = issuesSchema.safeParse(payload);
  if (data === undefined) return undefined;
  const task = { ...place(data), ...data.issue.updated_at, thread: data.issue.number };
  if (data.action === 'closed') return { ...task, kind: 'teardown', reason: 'closed' };
  if (data.label?.name.toLowerCase() !== label) return undefined;
  return data.action === 'labeled'
    ? { ...task, kind: 'label', sender: data.sender.login, textDigest: data.issue.body }
    : { ...task, kind: 'teardown', reason: 'unlabelled' };
};

const commentSchema = repositoryPayload({
  // An edited comment would run what nobody sees in the thread's history.
  action: z.literal('created'),
  // A pull request, too, if the comment stands on one.
  issue: z.object({ number: z.number(), body }),
  comment: z.object({ id: z.number(), body: z.string(), created_at: eventTime }),
  sender: senderSchema,
});

export const readIssueComment: EventReader = (payload, { parseCommand }) => {
  const { data } = commentSchema.safeParse(payload);
  if (data === undefined || data.sender.type === 'Bot') return undefined;
  const command = parseCommand(data.comment.body);
  if (command === undefined) return undefined;
  return {
    ...place(data),
    ...data.comment.created_at,
    kind: 'command',
    thread: data.issue.number,
    sender: data.sender.login,
    textDigest: data.issue.body,
    comment: data.comment.id,
    command,
  };
};

const pullRequestSchema = repositoryPayload({
  action: z.enum(['opened', 'reopened', 'synchronize', 'ready_for_review', 'closed']),
  pull_request: z.object({
    number: z.number(),
    updated_at: eventTime,
    head: z.object({ sha: z.string() }),
  }),
  sender: senderSchema,
});

export const readPullRequest: EventReader = (payload) => {
  const { data } = pullRequestSchema.safeParse(payload);
  if (data === undefined) return undefined;
  const { number, head, updated_at } = data.pull_request;
  const task = { ...place(data), ...updated_at, thread: number };
  return data.action === 'closed'
    ? { ...task, kind: 'teardown', reason: 'closed' }
    : { ...task, kind: 'pull-request', sender: data.sender.login, head: head.sha };
};

const deleteSchema = repositoryPayload({ ref: z.string(), ref_type: z.literal('branch') });

export const readDelete: EventReader = (payload) => {
  const { data } = deleteSchema.safeParse(payload);
  return data && { ...place(data), kind: 'branch-deleted', branch: data.ref };
};
