import { admitOnThread } from '../orders/admit.ts';
import { startOnPull } from '../orders/start-on-pull.ts';
import { requestId } from '../request-id.ts';
import { takeDownOnRequest } from '../runs/take-down-on-request.ts';
import type { Task } from '../task.ts';
import { answerThread } from '../threads/answer-thread.ts';
import type { TaskTools } from '../tools.ts';

type CheckTask = Extract<Task, { kind: 'check' }>;

/** Does what somebody asked for at a check run of ours, on the pull request that the check run belongs to. */
export async function processCheck(task: CheckTask, tools: TaskTools): Promise<void> {
  const thread = { owner: task.owner, repo: task.repo, number: task.thread };
  const admitted = await admitOnThread(thread, task.sender, tools);
  if (admitted === undefined) return;
  const id = requestId(task);
  switch (task.button) {
    case 'rerun':
    case 'replay':
    case 'culprit': {
      const ask = task.button === 'culprit' ? { ask: 'culprit' as const } : {};
      const request = { thread, id, at: task.at, wanted: { cases: [], ...ask } };
      const started = await startOnPull(request, admitted, tools);
      if (started !== undefined) {
        await answerThread(thread, { key: id, body: started.problem }, tools);
      }
      return;
    }
    case 'destroy':
      await takeDownOnRequest(thread, { id, at: task.at }, tools);
  }
}
