import type { Task } from '../task.ts';
import type { TaskTools } from '../tools.ts';
import { processCheck } from './process-check.ts';
import { processCommand } from './process-command.ts';
import { processInstalled } from './process-installed.ts';
import { processLabel } from './process-label.ts';
import { processPullRequest } from './process-pull-request.ts';
import { processRun } from './process-run.ts';
import { processTeardown } from './process-teardown.ts';

/**
 * Does one task. Safe to repeat, also after it stopped anywhere in between: an order gets one run, an answer is given
 * once, a state never goes back.
 *
 * @throws GitHub's errors that may pass, so that the task is tried again
 */
export async function processTask(task: Task, tools: TaskTools): Promise<void> {
  await processes[task.kind](task as never, tools);
}

type Processes = {
  readonly [Kind in Task['kind']]: (
    task: Extract<Task, { kind: Kind }>,
    tools: TaskTools,
  ) => Promise<void>;
};

const processes: Processes = {
  label: processLabel,
  command: processCommand,
  'pull-request': processPullRequest,
  check: processCheck,
  teardown: processTeardown,
  installed: processInstalled,
  run: processRun,
};
