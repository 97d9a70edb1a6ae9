import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import { orderId } from '../../order.ts';
import type { Repository, Thread } from '../../thread.ts';
import { findThreadComment } from '../../thread-comment.ts';
import { type Task, taskSchema } from '../task.ts';
import { ownLogins, type TaskTools } from '../tools.ts';
import type { Lookup } from './queued-task.ts';

/** So many pull requests of one branch's name are looked at, the newest first. */
const MAX_PULLS = 10;

type LookupTools = Pick<TaskTools, 'client' | 'app'>;

/** The tasks that a lookup turns into, one for each thread and check run. Asked again, it gives the same ones. */
export async function findTasks(lookup: Lookup, tools: LookupTools): Promise<Task[]> {
  switch (lookup.kind) {
    case 'check-run':
      return ofCheckRun(lookup, tools);
    case 'check-suite': {
      const { kind: _, suite, ...common } = lookup;
      const tasks: Task[] = [];
      for (const checkRun of await runsOfSuite(lookup, suite, tools)) {
        const one = { ...common, kind: 'check-run', checkRun, button: 'rerun' } as const;
        tasks.push(...(await ofCheckRun(one, tools)));
      }
      return tasks;
    }
    case 'branch-deleted': {
      const { kind: _, branch, ...common } = lookup;
      const numbers = await pullsOfBranch(lookup, branch, tools);
      return numbers.map((thread) =>
        taskSchema.parse({ ...common, kind: 'teardown', thread, reason: 'branch-deleted' }),
      );
    }
  }
}

async function ofCheckRun(
  lookup: Extract<Lookup, { kind: 'check-run' }>,
  tools: LookupTools,
): Promise<Task[]> {
  const thread = await threadOfCheckRun(lookup, tools);
  if (thread === undefined) return [];
  return [taskSchema.parse({ ...lookup, kind: 'check', thread: thread.number })];
}

/**
 * The open pull request whose head the check run is on. Where there are several, the one whose comment knows the
 * check run's order.
 */
async function threadOfCheckRun(
  { owner, repo, head, checkRun }: Extract<Lookup, { kind: 'check-run' }>,
  tools: LookupTools,
): Promise<Thread | undefined> {
  const { client } = tools;
  const pulls = await composePaginateRest(
    client,
    'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    { owner, repo, commit_sha: head, per_page: 100 },
  );
  const threads = pulls
    .filter((pull) => pull.state === 'open' && pull.head.sha === head)
    .map(({ number }) => ({ owner, repo, number }));
  if (threads.length <= 1) return threads[0];
  const { data } = await client.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    owner,
    repo,
    check_run_id: checkRun,
  });
  const order = data.external_id ?? '';
  for (const thread of threads) {
    if (order === orderId('pull-request', owner, repo, thread.number, head)) return thread;
    const comment = await findThreadComment(client, thread, ownLogins(tools));
    if (comment?.state.handled.includes(order)) return thread;
  }
  return undefined;
}

/** A suite belongs to one app, and GitHub asked us: the check runs in it are ours. */
async function runsOfSuite(
  { owner, repo }: Repository,
  suite: number,
  { client }: LookupTools,
): Promise<number[]> {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs',
    { owner, repo, check_suite_id: suite, filter: 'latest' },
  );
  return data.check_runs.map(({ id }) => Number(id));
}

async function pullsOfBranch(
  { owner, repo }: Repository,
  branch: string,
  { client }: LookupTools,
): Promise<number[]> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: 'all',
    sort: 'updated',
    direction: 'desc',
    per_page: MAX_PULLS,
  });
  return (
    data
      // GitHub ignores a filter that it can't read, and then lists all pull requests.
      .filter((pull) => pull.head.ref === branch && pull.head.repo?.id === pull.base.repo.id)
      .map(({ number }) => number)
  );
}
