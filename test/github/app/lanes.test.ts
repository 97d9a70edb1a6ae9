import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findTasks } from '../../../src/github/app/intake/find-tasks.ts';
import { type Journal, openJournal } from '../../../src/github/app/intake/journal.ts';
import { isLookup, type QueuedTask } from '../../../src/github/app/intake/queued-task.ts';
import { createTaskQueue } from '../../../src/github/app/intake/task-queue.ts';
import { requestId } from '../../../src/github/app/request-id.ts';
import { processTask } from '../../../src/github/app/tasks/process-task.ts';
import { textDigest } from '../../../src/github/order.ts';
import { parseComment } from '../../../src/github/thread-state.ts';
import { caseText, owner, type Project, repo, startProject } from './project.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const common = { installation: 1, owner, repo, sender: 'mary' };
const at = (second: number) => new Date(Date.now() + second * 1000).toISOString();

function command(thread: number, comment: number, second: number, text = ''): QueuedTask {
  return {
    ...{ ...common, kind: 'command', delivery: `command-${comment}`, at: at(second) },
    ...{ thread, comment, command: { name: 'run', cases: [] }, textDigest: textDigest(text) },
  } as QueuedTask;
}

/** The App's queue and journal on a project, with its tasks done as the App does them. */
async function open(project: Project, folder = newFolder()) {
  const { log, now } = project.tools;
  const journal = await openJournal(folder, { log, now });
  const begun: QueuedTask['kind'][] = [];
  const queueOn = (of: Journal) =>
    createTaskQueue({
      async process(task, older) {
        begun.push(task.kind);
        if (isLookup(task)) return findTasks(task, project.tools);
        const takeOver = (before: string) => older(before).map(requestId);
        await processTask(task, { ...project.tools, takeOver });
        return [];
      },
      journal: of,
      log,
      now,
      setTimer: () => () => {},
    });
  const queue = queueOn(journal);
  const take = async (...tasks: QueuedTask[]) => {
    const entries = await Promise.all(tasks.map((task) => journal.take(task)));
    for (const entry of entries) if (entry !== undefined) queue.add(entry);
  };
  const isIdle = () => queue.counts().queued + queue.counts().running === 0;
  return { folder, journal, queue, queueOn, take, begun, idle: () => until(isIdle) };
}

/** A pull request whose check run is over, and a button of that. */
async function withCheck() {
  const project = await startProject();
  const head = project.commit('topic', { 'README.md': 'x' }, 'main');
  const pull = await project.github.as('mary').openPullRequest({ head: 'topic', title: 'x' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  const checkRun = [...project.state.checkRuns.keys()][0] as number;
  const button: QueuedTask = {
    ...{ ...common, kind: 'check-run', delivery: 'button', at: at(5) },
    ...{ checkRun, head, button: 'replay' },
  } as QueuedTask;
  return { project, pull, head, button };
}

test('a button and a command on one thread do not meet: one report, and the newer request has it', async () => {
  const { project, pull, button } = await withCheck();
  const comment = project.github.as('mary').comment(pull, '/branch-prod');
  const { take, begun, queue, idle } = await open(project);
  // The command is held where it looks for the report, until the button is known to belong to the same thread: what
  // would do the button's task now would look for the report, too, and find none.
  let looks = 0;
  project.tools.client.hook.before('request', async ({ url, method }) => {
    if (method !== 'GET' || !/\/comments(\?|$)/.test(url) || project.reports(pull).length > 0)
      return;
    looks += 1;
    await until(() => looks === 2 || (begun.includes('check-run') && queue.counts().queued === 1));
  });
  await take(command(pull, comment, 4), button);
  await idle();
  expect(looks).toBe(1);
  expect(begun).toEqual(['command', 'check-run', 'check']);
  expect(project.reports(pull)).toHaveLength(1);
  expect(project.orders().map(({ thread }) => thread)).toEqual([pull, pull]);
  expect(project.reports(pull)[0]?.order).toBe(project.orders()[1]?.id);
});

test('a lookup that a crash has stopped before it was done starts one run', async () => {
  const { project, button } = await withCheck();
  const before = await open(project);
  const { journal, folder, queueOn } = before;
  const entry = await journal.take(button);
  const neverDone: Journal = { ...journal, done: () => new Promise(() => {}) };
  // What it has found is on disk and runs, but neither gets as far as to be done.
  const crashed = queueOn(neverDone);
  if (entry !== undefined) crashed.add(entry);
  await until(() => project.orders().length === 1);

  const after = await open(project, folder);
  expect(after.journal.left.map(({ task }) => task.kind).toSorted()).toEqual([
    'check',
    'check-run',
  ]);
  for (const left of after.journal.left) after.queue.add(left);
  await after.idle();
  expect(project.orders()).toHaveLength(1);
  await after.take(button);
  await after.idle();
  expect(project.orders()).toHaveLength(1);
});

test('of the requests that wait, the newest is started, and its report knows the others', async () => {
  const project = await startProject();
  const mary = project.github.as('mary');
  const issue = mary.openIssue({ title: 'x', body: caseText });
  const comments = [1, 2, 3, 4].map(() => mary.comment(issue, '/branch-prod'));
  const tasks = (['run', 'explain', 'replay', 'bisect'] as const).map(
    (name, second): QueuedTask =>
      ({
        ...command(issue, comments[second] as number, second, caseText),
        command: { name, cases: [] },
      }) as QueuedTask,
  );
  const { take, idle, begun } = await open(project);
  const requests = () => project.github.requests.length;
  await take(...tasks);
  const one = requests();
  await idle();
  expect(one).toBe(0);
  const ids = tasks.map((task) => requestId(task as never));
  expect(project.orders()).toMatchObject([{ id: ids[0] }, { id: ids[3], ask: 'culprit' }]);
  expect(begun).toEqual(['command', 'command']);
  const [report] = project.reports(issue);
  expect(report).toMatchObject({ order: ids[3], phase: 'queued' });
  expect(report?.body).toContain('takes the place of 2 older requests');
  const { body } = project.state.comments.get(report?.id ?? 0) ?? {};
  expect(parseComment(body ?? '')?.state.handled).toEqual(ids);
  // Again, as from a journal that was lost: they are known.
  const again = await open(project);
  await again.take(...tasks);
  await again.idle();
  expect(project.orders()).toHaveLength(2);
});

test('somebody without rights can not take the place of a request', async () => {
  const project = await startProject();
  const issue = project.github.as('mary').openIssue({ title: 'x', body: caseText });
  const comments = [1, 2, 3].map(() => project.github.as('mary').comment(issue, '/branch-prod'));
  const [first, second, third] = comments.map((comment, index) =>
    command(issue, comment, index, caseText),
  ) as [QueuedTask, QueuedTask, QueuedTask];
  const { take, idle } = await open(project);
  await take({ ...first, sender: 'trudy' } as QueuedTask, second);
  await take({ ...third, sender: 'trudy' } as QueuedTask);
  await idle();
  expect(project.orders()).toMatchObject([{ reactTo: comments[1] }]);
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'branch-prod-lanes-'));
  folders.push(folder);
  return folder;
}
