import { expect, test } from 'vitest';
import { parseCommand } from '../../../../src/github/text/parse-command.ts';
import { caseText, config, type Project, reactions, setUp, startProject } from '../project.ts';

/** Writes a comment and does what the App makes of it. */
async function comment(project: Project, thread: number, text: string, by = 'mary') {
  const id = project.github.as(by).comment(thread, text);
  const command = parseCommand(text);
  const task = { kind: 'command', thread, sender: by, comment: id, command } as const;
  await project.process(task);
  return { id, again: () => project.process(task) };
}

async function onIssue(body = caseText) {
  const project = await startProject();
  const issue = project.github.as('mary').openIssue({ title: 'x', body });
  return { project, issue };
}

async function onPull(body = '') {
  const project = await startProject();
  const head = project.commit('topic', { 'README.md': 'x' }, 'main');
  const mary = project.github.as('mary');
  const pull = await mary.openPullRequest({ head: 'topic', title: 'x', body });
  return { project, pull, head };
}

test('a command on an issue replays its case, with the options', async () => {
  const { project, issue } = await onIssue();
  const { id, again } = await comment(project, issue, '/branch-prod run --trials 9');
  await again();
  expect(project.orders()).toMatchObject([
    { thread: issue, trials: 9, issue: { number: issue }, reactTo: id },
  ]);
  expect(project.orders()[0]).not.toHaveProperty('head');
  expect(reactions(project.state.comments.get(id))).toEqual(['eyes']);
  expect(project.reports(issue)).toHaveLength(1);
});

test.each(['issue', 'pull request'])('a command on an %s can ask for the past', async (kind) => {
  const { project, thread } =
    kind === 'issue'
      ? await onIssue().then(({ project, issue }) => ({ project, thread: issue }))
      : await onPull().then(({ project, pull }) => ({ project, thread: pull }));
  await comment(project, thread, '/branch-prod run --at 2020-02-03T04:05:06+02:00');
  expect(project.orders()).toMatchObject([{ thread, at: '2020-02-03T02:05:06.000Z' }]);
});

test('a time that is not past is refused', async () => {
  const { project, issue } = await onIssue();
  await comment(project, issue, '/branch-prod run --at 9999-12-31T00:00:00Z');
  expect(project.orders()).toEqual([]);
  expect(project.answers(issue)).toEqual([expect.stringContaining('a time in the past')]);
});

test('a command that arrives after a newer one starts nothing, and its comment says so', async () => {
  const { project, issue } = await onIssue();
  const mary = project.github.as('mary');
  const [older, newer] = [mary.comment(issue, '/branch-prod'), mary.comment(issue, '/branch-prod')];
  const command = parseCommand('/branch-prod');
  const task = { kind: 'command', thread: issue, sender: 'mary', command } as const;
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  await project.process({ ...task, comment: newer, at: at(60) });
  await project.process({ ...task, comment: older, at: at(30) });
  expect(project.orders()).toMatchObject([{ reactTo: newer }]);
  expect(project.reports(issue)).toHaveLength(1);
  expect(reactions(project.state.comments.get(older))).toEqual(['eyes', 'confused']);
  expect(reactions(project.state.comments.get(newer))).toEqual(['eyes']);
});

test('a command with names replays those, whatever the issue says', async () => {
  const { project, issue } = await onIssue('nothing');
  await comment(project, issue, '/branch-prod replay water other');
  expect(project.orders()).toMatchObject([{ cases: ['water', 'other'] }]);
  expect(project.orders()[0]).not.toHaveProperty('issue');
});

test('a case with a path that leads out is no name', async () => {
  const { project, issue } = await onIssue();
  const { id } = await comment(project, issue, '/branch-prod replay ../../etc/passwd');
  expect(project.orders()).toEqual([]);
  expect(project.answers(issue)).toEqual([expect.stringContaining('is no case')]);
  expect(reactions(project.state.comments.get(id))).toEqual(['eyes', 'confused']);
});

test('an issue without a case is told what is missing', async () => {
  const { project, issue } = await onIssue('nothing');
  await comment(project, issue, '/branch-prod');
  expect(project.orders()).toEqual([]);
  expect(project.answers(issue)).toEqual([expect.stringContaining('can’t be read yet')]);
});

test('a command on a pull request replays on its head and base, as a new check run', async () => {
  const { project, pull, head } = await onPull();
  await comment(project, pull, '/branch-prod');
  const first = [...project.state.checkRuns.values()];
  expect(first).toMatchObject([{ status: 'queued', headSha: head }]);
  expect(project.orders()).toMatchObject([{ head, base: expect.any(String), cases: [] }]);
  // The next one takes its place, also on the check run.
  await comment(project, pull, '/branch-prod replay water');
  const [older, newer] = [...project.state.checkRuns.values()];
  expect(older).toMatchObject({ conclusion: 'cancelled', output: { title: 'Superseded' } });
  expect(newer).toMatchObject({ status: 'queued', externalId: project.orders()[1]?.id });
});

