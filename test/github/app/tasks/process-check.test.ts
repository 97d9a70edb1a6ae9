import { expect, test } from 'vitest';
import { type Project, startProject } from '../project.ts';

/** A pull request with a check run that is over. */
async function concluded() {
  const project = await startProject();
  const head = project.commit('topic', { 'README.md': 'x' }, 'main');
  const pull = await project.github.as('mary').openPullRequest({ head: 'topic', title: 'x' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  const [check] = project.state.checkRuns.values();
  if (check === undefined) throw new Error('no check run');
  const press = (button: string, more: object = {}) =>
    project.process({
      kind: 'check-run',
      sender: 'mary',
      checkRun: check.id,
      head,
      button,
      ...more,
    });
  return { project, pull, head, check, press };
}

test.each(['rerun', 'replay'])(
  '%s replays on the pull request, as a new check run',
  async (button) => {
    const { project, pull, head, check, press } = await concluded();
    await press(button);
    await press(button);
    expect(project.orders()).toMatchObject([{ thread: pull, head, cases: [] }]);
    expect(project.orders()[0]).not.toHaveProperty('ask');
    const [first, second, ...others] = checks(project);
    expect(first).toBe(check);
    expect(second).toMatchObject({ status: 'queued', externalId: project.orders()[0]?.id });
    expect(others).toEqual([]);
    // Pressed once more it is another request.
    await press(button, { delivery: 'd-2', at: new Date(Date.now() + 5000).toISOString() });
    expect(project.orders()).toHaveLength(2);
  },
);

test('somebody without enough access is refused on the thread', async () => {
  const { project, pull, press } = await concluded();
  project.github.addCollaborator('trudy', 'triage');
  await press('replay', { sender: 'trudy' });
  expect(project.orders()).toEqual([]);
  expect(project.answers(pull)).toEqual([expect.stringContaining('enough rights')]);
});

test('the culprit is looked for on the pull request, as a new check run, once', async () => {
  const { project, pull, head, press } = await concluded();
  await press('culprit');
  await press('culprit');
  expect(project.orders()).toMatchObject([{ thread: pull, head, cases: [], ask: 'culprit' }]);
  expect(checks(project)).toHaveLength(2);
  expect(project.answers(pull)).toEqual([]);
});

test('destroy ends what runs', async () => {
  const { project, pull, press } = await concluded();
  await press('replay');
  await press('destroy', { delivery: 'd-2', at: new Date(Date.now() + 5000).toISOString() });
  expect([...project.state.runs.values()]).toMatchObject([{ conclusion: 'cancelled' }]);
  expect(project.reports(pull)).toMatchObject([{ phase: 'ended' }]);
});

test('of two pull requests with the same head, the one that the check run is of is meant', async () => {
  const { project, pull, head, press } = await concluded();
  project.commit('base', {}, 'main');
  await project.github.as('mary').openPullRequest({ head: 'topic', base: 'base', title: 'other' });
  await press('replay');
  expect(project.orders()).toMatchObject([{ thread: pull, head }]);
  const second = checks(project)[1];
  await press('replay', {
    checkRun: second?.id,
    delivery: 'd-2',
    at: new Date(Date.now() + 5000).toISOString(),
  });
  expect(project.orders()).toMatchObject([{ thread: pull }, { thread: pull }]);
});

test('the check run of a pull request that is closed does nothing', async () => {
  const { project, pull, press } = await concluded();
  project.github.as('mary').close(pull);
  await press('replay');
  expect(project.orders()).toEqual([]);
  expect(project.answers(pull)).toEqual([]);
});

test('the buttons keep GitHub’s limits', async () => {
  const { check } = await concluded();
  expect(check.actions.map(({ label }) => label)).toEqual(['Replay', 'Find culprit', 'Destroy']);
  for (const { label, description, identifier } of check.actions) {
    expect(label.length).toBeLessThanOrEqual(20);
    expect(description.length).toBeLessThanOrEqual(40);
    expect(identifier.length).toBeLessThanOrEqual(20);
  }
});

function checks(project: Project) {
  return [...project.state.checkRuns.values()];
}
