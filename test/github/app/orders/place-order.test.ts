import { expect, test } from 'vitest';
import { caseText, type Project, reactions, setUp, startProject } from '../project.ts';

const dispatches = /\/dispatches$/;

async function labelled(options: Parameters<typeof startProject>[0] = {}) {
  const project = await startProject(options);
  const issue = project.github
    .as('mary')
    .openIssue({ title: 'x', body: caseText, labels: ['ai-hallucination'] });
  const at = new Date(Date.now() + 1000).toISOString();
  const label = () => project.process({ kind: 'label', thread: issue, sender: 'mary', at });
  return { project, issue, label };
}

test('a dispatch that failed for a moment is done when the task comes again', async () => {
  const { project, issue, label } = await labelled();
  project.github.failNext({ path: dispatches, status: 502 });
  await expect(label()).rejects.toMatchObject({ status: 502 });
  expect(project.reports(issue)).toMatchObject([{ phase: 'queued' }]);
  expect(project.orders()).toEqual([]);
  await label();
  expect(project.orders()).toHaveLength(1);
  expect(project.reports(issue)).toHaveLength(1);
});

test('of two comments in the same second the later one stays the newer, whichever arrives first', async () => {
  const project = await startProject();
  const mary = project.github.as('mary');
  const issue = mary.openIssue({ title: 'x', body: caseText });
  const comments = [mary.comment(issue, '/branch-prod'), mary.comment(issue, '/branch-prod')];
  const at = new Date(Date.now() + 1000).toISOString();
  const command = { name: 'run', cases: [] };
  for (const comment of comments.toReversed()) {
    await project.process({ kind: 'command', thread: issue, sender: 'mary', at, comment, command });
  }
  expect(project.orders().map(({ reactTo }) => reactTo)).toEqual([comments[1]]);
});

test('a dispatch whose answer was lost is not done twice, though the run is listed late', async () => {
  const { project, label } = await labelled({ runsListedAfterMs: 1500 });
  project.github.failNext({ path: dispatches, status: 502, afterwards: true });
  await expect(label()).rejects.toMatchObject({ status: 502 });
  const wait = project.tools.wait;
  Object.assign(project.tools, {
    async wait(milliseconds: number) {
      await wait(milliseconds);
      await new Promise((resolve) => setTimeout(resolve, 800));
    },
  });
  await label();
  expect(project.orders()).toHaveLength(1);
  expect(project.waited()).toBeGreaterThan(0);
});

test.each([
  ['is missing', without('.github/workflows/branch-prod.yml'), 'no workflow'],
  ['takes no such inputs', withWorkflow('on: workflow_dispatch\njobs: {}\n'), 'does not take'],
])('a workflow that %s is said on the thread, with what to do', async (_, files, said) => {
  const { project, issue, label } = await labelled({ files });
  await label();
  expect(project.reports(issue)).toMatchObject([
    { phase: 'ended', body: expect.stringContaining(said) },
  ]);
  expect(project.orders()).toEqual([]);
  expect(reactions(project.state.threads.get(issue))).toEqual(['eyes', 'confused']);
  await label();
  expect(project.reports(issue)).toHaveLength(1);
});

test('an App that may not start workflows says so', async () => {
  const { project, issue, label } = await labelled();
  project.github.failNext({ path: dispatches, status: 403 });
  await label();
  expect(project.reports(issue)).toMatchObject([
    { phase: 'ended', body: expect.stringContaining('may not start workflows') },
  ]);
});

test('a rate limit is no refusal', async () => {
  const { project, issue, label } = await labelled();
  project.github.failNext({ path: dispatches, status: 403, headers: { 'retry-after': '60' } });
  await expect(label()).rejects.toMatchObject({ status: 403 });
  expect(project.reports(issue)).toMatchObject([{ phase: 'queued' }]);
});

function without(path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(setUp).filter(([name]) => name !== path));
}

function withWorkflow(text: string): Record<string, string> {
  return { ...setUp, '.github/workflows/branch-prod.yml': text };
}

test('a run that somebody dispatched with the same order does not count as the App’s', async () => {
  const { project, label } = await labelled();
  project.github.failNext({ path: dispatches, status: 502 });
  await expect(label()).rejects.toThrow();
  await forge(project);
  await label();
  const actors = [...project.state.runs.values()].map(({ actor }) => actor.login);
  expect(actors.toSorted()).toEqual(['branch-prod[bot]', 'github-actions[bot]']);
});

/** Somebody with write access takes the order from the comment. */
async function forge(project: Project) {
  const [comment] = project.state.comments.values();
  const order = /"order":"(\w+)"/.exec(comment?.body ?? '')?.[1];
  const inputs = { thread: '1', id: order, head: '', order: '{}' };
  const token = project.github.jobToken({ actions: 'write' });
  const url = `${project.github.url}/repos/acme/shop/actions/workflows/branch-prod.yml/dispatches`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `token ${token}`,
      accept: 'application/vnd.github+json',
      'user-agent': 'test',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ref: 'main', inputs }),
  });
  expect(answer.status).toBe(204);
}
