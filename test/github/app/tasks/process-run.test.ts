import { expect, test } from 'vitest';
import type { Result, Verdict } from '../../../../src/investigation/result.ts';
import { exampleReplay, exampleResult } from '../../../report/example-result.ts';
import { caseText, type Project, reactions, startProject } from '../project.ts';

/** A pull request whose check run waits for its workflow run. */
async function queued(options: Parameters<typeof startProject>[0] = {}) {
  const project = await startProject(options);
  const files = { 'src/app.js': 'two\n', 'prompts/answer.txt': 'first\nother\nthird\n' };
  const head = project.commit('topic', files, 'main');
  const pull = await project.github.as('mary').openPullRequest({ head: 'topic', title: 'x' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  const [order] = project.orders();
  const [check] = project.state.checkRuns.values();
  if (order === undefined || check === undefined) throw new Error('nothing was started');
  const run = project.github.run(order.run);
  const phase = (name: string, more: object = {}) =>
    project.process({
      kind: 'run',
      thread: pull,
      run: run.id,
      order: order.id,
      phase: name,
      ...more,
    });
  return { project, pull, head, order, check, run, phase };
}

function resultOf(commit: string, verdict: Verdict): Result {
  return {
    ...exampleResult,
    source: { ...exampleResult.source, commit },
    replays: [{ ...exampleReplay, verdict }],
  };
}

function finished(order: string, commit: string, verdict: Verdict = 'fixed') {
  return json({ kind: 'finished', order, result: resultOf(commit, verdict) });
}

function json(outcome: object): Record<string, Uint8Array> {
  return { 'outcome.json': Buffer.from(JSON.stringify(outcome)) };
}

test('a run that began shows in the check run; an event that comes late does not set it back', async () => {
  const { check, run, phase } = await queued();
  run.begin();
  await phase('began');
  expect(check).toMatchObject({
    status: 'in_progress',
    detailsUrl: expect.stringContaining(`/actions/runs/${run.id}`),
  });
  run.complete('cancelled');
  await phase('ended', { conclusion: 'cancelled' });
  await phase('began');
  expect(check).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
});

test.each([
  ['fixed', 'success'],
  ['not-fixed', 'failure'],
] as const)(
  'the verdict %s concludes the check run as %s, while the preview still stands',
  async (verdict, conclusion) => {
    const { order, head, check, run, phase } = await queued();
    run.begin();
    run.addArtifact('branch-prod', finished(order.id, head, verdict));
    await phase('reported');
    expect(check).toMatchObject({
      conclusion,
      actions: [{ identifier: 'replay' }, { identifier: 'culprit' }, { identifier: 'destroy' }],
    });
  },
);

test('a status before the report concludes nothing', async () => {
  const { check, run, phase } = await queued();
  run.begin();
  await phase('began');
  await phase('reported');
  expect(check).toMatchObject({ status: 'in_progress' });
});

test('a status while the comment says that it runs keeps nobody waiting for an artifact', async () => {
  const { project, order, phase } = await queued();
  const comment = project.state.comments.get(order.comment as number);
  Object.assign(comment ?? {}, { body: comment?.body.replace('"queued"', '"running"') });
  await phase('reported');
  expect(project.waited()).toBe(0);
});

test('a failure points at the prompt lines that were changed', async () => {
  const { project, order, head, check, run, phase } = await queued();
  // The stand-in lists files without their patches.
  project.tools.client.hook.after('request', (response, { url }) => {
    if (!/\/files\b/.test(url)) return;
    const files = response.data as { patch?: string }[];
    for (const file of files) file.patch = '@@ -1,3 +1,3 @@\n first\n-second\n+other\n third';
  });
  run.addArtifact('branch-prod', finished(order.id, head, 'not-fixed'));
  run.complete('success');
  await phase('ended', { conclusion: 'success' });
  expect(check.annotations).toMatchObject([{ path: 'prompts/answer.txt', start_line: 2 }]);
  await phase('ended', { conclusion: 'success' });
  expect(check.annotations).toHaveLength(1);
});

test('the notes of the order stand in the result', async () => {
  const project = await startProject();
  const head = project.commit(
    'topic',
    { '.github/branch-prod.yml': 'x', 'src/app.js': '2' },
    'main',
  );
  const pull = await project.github.as('mary').openPullRequest({ head: 'topic', title: 'x' });
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head });
  const [order] = project.orders();
  const run = project.github.run(order?.run ?? 0);
  run.addArtifact('branch-prod', finished(order?.id ?? '', head));
  await project.process({
    kind: 'run',
    thread: pull,
    run: run.id,
    order: order?.id,
    phase: 'reported',
  });
  const [check] = project.state.checkRuns.values();
  expect(check?.output.summary).toContain('was ignored');
});

test('on a public repository the check run holds nothing of the answers', async () => {
  const { order, head, check, run, phase } = await queued({ private: false });
  run.addArtifact('branch-prod', finished(order.id, head, 'not-fixed'));
  await phase('reported');
  expect(check.conclusion).toBe('failure');
  expect(JSON.stringify([check.output, check.annotations])).not.toMatch(
    /mailing list|lists\.example|s3cr3t/,
  );
});

test('a failure of the investigation is said as one', async () => {
  const { order, check, run, phase } = await queued();
  const failure = { step: 'proof', code: 'leak-found', message: 'm', nextStep: 'n', atMs: 5 };
  run.addArtifact('branch-prod', json({ kind: 'failed', order: order.id, failure }));
  run.complete('failure');
  await phase('ended', { conclusion: 'failure' });
  expect(check).toMatchObject({
    conclusion: 'failure',
    output: { title: expect.stringContaining('proof') },
  });
});

