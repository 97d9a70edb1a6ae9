import { refusalStatus } from '../../error-status.ts';
import type { Task } from '../task.ts';
import type { TaskTools } from '../tools.ts';
import { investigationLabel } from './process-label.ts';

/** Makes the label that asks for an investigation; one that is there stays as it is. */
export async function processInstalled(
  { owner, repo }: Extract<Task, { kind: 'installed' }>,
  { client, log }: Pick<TaskTools, 'client' | 'log'>,
): Promise<void> {
  try {
    await client.request('POST /repos/{owner}/{repo}/labels', {
      owner,
      repo,
      name: investigationLabel,
      color: '5319e7',
      description: 'The model said something wrong: branch-prod finds out why.',
    });
  } catch (error) {
    const status = refusalStatus(error);
    if (status === undefined) throw error;
    // 422 is how GitHub says that the label exists; anything else (archived, no access) is nothing to try again.
    if (status !== 422) log.warn({ status }, 'the label could not be made');
  }
}
