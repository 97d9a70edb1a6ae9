import { expect, test } from 'vitest';
import { caseText, config, type Project, setUp, startProject } from '../project.ts';

test('a pull request that touches checks.paths is replayed on its head and its base', async () => {
  const project = await startProject();
  const { pull, head, base } = await open(project, { 'src/app.js': 'two\n' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });

  const [check, ...others] = checks(project);
  expect(others).toEqual([]);
  expect(check).toMatchObject({ status: 'queued', headSha: head, name: 'branch-prod' });
  const [report] = project.reports(pull);
  expect(report).toMatchObject({ phase: 'queued', order: check?.externalId });
  expect(project.orders()).toMatchObject([
    { id: check?.externalId, thread: pull, head, base, cases: [], comment: report?.id },
  ]);
  expect(project.orders()[0]).not.toHaveProperty('issue');
});

test('the same head twice is one check run and one run', async () => {
  const project = await startProject();
  const { pull, head } = await open(project, { 'src/app.js': 'two\n' });
  const pushed = { kind: 'pull-request', thread: pull, sender: 'mary', head } as const;
  await project.process(pushed);
  await project.process({ ...pushed, delivery: 'd-2' });
  expect(checks(project)).toHaveLength(1);
  expect(project.orders()).toHaveLength(1);
});

test('a crash between check run and dispatch is made good', async () => {
  const project = await startProject();
  const { pull, head } = await open(project, { 'src/app.js': 'two\n' });
  const pushed = { kind: 'pull-request', thread: pull, sender: 'mary', head } as const;
  project.github.failNext({ path: /\/dispatches$/, status: 'reset' });
  await expect(project.process(pushed)).rejects.toThrow();
  expect(checks(project)).toMatchObject([{ status: 'queued' }]);
  await project.process(pushed);
  expect(checks(project)).toHaveLength(1);
  expect(project.orders()).toHaveLength(1);
});