test('a run that leaves nothing gets its final state everywhere, once', async () => {
  const { project, pull, head, order, check, run, phase } = await queued();
  run.begin();
  const deployment = await deploy(project, pull, head, order.id);
  run.complete('timed_out');
  await phase('ended', { conclusion: 'timed_out' });
  const once = project.github.requests.length;
  await phase('ended', { conclusion: 'timed_out' });

  expect(project.reports(pull)).toMatchObject([
    { phase: 'failed', body: expect.stringContaining('took too long') },
  ]);
  expect(check).toMatchObject({ conclusion: 'failure' });
  expect(project.state.deployments.get(deployment)?.statuses.map(({ state }) => state)).toEqual(
    expect.arrayContaining(['error']),
  );
  expect(reactions(project.state.threads.get(pull))).toEqual(['eyes', 'confused']);
  const writes = project.github.requests.slice(once).filter(({ method }) => method !== 'GET');
  expect(writes).toEqual([]);
});

test('the run of an older order leaves the thread’s comment alone', async () => {
  const project = await startProject();
  const issue = project.github
    .as('mary')
    .openIssue({ title: 'x', body: caseText, labels: ['ai-hallucination'] });
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  await project.process({ kind: 'label', thread: issue, sender: 'mary', at: at(1) });
  await project.process({ kind: 'label', thread: issue, sender: 'mary', at: at(2) });
  const [older, newer] = project.orders();
  project.github.run(older?.run ?? 0).complete('cancelled');
  await project.process({
    kind: 'run',
    thread: issue,
    run: older?.run,
    order: older?.id,
    phase: 'ended',
    conclusion: 'cancelled',
  });
  expect(project.reports(issue)).toMatchObject([{ phase: 'queued', order: newer?.id }]);
});

test('the check run of a run that a newer push has replaced is superseded', async () => {
  const { project, pull, check, run, phase } = await queued();
  const head = project.commit('topic', { 'src/app.js': 'three\n' });
  await project.github.as('mary').push('topic');
  const at = new Date(Date.now() + 5000).toISOString();
  await project.process({ kind: 'pull-request', thread: pull, sender: 'mary', head, at });
  run.complete('cancelled');
  await phase('ended', { conclusion: 'cancelled' });
  expect(check).toMatchObject({ conclusion: 'cancelled', output: { title: 'Superseded' } });
});

test.each([
  ['of another order', (_: string, head: string) => finished('0'.repeat(16), head)],
  ['of another commit', (order: string) => finished(order, 'f'.repeat(40))],
  ['that is no outcome', (order: string) => json({ kind: 'finished', order, result: {} })],
  ['without an outcome', () => ({ 'other.json': Buffer.from('{}') })],
])('an artifact %s makes no check run green', async (_, files) => {
  const { head, order, check, run, phase } = await queued();
  run.addArtifact('branch-prod', files(order.id, head));
  run.complete('success');
  await phase('ended', { conclusion: 'success' });
  expect(check).toMatchObject({ conclusion: 'failure' });
});

test('a run that somebody dispatched by hand speaks for no order', async () => {
  const { project, pull, head, order, check } = await queued();
  const inputs = { thread: String(pull), id: order.id, head, order: '{}' };
  const answer = await fetch(
    `${project.github.url}/repos/acme/shop/actions/workflows/branch-prod.yml/dispatches`,
    {
      method: 'POST',
      headers: {
        authorization: `token ${project.github.jobToken({ actions: 'write' })}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        'user-agent': 'test',
      },
      body: JSON.stringify({ ref: 'main', inputs }),
    },
  );
  expect(answer.status).toBe(204);
  const forged = [...project.state.runs.values()].at(-1)?.dispatched;
  forged?.addArtifact('branch-prod', finished(order.id, head));
  forged?.complete('success');
  await project.process({
    kind: 'run',
    thread: pull,
    run: forged?.id,
    order: order.id,
    head,
    phase: 'ended',
    conclusion: 'success',
  });
  expect(check).toMatchObject({ status: 'queued' });
  expect(project.reports(pull)).toMatchObject([{ phase: 'queued' }]);
  expect(project.logged()).toContain('none of this order');
});

test('a run whose title says something else than the event does nothing', async () => {
  const { project, check, run, pull } = await queued();
  run.complete('failure');
  const event = { kind: 'run', run: run.id, phase: 'ended', conclusion: 'failure' } as const;
  await project.process({ ...event, thread: pull, order: '0'.repeat(16) });
  await project.process({ ...event, thread: pull + 1, order: project.orders()[0]?.id });
  expect(check).toMatchObject({ status: 'queued' });
});

test('GitHub’s failure ends nothing: the task comes again', async () => {
  const { project, order, head, check, run, phase } = await queued();
  run.addArtifact('branch-prod', finished(order.id, head));
  run.complete('success');
  project.github.failNext({ path: /\/artifacts/, status: 500 });
  await expect(phase('ended', { conclusion: 'success' })).rejects.toMatchObject({ status: 500 });
  expect(check).toMatchObject({ status: 'queued' });
  await phase('ended', { conclusion: 'success' });
  expect(check).toMatchObject({ conclusion: 'success' });
});

async function deploy(project: Project, thread: number, ref: string, order: string) {
  const { client } = project.tools;
  const at = { owner: 'acme', repo: 'shop' };
  const { data } = await client.request('POST /repos/{owner}/{repo}/deployments', {
    ...at,
    ref,
    environment: `branch-prod/${thread}`,
    task: 'branch-prod',
    payload: { order, thread, run: 1 },
    auto_merge: false,
    required_contexts: [],
  });
  if (!('id' in data)) throw new Error('no deployment');
  const route = 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
  await client.request(route, { ...at, deployment_id: Number(data.id), state: 'in_progress' });
  return Number(data.id);
}
