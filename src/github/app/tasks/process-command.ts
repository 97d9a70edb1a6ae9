import { renderNotThere } from '../../../report/thread-notices.ts';
import { react } from '../../reactions.ts';
import type { InvestigationCommand } from '../../text/command.ts';
import { helpText } from '../../text/parse-command.ts';
import type { Thread } from '../../thread.ts';
import { type Admitted, admitOnThread } from '../orders/admit.ts';
import { changedSinceAsked } from '../orders/issue-replay.ts';
import { keepCase } from '../orders/keep-case.ts';
import { startOnIssue } from '../orders/start-on-issue.ts';
import { startOnPull } from '../orders/start-on-pull.ts';
import type { Wanted } from '../orders/start-request.ts';
import { requestId } from '../request-id.ts';
import { describeStatus } from '../runs/status.ts';
import { takeDownOnRequest } from '../runs/take-down-on-request.ts';
import type { Task } from '../task.ts';
import { answerThread } from '../threads/answer-thread.ts';
import { type Issue, readIssue, wasClosedAfter } from '../threads/read-issue.ts';
import type { TaskTools } from '../tools.ts';

type CommandTask = Extract<Task, { kind: 'command' }>;

/** Does what a comment asks for, if its author may; whatever starts nothing is answered. */
export async function processCommand(task: CommandTask, tools: TaskTools): Promise<void> {
  const { owner, repo, comment, at } = task;
  const thread = { owner, repo, number: task.thread };
  const issue = await readIssue(tools.client, thread);
  if (issue === undefined || wasClosedAfter(issue, at)) return;
  const admitted = await admitOnThread(thread, task.sender, tools);
  if (admitted === undefined) return;
  await react(tools.client, thread, comment, 'eyes');

  const id = requestId(task);
  const answer = await follow(task, { thread, issue, admitted, id }, tools);
  if (answer === undefined) return;
  const body = typeof answer === 'string' ? answer : answer.problem;
  await answerThread(thread, { key: id, body }, tools);
  if (typeof answer !== 'string') await react(tools.client, thread, comment, 'confused');
}

interface Asked {
  readonly thread: Thread;
  readonly issue: Issue;
  readonly admitted: Admitted;
  /** Of the order, if it becomes one. */
  readonly id: string;
}

/** Follows a command; gives what is to be answered (Markdown), as a problem where the command could not be followed. */
async function follow(
  { command, comment, at, textDigest }: CommandTask,
  { thread, issue, admitted, id }: Asked,
  tools: TaskTools,
): Promise<string | { problem: string } | undefined> {
  switch (command.name) {
    case 'run':
    case 'replay':
    case 'bisect':
    case 'explain': {
      const wanted = wantedBy(command);
      const instants = [wanted.at ?? [], wanted.alternatives?.instants ?? []].flat();
      if (instants.some((instant) => Date.parse(instant) >= Date.parse(at))) {
        return { problem: '`--at` takes a time in the past.' };
      }
      const request = { thread, id, at, reactTo: comment, wanted };
      return issue.isPullRequest
        ? startOnPull(request, admitted, tools)
        : startOnIssue({ ...request, textDigest }, issue, admitted, tools);
    }
    case 'extend':
      return { problem: renderNotThere('extend', 'the host') };
    case 'keep':
      return issue.isPullRequest
        ? { problem: '`/branch-prod keep` adds the case of an issue: comment it on the issue.' }
        : (changedSinceAsked(issue, textDigest) ??
            keepCase(thread, { issue, name: command.case }, admitted, tools));
    case 'status':
      return describeStatus(thread, tools);
    case 'destroy':
      await takeDownOnRequest(thread, { id, at }, tools);
      return undefined;
    case 'help':
      return helpText();
    case 'unreadable':
      return { problem: `${command.problem}\n\n${helpText()}` };
  }
}

function wantedBy(command: InvestigationCommand): Wanted {
  const { name, ...options } = command;
  switch (name) {
    case 'bisect':
      return { ...options, ask: 'culprit' };
    case 'explain':
      return { ...options, ask: 'causes' };
    default:
      return options;
  }
}