test('a pull request that fixes an issue replays its case', async () => {
  const { project, issue } = await onIssue();
  project.commit('topic', { 'README.md': 'x' }, 'main');
  const pull = await project.github
    .as('mary')
    .openPullRequest({ head: 'topic', title: 'x', body: `Fixes #${issue}` });
  await comment(project, pull, '/branch-prod');
  expect(project.orders()).toMatchObject([{ thread: pull, issue: { number: issue } }]);
});

test('a fork’s pull request is refused, with what a maintainer can do', async () => {
  const project = await startProject();
  const fork = project.fork();
  project.commit('evil', { 'src/app.js': 'two\n' }, 'main');
  const pull = await project.github
    .as('mallory')
    .openPullRequest({ head: 'evil', title: 'x', fromFork: fork });
  await comment(project, pull, '/branch-prod run');
  expect(project.orders()).toEqual([]);
  expect(project.answers(pull)).toEqual([expect.stringContaining('A maintainer')]);
});

test('whatever somebody without enough access asks is refused, once', async () => {
  const { project, issue } = await onIssue();
  project.github.addCollaborator('trudy', 'read');
  for (const command of ['run', 'help', 'status', 'destroy', 'keep', 'nonsense']) {
    const { id } = await comment(project, issue, `/branch-prod ${command}`, 'trudy');
    expect(reactions(project.state.comments.get(id))).toEqual([]);
  }
  expect(project.orders()).toEqual([]);
  expect([...project.state.threads.values()]).toHaveLength(1);
  expect(project.answers(issue)).toEqual([expect.stringContaining('enough rights')]);
});

test('--ref is a commit of this repository', async () => {
  const { project, issue } = await onIssue();
  const tip = project.commit('topic', { 'README.md': 'x' }, 'main');
  await comment(project, issue, '/branch-prod run --ref topic');
  expect(project.orders()).toMatchObject([{ head: tip }]);
});

test('--ref on a pull request shows no check run on a commit that was not replayed', async () => {
  const { project, pull } = await onPull();
  await comment(project, pull, '/branch-prod run --ref main');
  expect(project.orders()).toHaveLength(1);
  expect([...project.state.checkRuns.values()]).toEqual([]);
});

test.each([
  [
    'a commit that no branch of ours holds',
    (project: Project) => {
      const commit = project.commit('gone', { 'src/app.js': 'evil\n' }, 'main');
      project.commit('gone', {}, 'main');
      return commit;
    },
    'can’t be previewed',
  ],
  ['a name that is nothing', () => 'nothing-$(id)', '`nothing-$(id)` is no branch'],
  ['a mention', () => '@all`x', 'is no branch'],
])('--ref and --base with %s are refused', async (_, refOf, said) => {
  const { project, issue } = await onIssue();
  const ref = refOf(project);
  for (const command of [`run --ref ${ref}`, `explain --base main --base ${ref}`]) {
    await comment(project, issue, `/branch-prod ${command}`);
    expect(project.orders()).toEqual([]);
    expect(project.answers(issue)).toEqual([expect.stringContaining(said)]);
  }
});

test('--base with a commit of a fork is refused, also on a pull request', async () => {
  const { project, pull } = await onPull();
  const commit = project.commit('theirs', { 'prompts/answer.txt': 'evil\n' }, 'main');
  const mallory = project.github.as('mallory');
  const fromFork = project.fork();
  const theirs = await mallory.openPullRequest({ head: 'theirs', title: 'x', fromFork });
  project.commit('theirs', {}, 'main');
  for (const ref of [commit, `pull/${theirs}/head`]) {
    await comment(project, pull, `/branch-prod explain --base ${ref}`);
    expect(project.orders()).toEqual([]);
    expect(project.answers(pull)).toEqual([
      expect.stringMatching(`\`${ref}\` (can’t be previewed|is no branch)`),
    ]);
  }
});

test('extend says with what it comes', async () => {
  const { project, issue } = await onIssue();
  await comment(project, issue, '/branch-prod extend 4h');
  expect(project.answers(issue)).toEqual([expect.stringContaining('the host')]);
  expect(project.orders()).toEqual([]);
});

test('bisect on an issue asks for the culprit of its case, once', async () => {
  const { project, issue } = await onIssue();
  const { id, again } = await comment(project, issue, '/branch-prod bisect --trials 9');
  await again();
  const [order, ...others] = project.orders();
  expect(others).toEqual([]);
  expect(order).toMatchObject({ ask: 'culprit', trials: 9, issue: { number: issue }, reactTo: id });
  expect(order).not.toHaveProperty('alternatives');
  expect(project.answers(issue)).toEqual([]);
  expect(reactions(project.state.comments.get(id))).toEqual(['eyes']);
});

