import type { GitHubClient } from '../../client.ts';
import { type Task, taskSchema } from '../task.ts';
import type { SuiteTask } from './queued-task.ts';

/** One re-run for each of our check runs in the suite; a suite belongs to one app, and GitHub asked us. */
export async function checkTasks(task: SuiteTask, client: GitHubClient): Promise<Task[]> {
  const { kind: _, suite, ...common } = task;
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs',
    { owner: task.owner, repo: task.repo, check_suite_id: suite, filter: 'latest' },
  );
  return data.check_runs.map(({ id }) =>
    taskSchema.parse({ ...common, kind: 'check', checkRun: id, button: 'rerun' }),
  );
}
