import { expect, test } from 'vitest';
import { caseText, type Project, startProject } from '../project.ts';

async function running(options: Parameters<typeof startProject>[0] = {}) {
  const project = await startProject(options);
  const mary = project.github.as('mary');
  const issue = mary.openIssue({ title: 'x', body: caseText, labels: ['ai-hallucination'] });
  await project.process({ kind: 'label', thread: issue, sender: 'mary' });
  const [run] = project.state.runs.values();
  if (run === undefined) throw new Error('nothing was started');
  return { project, issue, run };
}

const later = () => new Date(Date.now() + 60_000).toISOString();

test('what a closed thread has is ended, and its comment says so', async () => {
  const { project, issue, run } = await running();
  await project.process({ kind: 'teardown', thread: issue, reason: 'closed', at: later() });
  expect(run).toMatchObject({ conclusion: 'cancelled' });
  expect(project.reports(issue)).toMatchObject([
    { phase: 'ended', body: expect.stringContaining('this thread was closed') },
  ]);
});

test('the run has its time to clean up before the comment says that it is gone', async () => {
  const { project, issue, run } = await running();
  run.dispatched.begin();
  run.dispatched.onCancel(() => undefined);
  const phases: (string | undefined)[] = [];
  project.onWait = () => {
    phases.push(project.reports(issue)[0]?.phase);
    if (phases.length === 3) run.dispatched.complete('cancelled');
  };
  await project.process({ kind: 'teardown', thread: issue, reason: 'unlabelled', at: later() });
  expect(phases).toEqual(['queued', 'queued', 'queued']);
  expect(project.reports(issue)).toMatchObject([{ phase: 'ended' }]);
});

test('a run that does not end is not said to be gone, and the wait has an end', async () => {
  const { project, issue, run } = await running();
  run.dispatched.begin();
  run.dispatched.onCancel(() => undefined);
  await project.process({ kind: 'teardown', thread: issue, reason: 'closed', at: later() });
  expect(project.waited()).toBe(60_000);
  expect(project.reports(issue)).toMatchObject([{ phase: 'queued' }]);
  expect(project.logged()).toContain('have not ended yet');
});

test('a run that GitHub does not list yet is found and ended', async () => {
  const { project, issue, run } = await running({ runsListedAfterMs: 500 });
  const { wait } = project.tools;
  Object.assign(project.tools, {
    async wait(milliseconds: number) {
      await wait(milliseconds);
      await new Promise((resolve) => setTimeout(resolve, 500));
    },
  });
  await project.process({ kind: 'teardown', thread: issue, reason: 'closed', at: later() });
  expect(run).toMatchObject({ conclusion: 'cancelled' });
});

test('a thread without a report gets no comment', async () => {
  const project = await startProject();
  const issue = project.github.as('mary').openIssue({ title: 'x', body: 'x' });
  await project.process({ kind: 'teardown', thread: issue, reason: 'closed' });
  expect([...project.state.comments.values()]).toEqual([]);
  expect(project.waited()).toBe(0);
});

test('a teardown that is older than the newest order ends nothing', async () => {
  const { project, issue, run } = await running();
  const at = new Date(Date.now() - 60_000).toISOString();
  await project.process({ kind: 'teardown', thread: issue, reason: 'closed', at });
  expect(run).toMatchObject({ status: 'queued' });
  expect(project.reports(issue)).toMatchObject([{ phase: 'queued' }]);
});

test('the runs of other threads go on', async () => {
  const { project, issue } = await running();
  const mary = project.github.as('mary');
  const other = mary.openIssue({ title: 'x', body: caseText, labels: ['ai-hallucination'] });
  await project.process({ kind: 'label', thread: other, sender: 'mary' });
  await project.process({ kind: 'teardown', thread: issue, reason: 'closed', at: later() });
  expect([...project.state.runs.values()].map(({ status }) => status)).toEqual([
    'completed',
    'queued',
  ]);
});

test('a deleted branch ends what its pull requests have, and no others', async () => {
  const project = await startProject();
  const [own, other] = [await pullOf(project, "a'$(id)&state=x"), await pullOf(project, 'b')];
  await project.process({ kind: 'branch-deleted', branch: "a'$(id)&state=x", at: later() });
  expect(project.reports(own)).toMatchObject([
    { phase: 'ended', body: expect.stringContaining('was deleted') },
  ]);
  expect(project.reports(other)).toMatchObject([{ phase: 'queued' }]);
});

async function pullOf(project: Project, branch: string): Promise<number> {
  const head = project.commit(branch, { 'src/app.js': `${branch}\n` }, 'main');
  const pull = await project.github.as('mary').openPullRequest({ head: branch, title: 'x' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  return pull;
}
