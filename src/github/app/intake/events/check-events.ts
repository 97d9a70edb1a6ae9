import { z } from 'zod';
import type { EventReader } from './event-reader.ts';
import { place, repositoryPayload, senderSchema } from './payload.ts';

const checkRunSchema = repositoryPayload({
  action: z.enum(['rerequested', 'requested_action']),
  check_run: z.object({
    id: z.number(),
    head_sha: z.string(),
    app: z.object({ id: z.number() }),
  }),
  requested_action: z.object({ identifier: z.enum(['replay', 'culprit', 'destroy']) }).optional(),
  sender: senderSchema,
});

/** A check run's own times say when it ran, not when somebody asked again: the time of arrival is taken. */
export const readCheckRun: EventReader = (payload, { appId }) => {
  const { data } = checkRunSchema.safeParse(payload);
  if (data === undefined || data.check_run.app.id !== appId) return undefined;
  return {
    ...place(data),
    kind: 'check-run',
    sender: data.sender.login,
    checkRun: data.check_run.id,
    head: data.check_run.head_sha,
    button: data.action === 'rerequested' ? 'rerun' : data.requested_action?.identifier,
  };
};

const checkSuiteSchema = repositoryPayload({
  action: z.literal('rerequested'),
  check_suite: z.object({
    id: z.number(),
    head_sha: z.string(),
    app: z.object({ id: z.number() }),
  }),
  sender: senderSchema,
});

export const readCheckSuite: EventReader = (payload, { appId }) => {
  const { data } = checkSuiteSchema.safeParse(payload);
  if (data === undefined || data.check_suite.app.id !== appId) return undefined;
  return {
    ...place(data),
    kind: 'check-suite',
    sender: data.sender.login,
    suite: data.check_suite.id,
    head: data.check_suite.head_sha,
  };
};
