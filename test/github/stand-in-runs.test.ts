import type { Octokit } from '@octokit/core';
import { strToU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientOf } from './stand-in/clients.ts';
import type { DispatchedRun } from './stand-in/dispatch.ts';
import { type GitHubStandIn, startGitHub } from './stand-in/github.ts';
import { type TemporaryRepository, temporaryRepository } from './stand-in/temporary-repository.ts';

const acme = { owner: 'acme', repo: 'shop' };
const workflow = `
run-name: 'branch-prod #\${{ inputs.thread }} \${{ inputs.id }}'
on:
  workflow_dispatch:
    inputs:
      thread: { required: true, type: string }
      id: { type: string, default: none }
`;
const dispatches = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';

let repository: TemporaryRepository;
let gitDirectory: string;
let head: string;
let github: GitHubStandIn;
let client: Octokit;

beforeAll(async () => {
  repository = await temporaryRepository({
    '.github/workflows/branch-prod.yml': workflow,
    '.github/workflows/push.yml': 'on: push\n',
  });
  ({ gitDirectory, head } = repository);
});
afterAll(() => repository?.[Symbol.asyncDispose]());

async function start(options: { runsListedAfterMs?: number } = {}): Promise<void> {
  const permissions = { actions: 'write', contents: 'read', deployments: 'write' } as const;
  github = await startGitHub({ app: { permissions, events: ['workflow_run'] }, ...options });
  github.addRepository({ ...acme, private: true, gitDirectory });
  client = clientOf(github.url, github.installationToken());
}

beforeEach(() => start());
afterEach(() => github.close());

describe('a dispatched run', () => {
  it('is executed by whoever executes runs', async () => {
    const runs: DispatchedRun[] = [];
    github.onDispatch((run) => {
      runs.push(run);
    });
    const { workflow_run_id: id } = await dispatch({ thread: '12' });
    await vi.waitFor(() => expect(runs).toHaveLength(1));
    const [run] = runs as [DispatchedRun];
    expect(run).toMatchObject({
      id,
      runNumber: 1,
      title: 'branch-prod #12 none',
      repository: { ...acme, private: true, gitDirectory },
      workflowPath: '.github/workflows/branch-prod.yml',
      ref: 'refs/heads/main',
      headSha: head,
      inputs: { thread: '12', id: 'none' },
      actor: 'branch-prod[bot]',
      apiUrl: github.url,
    });
    expect(await readRun(id)).toMatchObject({ status: 'queued', conclusion: null });
    run.begin();
    expect(await readRun(id)).toMatchObject({
      status: 'in_progress',
      display_title: 'branch-prod #12 none',
      event: 'workflow_dispatch',
    });
    const job = clientOf(github.url, run.createJobToken({ contents: 'read' }));
    await job.request('GET /repos/{owner}/{repo}', acme);
    run.complete('success');
    run.complete('failure');
    expect(await readRun(id)).toMatchObject({ status: 'completed', conclusion: 'success' });
    await expect(job.request('GET /repos/{owner}/{repo}', acme)).rejects.toMatchObject({
      status: 401,
    });
  });

  it('is answered without its number unless that was asked for', async () => {
    const answer = await client.request(dispatches, {
      ...acme,
      workflow_id: 'branch-prod.yml',
      ref: 'main',
      inputs: { thread: '12' },
    });
    expect(answer.status).toBe(204);
    expect(github.repository().runs.size).toBe(1);
  });

  it.each([
    ['an unknown input', 'branch-prod.yml', 'main', { thread: '1', colour: 'red' }, 422],
    ['a missing input', 'branch-prod.yml', 'main', {}, 422],
    ['an unknown ref', 'branch-prod.yml', 'gone', { thread: '1' }, 422],
    ['another trigger', 'push.yml', 'main', {}, 422],
    ['an unknown workflow', 'gone.yml', 'main', {}, 404],
  ])('is not made for %s', async (_, workflowId, ref, inputs, status) => {
    const request = { ...acme, workflow_id: workflowId, ref, inputs };
    await expect(client.request(dispatches, request)).rejects.toMatchObject({ status });
    expect(github.repository().runs.size).toBe(0);
    expect(github.invalidRequests).toEqual([]);
  });

  it('is in no list for as long as GitHub takes', async () => {
    await github.close();
    await start({ runsListedAfterMs: 300 });
    const { workflow_run_id: id } = await dispatch({ thread: '12' });
    expect((await listRuns({})).map((run) => run.id)).toEqual([]);
    expect(await readRun(id)).toMatchObject({ id });
    await vi.waitFor(async () => expect(await listRuns({})).toHaveLength(1));
  });

  it('is found by status and event', async () => {
    const { workflow_run_id: id } = await dispatch({ thread: '12' });
    await dispatch({ thread: '13' });
    github.run(Number(id)).complete('cancelled');
    const titles = async (query: object) => (await listRuns(query)).map((run) => run.display_title);
    expect(await titles({})).toEqual(['branch-prod #13 none', 'branch-prod #12 none']);
    expect(await titles({ status: 'queued' })).toEqual(['branch-prod #13 none']);
    expect(await titles({ status: 'cancelled' })).toEqual(['branch-prod #12 none']);
    expect(await titles({ event: 'push' })).toEqual([]);
  });

  it('that is cancelled ends when its runner says so, and at once without one', async () => {
    const asked = vi.fn();
    const { workflow_run_id: id } = await dispatch({ thread: '12' });
    const run = github.run(Number(id));
    run.onCancel(asked);
    expect((await cancel(id)).status).toBe(202);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    expect(run).toMatchObject({ isCancelled: true, isCompleted: false });
    run.complete('cancelled');
    await expect(cancel(id)).rejects.toMatchObject({ status: 409 });

    const { workflow_run_id: orphan } = await dispatch({ thread: '13' });
    await cancel(orphan);
    expect(await readRun(orphan)).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  });

  it('keeps its artifacts, which are downloaded from another host', async () => {
    const { workflow_run_id: id } = await dispatch({ thread: '12' });
    github.run(Number(id)).addArtifact('branch-prod', { 'outcome.json': strToU8('{}') });
    expect(() => github.run(Number(id)).addArtifactZip('branch-prod', new Uint8Array())).toThrow();
    const list = await client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
      ...acme,
      run_id: Number(id),
      name: 'branch-prod',
    });
    const [artifact] = list.data.artifacts;
    expect(artifact).toMatchObject({ name: 'branch-prod', expired: false });
    const target = { ...acme, artifact_id: artifact?.id as number, archive_format: 'zip' };
    const route = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
    const { data } = await client.request(route, target);
    const files = unzipSync(new Uint8Array(data as ArrayBuffer));
    expect(Object.keys(files)).toEqual(['outcome.json']);
    for (const stored of github.repository().artifacts.values()) stored.expired = true;
    await expect(client.request(route, target)).rejects.toMatchObject({ status: 410 });
  });

  it('whose runner throws is reported at the end', async () => {
    await github.close();
    await start();
    github.onDispatch(() => {
      throw new Error('no machine');
    });
    const { workflow_run_id: id } = await dispatch({ thread: '12' });
    await vi.waitFor(async () =>
      expect(await readRun(id)).toMatchObject({ conclusion: 'startup_failure' }),
    );
    await expect(github.close()).rejects.toThrow('the stand-in of GitHub failed');
    await start();
  });
});