test('a moved file touches the place where it was', async () => {
  const project = await startProject();
  const { pull, head } = await open(project, { 'src/app.js': null, 'lib/app.js': 'one\n' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(project.orders()).toHaveLength(1);
});

test('nothing to replay is neutral at once, with one line why, and no comment', async () => {
  const project = await startProject();
  const { pull, head } = await open(project, { 'README.md': 'x' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(checks(project)).toMatchObject([
    {
      conclusion: 'neutral',
      output: { summary: expect.stringMatching(/^[^\n]*checks\.paths[^\n]*$/) },
    },
  ]);
  expect(project.orders()).toEqual([]);
  expect(project.reports(pull)).toEqual([]);
});

test('a commit without case files is neutral, too', async () => {
  const { '.branch-prod/cases/water.yml': _, ...files } = setUp;
  const project = await startProject({ files });
  const { pull, head } = await open(project, { 'src/app.js': 'two\n' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(checks(project)).toMatchObject([
    { conclusion: 'neutral', output: { summary: expect.stringContaining('no case') } },
  ]);
});

test('“Fixes #N” replays the case of that issue, the first of several, and says so', async () => {
  const project = await startProject();
  const mary = project.github.as('mary');
  const numbers = ['no case', caseText, caseText].map((body) =>
    mary.openIssue({ title: 'x', body }),
  );
  const body = numbers.map((number) => `Fixes #${number}`).join('\n');
  const { pull, head } = await open(project, { 'README.md': 'x' }, { body });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(project.orders()).toMatchObject([{ issue: { number: numbers[1] }, cases: [] }]);
  const [check] = checks(project);
  expect(check?.output.text).toBe(
    `- Only the case of issue #${numbers[1]} is replayed; #${numbers[2]} would have one, too.`,
  );
});

test('a config in the pull request has no effect, and the check says that it was ignored', async () => {
  const project = await startProject();
  const hostile = config.replace('src/**', 'never/**');
  const files = { '.github/branch-prod.yml': hostile, 'src/app.js': 'two\n' };
  const { pull, head } = await open(project, files);
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(project.orders()).toHaveLength(1);
  expect(checks(project)[0]?.output.text).toContain('was ignored');
});

test('a config that would call nobody unfit does not let anybody in', async () => {
  const project = await startProject();
  project.github.addCollaborator('trudy', 'read');
  const loose = `${config}\naccess: { minimum: read }`;
  const files = { '.github/branch-prod.yml': loose, 'src/app.js': 'two\n' };
  const { pull, head } = await open(project, files, { by: 'trudy' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'trudy', head });
  expect(checks(project)).toMatchObject([
    { conclusion: 'neutral', output: { summary: expect.stringContaining('“write”') } },
  ]);
  expect(project.orders()).toEqual([]);
  expect(project.answers(pull)).toEqual([]);
});

test('a fork’s pull request runs nothing, and the check says what a maintainer can do', async () => {
  const project = await startProject();
  const fork = project.fork();
  const head = project.commit('evil', { 'src/app.js': 'two\n' }, 'main');
  const pull = await project.github
    .as('mallory')
    .openPullRequest({ head: 'evil', title: 'x', fromFork: fork });
  // Also when a maintainer is the one who pushed.
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(checks(project)).toMatchObject([
    { conclusion: 'neutral', output: { summary: expect.stringContaining('maintainer') } },
  ]);
  expect(project.orders()).toEqual([]);
});

test.each([
  ['no config', { 'src/app.js': 'one\n' }, 'branch-prod.yml'],
  ['a config with a problem', { ...setUp, '.github/branch-prod.yml': 'version: 2\n' }, 'version'],
])('%s is neutral: a pull request that repairs it can be merged', async (_, files, said) => {
  const project = await startProject({ files });
  const { pull, head } = await open(project, { 'src/app.js': 'two\n' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(checks(project)).toMatchObject([
    { conclusion: 'neutral', output: { summary: expect.stringContaining(said) } },
  ]);
});

test('a workflow that is missing ends the check run', async () => {
  const { '.github/workflows/branch-prod.yml': _, ...files } = setUp;
  const project = await startProject({ files });
  const { pull, head } = await open(project, { 'src/app.js': 'two\n' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  expect(checks(project)).toMatchObject([
    { conclusion: 'failure', output: { title: 'Not started' } },
  ]);
});

test('the check run of an older push that comes late is superseded', async () => {
  const project = await startProject();
  const { pull, head: older } = await open(project, { 'src/app.js': 'two\n' });
  const newer = project.commit('topic', { 'src/app.js': 'three\n' });
  await project.github.as('mary').push('topic');
  const pushed = { kind: 'pull-request', thread: pull, sender: 'mary' } as const;
  await project.process({ ...pushed, head: newer });
  const at = new Date(Date.now() - 60_000).toISOString();
  await project.process({ ...pushed, head: older, at });
  expect(project.orders()).toMatchObject([{ head: newer }]);
  expect(checks(project)).toMatchObject([
    { headSha: newer, status: 'queued' },
    { headSha: older, conclusion: 'cancelled' },
  ]);
});

test('a branch with a hostile name is only ever a commit id', async () => {
  const project = await startProject();
  const branch = 'x$(touch$IFS$9pwned)`id`;&&"\'';
  const { pull, head } = await open(project, { 'src/app.js': 'two\n' }, { branch });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  const [run] = project.state.runs.values();
  expect(JSON.stringify(run?.inputs)).not.toContain('pwned');
  expect(run?.title).toMatch(/^branch-prod #\d+ [0-9a-f]{16} [0-9a-f]{40}$/);
  expect(project.logged()).not.toContain('pwned');
});

function checks(project: Project) {
  return [...project.state.checkRuns.values()];
}

async function open(
  project: Project,
  files: Record<string, string | null>,
  { branch = 'topic', body = '', by = 'mary' } = {},
) {
  const base = project.commit('main', {});
  const head = project.commit(branch, files, 'main');
  const pull = await project.github.as(by).openPullRequest({ head: branch, title: 'x', body });
  return { pull, head, base };
}
