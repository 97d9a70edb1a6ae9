import { composePaginateRest } from '@octokit/plugin-paginate-rest';
import { renderNotThere } from '../../../report/thread-notices.ts';
import { orderId } from '../../order.ts';
import type { Thread } from '../../thread.ts';
import { findThreadComment } from '../../thread-comment.ts';
import { admitOnThread } from '../orders/admit.ts';
import { answerThread } from '../orders/answer-thread.ts';
import { startOnPull } from '../orders/start-on-pull.ts';
import { takeDownOnRequest } from '../runs/take-down-on-request.ts';
import type { Task } from '../task.ts';
import { ownLogins, type TaskTools } from '../tools.ts';

type CheckTask = Extract<Task, { kind: 'check' }>;

/** Does what somebody asked for at a check run of ours, on the pull request that the check run belongs to. */
export async function processCheck(task: CheckTask, tools: TaskTools): Promise<void> {
  const thread = await findThread(task, tools);
  if (thread === undefined) {
    tools.log.info({ checkRun: task.checkRun }, 'the check run belongs to no open pull request');
    return;
  }
  const admitted = await admitOnThread(thread, task.sender, tools);
  if (admitted === undefined) return;
  // Not the time: of a delivery that is repeated, it is another.
  const id = orderId('check', task.owner, task.repo, task.checkRun, task.delivery);
  switch (task.button) {
    case 'rerun':
    case 'replay': {
      const request = { thread, id, at: task.at, wanted: { cases: [] } };
      const started = await startOnPull(request, admitted, tools);
      if (started !== undefined) {
        await answerThread(thread, { key: id, body: started.problem }, tools);
      }
      return;
    }
    case 'culprit': {
      const body = renderNotThere('bisect', 'the part “Replay”');
      await answerThread(thread, { key: id, body }, tools);
      return;
    }
    case 'destroy':
      await takeDownOnRequest(thread, { id, at: task.at }, tools);
  }
}

/**
 * The open pull request whose head the check run is on. Where there are several, the one whose comment knows the
 * check run's order.
 */
async function findThread(
  { owner, repo, head, checkRun }: CheckTask,
  tools: TaskTools,
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
