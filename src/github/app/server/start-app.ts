import type { Probot } from 'probot';
import { z } from 'zod';
import { programVersion } from '../../../program-version.ts';
import type { GitHubClient } from '../../client.ts';
import type { Command } from '../../text/command.ts';
import { findTasks } from '../intake/find-tasks.ts';
import { openJournal } from '../intake/journal.ts';
import { redeliverMissed } from '../intake/missed-deliveries.ts';
import { idsOf, isLookup, type QueuedTask } from '../intake/queued-task.ts';
import { webhookEvents } from '../intake/read-event.ts';
import { takeEvent } from '../intake/take-event.ts';
import { createTaskQueue } from '../intake/task-queue.ts';
import { type RequestTask, requestId } from '../request-id.ts';
import type { Task } from '../task.ts';
import type { TaskLog, TaskTools } from '../tools.ts';

export interface RunningApp {
  health(): Promise<Health>;
  /** Asks GitHub for what it could not deliver while the App was away; to be called once webhooks can come in. */
  redeliverMissed(): Promise<void>;
  /** Ends the work; what isn't done after so many milliseconds is done after the next start. */
  drain(milliseconds: number): Promise<void>;
}

export interface Health {
  readonly status: 'ok' | 'draining' | 'journal-not-writable';
  readonly version: string;
  /** Tasks that wait, those at work, and files that were set aside for a person. */
  readonly queued: number;
  readonly running: number;
  readonly failed: number;
}

export interface AppParts {
  readonly appId: number;
  /** The folder of the journal. */
  readonly journal: string;
  readonly log: TaskLog;
  readonly parseCommand: (body: string) => Command | undefined;
  readonly processTask: (task: Task, tools: TaskTools) => Promise<void>;
}

/** Starts the App in Probot: webhooks go to the journal, from there to the queue, and tasks to `processTask`. */
export async function startApp(probot: Probot, parts: AppParts): Promise<RunningApp> {
  const { log } = parts;
  const now = () => new Date();
  const version = programVersion();
  const ownApp = remember(async () => identity(await clientOf(probot)));
  const journal = await openJournal(parts.journal, { log, now });
  const queue = createTaskQueue({ process, journal, log, now, setTimer });
  const context = { appId: parts.appId, parseCommand: parts.parseCommand };
  let draining = false;

  async function process(
    task: QueuedTask,
    olderRequests: (before: string) => readonly RequestTask[],
  ): Promise<readonly QueuedTask[]> {
    const client = await clientOf(probot, task.installation);
    const takeOver = (before: string) => olderRequests(before).map(requestId);
    const tools = { client, app: await ownApp(), log: logOf(task, log), now, wait, takeOver };
    if (isLookup(task)) return findTasks(task, tools);
    await parts.processTask(task, tools);
    return [];
  }

  for (const entry of journal.left) queue.add(entry);
  if (journal.left.length > 0) {
    log.info({ tasks: journal.left.length }, 'Tasks were left from before; they go on.');
  }
  probot.on(webhookEvents, ({ id, name, payload }) =>
    takeEvent({ id, name, payload, receivedAt: now() }, { context, journal, queue, log }),
  );

  return {
    async health() {
      const status = draining
        ? 'draining'
        : (await journal.isWritable())
          ? 'ok'
          : 'journal-not-writable';
      const failed = journal.asideCount();
      return { status, version, ...queue.counts(), failed };
    },
    async redeliverMissed() {
      try {
        const tasks = await redeliverMissed(await clientOf(probot), { log, now });
        if (tasks > 0) log.info({ tasks }, 'GitHub was asked for deliveries that were missed.');
      } catch (error) {
        log.error(
          { error },
          'GitHub could not be asked for missed deliveries. Are APP_ID and PRIVATE_KEY those of one App?',
        );
      }
    },
    async drain(milliseconds) {
      draining = true;
      const left = await queue.drain(milliseconds);
      log.info({ tasks: left }, 'The work has ended; tasks that are left stay in the journal.');
    },
  };
}

/** With the rights of the installation, or the App's own without one. Probot's Octokit has more plugins. */
async function clientOf(probot: Probot, installation?: number): Promise<GitHubClient> {
  return (await probot.auth(installation)) as unknown as GitHubClient;
}

async function identity(client: GitHubClient): Promise<{ slug: string; id: number }> {
  const { data } = await client.request('GET /app');
  // Our own comments are known by the slug: an empty one must not pass for it.
  return z.object({ slug: z.string().min(1), id: z.number() }).parse(data);
}

/** Asks once; an answer that failed is asked for again. */
function remember<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch((error) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}

/** Every line of a task names it. */
function logOf(task: QueuedTask, log: TaskLog): TaskLog {
  const ids = idsOf(task);
  return {
    info: (fields, message) => log.info({ ...ids, ...fields }, message),
    warn: (fields, message) => log.warn({ ...ids, ...fields }, message),
    error: (fields, message) => log.error({ ...ids, ...fields }, message),
  };
}

function setTimer(callback: () => void, milliseconds: number): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimer(resolve, milliseconds));
}
