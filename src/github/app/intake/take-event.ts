import type { TaskLog } from '../tools.ts';
import type { EventContext } from './events/event-reader.ts';
import type { Journal } from './journal.ts';
import { idsOf, type QueuedTask } from './queued-task.ts';
import { readEvent, type WebhookEvent } from './read-event.ts';
import type { TaskQueue } from './task-queue.ts';

/**
 * Takes an event in: when it returns, its tasks are on disk and GitHub can be told `200`. Nothing is asked of GitHub
 * on the way.
 *
 * @throws the file system's error, on which GitHub is told `500`: the delivery can be asked for again
 */
export async function takeEvent(
  event: WebhookEvent,
  tools: {
    context: EventContext;
    journal: Pick<Journal, 'take'>;
    queue: Pick<TaskQueue, 'add'>;
    log: TaskLog;
  },
): Promise<void> {
  const take = async (task: QueuedTask) => {
    const entry = await tools.journal.take(task);
    const said = entry === undefined ? 'A task came again.' : 'A task was taken.';
    tools.log.info({ ...idsOf(task), event: event.name }, said);
    if (entry !== undefined) tools.queue.add(entry);
  };
  await Promise.all(readEvent(event, tools.context).map(take));
}
