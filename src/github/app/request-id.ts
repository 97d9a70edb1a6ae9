import { orderId } from '../order.ts';
import { isInvestigation } from '../text/investigation-command.ts';
import type { Task } from './task.ts';

/** A task that asks for an investigation; whether it gets one is seen when it is processed. */
export type RequestTask = Extract<Task, { kind: 'label' | 'command' | 'pull-request' | 'check' }>;

/** The id of the order that a task asks for: of the same event always the same one. */
export function requestId(task: RequestTask): string {
  const { owner, repo, thread } = task;
  switch (task.kind) {
    case 'label':
      return orderId('label', owner, repo, thread, task.at);
    case 'command':
      return orderId('command', owner, repo, task.comment);
    case 'pull-request':
      return orderId('pull-request', owner, repo, thread, task.head);
    case 'check':
      // Not the time: of a delivery that is repeated, it is another.
      return orderId('check', owner, repo, task.checkRun, task.delivery);
  }
}

/** Whether a task asks for an investigation, and for nothing besides. */
export function isRequest(task: { readonly kind: string }): task is RequestTask {
  const { kind, command, button } = task as Partial<RequestTask> & {
    command?: { name: string };
    button?: string;
  };
  switch (kind) {
    case 'label':
    case 'pull-request':
      return true;
    case 'command':
      return isInvestigation(command?.name ?? '');
    case 'check':
      return button !== 'destroy';
    default:
      return false;
  }
}
