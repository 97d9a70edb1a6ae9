import { z } from 'zod';
import { deploymentTask } from '../../../deployments.ts';
import { orderIdSchema, parseRunTitle } from '../../../order.ts';
import type { EventReader } from './event-reader.ts';
import { eventTime, place, repositoryPayload } from './payload.ts';

const workflow = '.github/workflows/branch-prod.yml';

const workflowRunSchema = repositoryPayload({
  action: z.enum(['in_progress', 'completed']),
  workflow_run: z.object({
    id: z.number(),
    // GitHub's API description has it with the ref behind it, `…yml@main`.
    path: z.string().refine((path) => path.split('@')[0] === workflow),
    event: z.literal('workflow_dispatch'),
    display_title: z.string(),
    conclusion: z.string().nullable(),
    updated_at: eventTime,
  }),
});

export const readWorkflowRun: EventReader = (payload) => {
  const { data } = workflowRunSchema.safeParse(payload);
  if (data === undefined) return undefined;
  const title = parseRunTitle(data.workflow_run.display_title);
  if (title === undefined) return undefined;
  const { id, updated_at, conclusion } = data.workflow_run;
  return {
    ...place(data),
    ...updated_at,
    kind: 'run',
    run: id,
    thread: title.thread,
    order: title.id,
    ...(title.head !== undefined && { head: title.head }),
    phase: data.action === 'completed' ? 'ended' : 'began',
    ...(data.action === 'completed' && conclusion !== null && { conclusion }),
  };
};

const deploymentSchema = repositoryPayload({
  action: z.literal('created'),
  deployment_status: z.object({
    // The others come before there is anything to report.
    state: z.enum(['success', 'inactive', 'failure', 'error']),
    created_at: eventTime,
  }),
  deployment: z.object({
    task: z.literal(deploymentTask),
    // An object, or the text that the deployment was made with.
    payload: z.preprocess(
      (value) => (typeof value === 'string' ? parseJson(value) : value),
      z.object({ order: orderIdSchema, thread: z.number(), run: z.number() }),
    ),
  }),
});

export const readDeploymentStatus: EventReader = (payload) => {
  const { data } = deploymentSchema.safeParse(payload);
  if (data === undefined) return undefined;
  const { order, thread, run } = data.deployment.payload;
  return {
    ...place(data),
    ...data.deployment_status.created_at,
    kind: 'run',
    thread,
    order,
    run,
    phase: 'reported',
  };
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
