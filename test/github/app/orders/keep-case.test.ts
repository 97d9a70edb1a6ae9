import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseCase } from '../../../../src/replay/parse-case.ts';
import { caseText, config, type Project, setUp, startProject } from '../project.ts';

async function onIssue(body = caseText, files = setUp) {
  const project = await startProject({ files });
  const mary = project.github.as('mary');
  const issue = mary.openIssue({ title: 'x', body });
  const keep = (more: object = {}) =>
    project.process({
      kind: 'command',
      thread: issue,
      sender: 'mary',
      comment: mary.comment(issue, '/branch-prod keep'),
      command: { name: 'keep', ...more },
    });
  return { project, issue, keep };
}

test('keep opens a pull request that adds the case', async () => {
  const { project, issue, keep } = await onIssue();
  await keep();
  const branch = `branch-prod/keep-issue-${issue}`;
  const path = `.branch-prod/cases/issue-${issue}.yml`;
  const [pull, ...others] = pulls(project);
  expect(others).toEqual([]);
  expect(pull).toMatchObject({ pull: { head: { branch }, base: { branch: 'main' } } });
  const kept = parseCase(show(project, branch, path), { file: path });
  expect(kept).toMatchObject({ name: `issue-${issue}`, question: 'Is water covered?' });
  expect(project.answers(issue)).toEqual([expect.stringContaining(`#${pull?.number} adds`)]);
});

test('keep takes another name', async () => {
  const { project, keep } = await onIssue();
  await keep({ case: 'wet' });
  const text = show(project, 'branch-prod/keep-wet', '.branch-prod/cases/wet.yml');
  expect(parseCase(text, { file: 'wet.yml' }).name).toBe('wet');
});

test('what is there already is said and not doubled', async () => {
  const { project, issue, keep } = await onIssue();
  await keep();
  await keep();
  expect(pulls(project)).toHaveLength(1);
  expect(project.answers(issue)).toEqual([expect.stringContaining('already proposes')]);
  await keep({ case: 'water' });
  expect(pulls(project)).toHaveLength(1);
  expect(project.answers(issue)).toEqual([expect.stringContaining('has the case already')]);
});

test.each([
  ['the branch', /\/contents\/.*wet/, 'PUT'],
  ['the file', /\/pulls$/, 'POST'],
])('after a crash behind %s, keep goes on', async (_, path, method) => {
  const { project, keep } = await onIssue();
  project.github.failNext({ path, method, status: 502 });
  await expect(keep({ case: 'wet' })).rejects.toMatchObject({ status: 502 });
  await keep({ case: 'wet' });
  expect(pulls(project)).toHaveLength(1);
  expect(show(project, 'branch-prod/keep-wet', '.branch-prod/cases/wet.yml')).toContain('wet');
});

test('what somebody changed on the branch stays', async () => {
  const { project, keep } = await onIssue();
  const path = '.branch-prod/cases/wet.yml';
  project.commit('branch-prod/keep-wet', { [path]: 'mine: true\n' }, 'main');
  await keep({ case: 'wet' });
  expect(show(project, 'branch-prod/keep-wet', path)).toBe('mine: true\n');
  expect(pulls(project)).toHaveLength(1);
});

test.each([
  ['no case', 'nothing', setUp, 'can’t be read yet'],
  ['a file already', '.branch-prod/cases/water.yml', setUp, 'a file already'],
  [
    'globs that miss the file',
    caseText,
    {
      ...setUp,
      '.github/branch-prod.yml': config.replace('replay:', 'replay:\n  cases: [cases/**]'),
    },
    'does not match that path',
  ],
])('an issue with %s is answered with that', async (_, body, files, said) => {
  const { project, issue, keep } = await onIssue(body, files);
  await keep();
  expect(project.answers(issue)).toEqual([expect.stringContaining(said)]);
});

test('an App without the right is answered with what to do', async () => {
  const { project, issue, keep } = await onIssue();
  project.github.failNext({ path: /\/git\/refs$/, status: 403 });
  await keep();
  expect(project.answers(issue)).toEqual([expect.stringContaining('Check its permissions')]);
  expect(pulls(project)).toEqual([]);
});

test('on a pull request keep says where it works', async () => {
  const project = await startProject();
  project.commit('topic', { 'README.md': 'x' }, 'main');
  const mary = project.github.as('mary');
  const pull = await mary.openPullRequest({ head: 'topic', title: 'x' });
  const comment = mary.comment(pull, '/branch-prod keep');
  const command = { name: 'keep' };
  await project.process({ kind: 'command', thread: pull, sender: 'mary', comment, command });
  expect(project.answers(pull)).toEqual([expect.stringContaining('comment it on the issue')]);
});

function pulls(project: Project) {
  return [...project.state.threads.values()].filter(({ pull }) => pull !== undefined);
}

function show(project: Project, branch: string, path: string): string {
  const { gitDirectory } = project.state;
  return execFileSync('git', ['-C', gitDirectory, 'show', `${branch}:${path}`], {
    encoding: 'utf8',
  });
}