describe('a deployment', () => {
  it('says where it is, and by whom', async () => {
    const job = clientOf(github.url, github.jobToken({ deployments: 'write' }));
    const { data } = await job.request('POST /repos/{owner}/{repo}/deployments', {
      ...acme,
      ref: head,
      task: 'branch-prod',
      environment: 'branch-prod/12',
      transient_environment: true,
      production_environment: false,
      auto_merge: false,
      required_contexts: [],
      payload: { thread: 12 },
    });
    if (!('id' in data)) throw new Error('the deployment was merged');
    const deployment = { ...acme, deployment_id: Number(data.id) };
    const statuses = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const url = 'https://12.previews.example.com';
    await job.request(`POST ${statuses}`, { ...deployment, state: 'in_progress' });
    await job.request(`POST ${statuses}`, {
      ...deployment,
      state: 'success',
      environment_url: url,
    });
    const description = 'x'.repeat(141);
    await expect(
      job.request(`POST ${statuses}`, { ...deployment, state: 'inactive', description }),
    ).rejects.toMatchObject({ status: 422 });
    const listed = await client.request(`GET ${statuses}`, deployment);
    expect(listed.data).toMatchObject([
      { state: 'success', environment_url: url, creator: { login: 'github-actions[bot]' } },
      { state: 'in_progress' },
    ]);
    const found = await client.request('GET /repos/{owner}/{repo}/deployments', {
      ...acme,
      environment: 'branch-prod/12',
    });
    expect(found.data).toMatchObject([{ sha: head, task: 'branch-prod', payload: { thread: 12 } }]);
  });
});

describe('a fault', () => {
  const read = () => client.request('GET /repos/{owner}/{repo}', acme);

  it('meets the requests that it is meant for, as often as it says', async () => {
    const path = /^\/repos\/acme\/shop$/;
    github.failNext({ path, status: 403, headers: { 'retry-after': '1' }, times: 2 });
    github.failNext({ path, status: 502 });
    github.failNext({ path, status: 'reset' });
    for (const _ of [1, 2]) {
      await expect(read()).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('secondary rate limit'),
        response: { headers: { 'retry-after': '1' } },
      });
    }
    await expect(read()).rejects.toMatchObject({ status: 502 });
    await expect(read()).rejects.toMatchObject({ status: 500, message: 'other side closed' });
    await expect(read()).resolves.toMatchObject({ status: 200 });
    expect(github.requests.map(({ status }) => status)).toEqual([403, 403, 502, 0, 200]);
  });

  it('may lose the answer to what was done', async () => {
    github.failNext({ method: 'POST', path: /dispatches$/, status: 502, afterwards: true });
    await expect(dispatch({ thread: '12' })).rejects.toMatchObject({ status: 502 });
    expect(github.repository().runs.size).toBe(1);
  });

  it('may be that GitHub is slow', async () => {
    github.delay({ path: /shop$/, ms: 200 });
    const start = performance.now();
    await read();
    expect(performance.now() - start).toBeGreaterThan(190);
  });
});

async function dispatch(inputs: Record<string, string>) {
  const { data } = await client.request(dispatches, {
    ...acme,
    workflow_id: 'branch-prod.yml',
    ref: 'main',
    inputs,
    return_run_details: true,
  });
  return data;
}

async function readRun(id: number | bigint) {
  const target = { ...acme, run_id: Number(id) };
  return (await client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', target)).data;
}

async function listRuns(query: object) {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    { ...acme, workflow_id: 'branch-prod.yml', ...query },
  );
  return data.workflow_runs;
}

function cancel(id: number | bigint) {
  const target = { ...acme, run_id: Number(id) };
  return client.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', target);
}