test('run asks for nothing besides, so that the config decides', async () => {
  const { project, issue } = await onIssue();
  await comment(project, issue, '/branch-prod');
  expect(project.orders()[0]).not.toHaveProperty('ask');
});

test('explain asks for the causes, with what to replay with besides', async () => {
  const { project, issue } = await onIssue();
  const main = project.commit('main', { 'README.md': 'x' });
  const tip = project.commit('topic', { 'README.md': 'y' }, 'main');
  const times = '--at 2020-02-03T04:05:06+02:00 --at 2019-02-03T04:05:06Z';
  const bases = `--base main --base topic --base ${tip.slice(0, 10)}`;
  await comment(project, issue, `/branch-prod explain water --model gpt-4.1 ${times} ${bases}`);
  expect(project.orders()).toMatchObject([
    {
      ask: 'causes',
      cases: ['water'],
      at: '2020-02-03T02:05:06.000Z',
      alternatives: {
        models: ['gpt-4.1'],
        instants: ['2019-02-03T04:05:06.000Z'],
        prompts: [main, tip],
      },
    },
  ]);
});

test('explain on a pull request tries the prompts of its base, unless others are named', async () => {
  const { project, pull, head } = await onPull();
  await comment(project, pull, '/branch-prod explain');
  await comment(project, pull, '/branch-prod explain --base topic');
  const [own, named] = project.orders();
  expect(own).toMatchObject({ ask: 'causes', head, base: expect.any(String) });
  expect(own?.alternatives?.prompts).toEqual([own?.base]);
  expect(named?.alternatives?.prompts).toEqual([head]);
  // They are replays of the head as all others are.
  expect([...project.state.checkRuns.values()]).toMatchObject([
    { headSha: head, conclusion: 'cancelled', output: { title: 'Superseded' } },
    { headSha: head, status: 'queued', externalId: named?.id },
  ]);
});

test('explain on a pull request tries no prompts where the config names none', async () => {
  const files = { ...setUp, '.github/branch-prod.yml': config.replace(/^ai: .*$/m, '') };
  const project = await startProject({ files });
  project.commit('topic', { 'README.md': 'x' }, 'main');
  const pull = await project.github.as('mary').openPullRequest({ head: 'topic', title: 'x' });
  await comment(project, pull, '/branch-prod explain');
  expect(project.orders()[0]?.alternatives?.prompts).toEqual([]);
});

test('explain with a second time that is not past is refused', async () => {
  const { project, issue } = await onIssue();
  const times = '--at 2020-02-03T04:05:06Z --at 9999-12-31T00:00:00Z';
  await comment(project, issue, `/branch-prod explain ${times}`);
  expect(project.orders()).toEqual([]);
  expect(project.answers(issue)).toEqual([expect.stringContaining('a time in the past')]);
});

test('an unknown command is answered with the nearest and the help; the next answer replaces it', async () => {
  const { project, issue } = await onIssue();
  await comment(project, issue, '/branch-prod statu');
  expect(project.answers(issue)).toEqual([
    expect.stringMatching(/`statu`.*status.*\n\n.*command/s),
  ]);
  const { again } = await comment(project, issue, '/branch-prod help');
  await again();
  expect(project.answers(issue)).toEqual([expect.stringContaining('first line of a comment')]);
});

test('status says what the newest order and its run are', async () => {
  const { project, issue } = await onIssue();
  await comment(project, issue, '/branch-prod status');
  expect(project.answers(issue)[0]).toContain('Nothing was asked for');
  await comment(project, issue, '/branch-prod');
  await comment(project, issue, '/branch-prod status');
  const [run] = project.state.runs.values();
  expect(project.answers(issue)[0]).toContain('waits for a runner');
  expect(project.answers(issue)[0]).toContain(`/actions/runs/${run?.id}`);
  expect(project.answers(issue)[0]).toContain('has not ended');
});

test('destroy cancels the run and says so in the comment', async () => {
  const { project, issue } = await onIssue();
  await comment(project, issue, '/branch-prod destroy');
  expect(project.answers(issue)[0]).toContain('Nothing runs');
  await comment(project, issue, '/branch-prod');
  const { again } = await comment(project, issue, '/branch-prod destroy');
  await again();
  expect([...project.state.runs.values()]).toMatchObject([{ conclusion: 'cancelled' }]);
  expect(project.reports(issue)).toMatchObject([
    { phase: 'ended', body: expect.stringContaining('**Taken down**') },
  ]);
});

test('a command that comes after its thread was closed does nothing', async () => {
  const { project, issue } = await onIssue();
  const text = '/branch-prod';
  const id = project.github.as('mary').comment(issue, text);
  project.github.as('mary').close(issue);
  const at = new Date(Date.now() - 60_000).toISOString();
  const command = parseCommand(text);
  await project.process({
    kind: 'command',
    thread: issue,
    sender: 'mary',
    comment: id,
    command,
    at,
  });
  expect(project.orders()).toEqual([]);
});
