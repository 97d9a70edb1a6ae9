import { readCheckRun, readCheckSuite } from './events/check-events.ts';
import type { EventContext, EventReader } from './events/event-reader.ts';
import { readInstallation, readInstallationRepositories } from './events/installation-events.ts';
import { readDeploymentStatus, readWorkflowRun } from './events/run-events.ts';
import {
  readDelete,
  readIssueComment,
  readIssues,
  readPullRequest,
} from './events/thread-events.ts';
import { type QueuedTask, queuedTaskSchema } from './queued-task.ts';

/** A webhook as it came in, with the signature checked and nothing else. */
export interface WebhookEvent {
  /** `X-GitHub-Event` */
  readonly name: string;
  /** `X-GitHub-Delivery` */
  readonly id: string;
  readonly payload: unknown;
  readonly receivedAt: Date;
}

const readers = {
  issues: readIssues,
  issue_comment: readIssueComment,
  pull_request: readPullRequest,
  delete: readDelete,
  check_run: readCheckRun,
  check_suite: readCheckSuite,
  workflow_run: readWorkflowRun,
  deployment_status: readDeploymentStatus,
  installation: readInstallation,
  installation_repositories: readInstallationRepositories,
} satisfies Record<string, EventReader>;

/** The events that tasks are made of, by GitHub's names. */
export const webhookEvents = Object.keys(readers) as (keyof typeof readers)[];

/**
 * The tasks that an event asks for, most often none. Whatever is not as GitHub documents it asks for nothing: the
 * payload is hostile, and a task is only made of the fields that `taskSchema` accepts.
 */
export function readEvent(event: WebhookEvent, context: EventContext): QueuedTask[] {
  const reader = Object.hasOwn(readers, event.name)
    ? readers[event.name as keyof typeof readers]
    : undefined;
  const found = [reader?.(event.payload, context) ?? []].flat();
  const added = { delivery: event.id, at: event.receivedAt.toISOString() };
  return found.flatMap((fields) => queuedTaskSchema.safeParse({ ...added, ...fields }).data ?? []);
}
