import { react } from '../../reactions.ts';
import { admitOnThread } from '../orders/admit.ts';
import { startOnIssue } from '../orders/start-on-issue.ts';
import { requestId } from '../request-id.ts';
import type { Task } from '../task.ts';
import { answerThread } from '../threads/answer-thread.ts';
import { readIssue, wasClosedAfter } from '../threads/read-issue.ts';
import type { TaskTools } from '../tools.ts';

/** The label that asks for an investigation, as GitHub compares labels: without case. */
export const investigationLabel = 'ai-hallucination';

/** Starts an investigation of an issue's case on the deployed commit, if the issue still has the label. */
export async function processLabel(
  task: Extract<Task, { kind: 'label' }>,
  tools: TaskTools,
): Promise<void> {
  const { owner, repo, at } = task;
  const thread = { owner, repo, number: task.thread };
  const issue = await readIssue(tools.client, thread);
  const isLabelled = issue?.labels.some((label) => label.toLowerCase() === investigationLabel);
  if (issue === undefined || !isLabelled || wasClosedAfter(issue, at)) return;

  const admitted = await admitOnThread(thread, task.sender, tools);
  if (admitted === undefined) return;
  await react(tools.client, thread, undefined, 'eyes');

  const id = requestId(task);
  const request = { thread, id, at, wanted: { cases: [] }, textDigest: task.textDigest };
  const started = await startOnIssue(request, issue, admitted, tools);
  if (started === undefined) return;
  await answerThread(thread, { key: id, body: started.problem }, tools);
  await react(tools.client, thread, undefined, 'confused');
}
