import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { readEvent } from '../../../src/github/app/intake/read-event.ts';
import { type Task, taskSchema } from '../../../src/github/app/task.ts';
import { processTask } from '../../../src/github/app/tasks/process-task.ts';
import { textDigest } from '../../../src/github/order.ts';
import { parseCommand } from '../../../src/github/text/parse-command.ts';
import { payloadOf } from './payload.ts';
import { caseText, owner, type Project, reactions, repo, startProject } from './project.ts';

const otherText = caseText.replace('water', 'fire');

/** What the App makes of a webhook that GitHub really sent, moved to a thread of the project as it is now. */
function taskOf(
  project: Project,
  thread: number,
  event: 'issues' | 'issue_comment',
  text?: string,
) {
  const payload = payloadOf(event, event === 'issues' ? 'labeled' : 'created');
  const { body, title } = project.state.threads.get(thread) ?? {};
  Object.assign(payload.issue, { number: thread, body, title });
  Object.assign(payload.repository, { name: repo, owner: { login: owner } });
  payload.sender.login = 'mary';
  const at = new Date(Date.now() + 1000).toISOString();
  payload.issue.updated_at = at;
  if (text === undefined) payload.label.name = 'ai-hallucination';
  else {
    const id = project.github.as('mary').comment(thread, text);
    Object.assign(payload.comment, { id, body: text, created_at: at });
  }
  const receivedAt = new Date();
  const context = { appId: project.tools.app.id, parseCommand };
  const [task] = readEvent({ name: event, id: randomUUID(), payload, receivedAt }, context);
  return taskSchema.parse(task);
}

async function labelled(body = caseText) {
  const project = await startProject();
  const mary = project.github.as('mary');
  const issue = mary.openIssue({ title: 'x', body, labels: ['ai-hallucination'] });
  return { project, issue, process: (task: Task) => processTask(task, project.tools) };
}

test('a label approves what the issue said when it was set: an edit before it is processed runs nothing', async () => {
  const { project, issue, process } = await labelled();
  const task = taskOf(project, issue, 'issues');
  project.github.as('rita').edit(issue, { body: otherText });
  await process(task);
  expect(project.orders()).toEqual([]);
  expect(project.reports(issue)).toEqual([]);
  expect(project.answers(issue)).toEqual([expect.stringContaining('was changed after')]);
  expect(reactions(project.state.threads.get(issue))).toEqual(['eyes', 'confused']);

  await process(taskOf(project, issue, 'issues'));
  expect(project.orders()).toMatchObject([
    { issue: { number: issue, digest: textDigest(otherText) } },
  ]);
});

test.each(['/branch-prod', '/branch-prod replay --trials 2', '/branch-prod keep'])(
  '%s approves what the issue said when it was written',
  async (text) => {
    const { project, issue, process } = await labelled();
    const task = taskOf(project, issue, 'issue_comment', text);
    project.github.as('rita').edit(issue, { body: otherText });
    await process(task);
    expect(project.orders()).toEqual([]);
    expect([...project.state.threads.values()].filter(({ pull }) => pull)).toEqual([]);
    expect(project.answers(issue)).toEqual([expect.stringContaining('was changed after')]);
    const comment = project.state.comments.get((task as { comment: number }).comment);
    expect(reactions(comment)).toEqual(['eyes', 'confused']);
  },
);

test('an edit that is taken back is none, and line ends and other scripts are not edits', async () => {
  const text = `${caseText}\r\nStraße, 水, 👩‍👩‍👧\r\n`;
  const { project, issue, process } = await labelled(text);
  const task = taskOf(project, issue, 'issues');
  project.github.as('rita').edit(issue, { body: otherText });
  project.github.as('rita').edit(issue, { body: text });
  await process(task);
  expect(project.orders()).toMatchObject([{ issue: { digest: textDigest(text) } }]);
});

test('a command that names its cases needs no text, and an edit changes nothing', async () => {
  const { project, issue, process } = await labelled();
  const task = taskOf(project, issue, 'issue_comment', '/branch-prod replay water');
  project.github.as('rita').edit(issue, { body: otherText });
  await process(task);
  expect(project.orders()).toMatchObject([{ cases: ['water'] }]);
});

test('a command on a pull request takes the issue as it says when the command is processed', async () => {
  const { project, issue, process } = await labelled();
  project.commit('topic', { 'README.md': 'x' }, 'main');
  const pull = await project.github.as('mary').openPullRequest({ head: 'topic', title: 'x' });
  const task = taskOf(project, pull, 'issue_comment', '/branch-prod');
  project.github.as('mary').edit(pull, { body: `Fixes #${issue}` });
  project.github.as('mary').edit(issue, { body: otherText });
  await process(task);
  expect(project.orders()).toMatchObject([
    { thread: pull, issue: { number: issue, digest: textDigest(otherText) } },
  ]);
});
