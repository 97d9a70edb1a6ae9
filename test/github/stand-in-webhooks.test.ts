import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import webhooks from '@octokit/webhooks-examples';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, signedToken } from './stand-in/clients.ts';
import { commitFiles } from './stand-in/commit-files.ts';
import { type GitHubStandIn, startGitHub } from './stand-in/github.ts';
import { type TemporaryRepository, temporaryRepository } from './stand-in/temporary-repository.ts';

const acme = { owner: 'acme', repo: 'shop' };
const secret = 'webhook-secret';
const workflow = 'run-name: "a title"\non: workflow_dispatch\n';

let repository: TemporaryRepository;
let gitDirectory: string;
let first: string;
let github: GitHubStandIn;
let receiver: Server;
let received: { headers: Record<string, unknown>; body: string }[];
let status: number;

beforeAll(async () => {
  repository = await temporaryRepository({
    '.github/workflows/branch-prod.yml': workflow,
    'a.txt': 'a',
  });
  ({ gitDirectory, head: first } = repository);
});
afterAll(() => repository?.[Symbol.asyncDispose]());

beforeEach(async () => {
  received = [];
  status = 200;
  receiver = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  github = await startGitHub({
    app: {
      permissions: {
        actions: 'write',
        checks: 'write',
        deployments: 'write',
        issues: 'write',
      },
      events: [
        ...['check_run', 'check_suite', 'delete', 'deployment_status', 'issue_comment', 'issues'],
        ...['pull_request', 'workflow_run'],
      ],
    },
  });
  github.addRepository({ ...acme, private: false, gitDirectory, installed: false });
  github.sendTo(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, secret);
  github.as('acme').install();
});

afterEach(async () => {
  await github.close();
  receiver.close();
  receiver.closeAllConnections();
});

describe('the webhooks', () => {
  it('are signed, and say who did what where on which installation', async () => {
    github.as('alice').openIssue({ title: 'Wrong answer', labels: ['ai-hallucination'] });
    await github.settled();
    expect(received.map(({ headers }) => headers['x-github-event'])).toEqual([
      'installation',
      'issues',
      'issues',
    ]);
    for (const { headers, body } of received) {
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      expect(headers['x-hub-signature-256']).toBe(`sha256=${signature}`);
    }
    expect(JSON.parse(received[2]?.body ?? '')).toMatchObject({
      action: 'labeled',
      label: { name: 'ai-hallucination' },
      issue: { number: 1, labels: [{ name: 'ai-hallucination' }] },
      repository: { full_name: 'acme/shop', private: false },
      sender: { login: 'alice', type: 'User' },
      installation: { id: github.repository().installation?.id },
    });
  });

  it('are remembered with their answer and can be sent again', async () => {
    status = 503;
    const alice = github.as('alice');
    alice.comment(alice.openIssue({ title: 'Wrong answer' }), '/branch-prod');
    await github.settled();
    const failed = github.deliveries.at(-1);
    expect(failed).toMatchObject({ event: 'issue_comment', action: 'created', statusCode: 503 });
    status = 200;
    const app = clientOf(github.url, signedToken(github.app));
    const page = await app.request('GET /app/hook/deliveries', { per_page: 2 });
    expect(page.data.map(({ event }) => event)).toEqual(['issue_comment', 'issues']);
    expect(page.headers.link).toContain('rel="next"');
    await app.request('POST /app/hook/deliveries/{delivery_id}/attempts', {
      delivery_id: page.data[0]?.id as number,
    });
    await github.settled();
    const [before, after] = received.filter(
      ({ headers }) => headers['x-github-event'] === 'issue_comment',
    );
    expect(after?.body).toBe(before?.body);
    expect(after?.headers['x-github-delivery']).toBe(before?.headers['x-github-delivery']);
    expect(github.deliveries.at(-1)).toMatchObject({ redelivery: true, statusCode: 200 });
  });

  it('leave out what the app did not subscribe to, and other repositories', async () => {
    github.addRepository({ ...acme, repo: 'other', private: true, gitDirectory, installed: false });
    github.as('alice', { ...acme, repo: 'other' }).openIssue({ title: 'Elsewhere' });
    const client = clientOf(github.url, github.installationToken());
    await client.request('POST /repos/{owner}/{repo}/deployments', { ...acme, ref: 'main' });
    await github.settled();
    expect(received.map(({ headers }) => headers['x-github-event'])).toEqual(['installation']);
  });

  it('about buttons and re-runs go to the app that owns the check run', async () => {
    const client = clientOf(github.url, github.installationToken());
    const job = clientOf(github.url, github.jobToken({ checks: 'write' }));
    const action = { label: 'Replay', description: 'Again', identifier: 'replay' };
    const content = { ...acme, name: 'branch-prod', head_sha: first, actions: [action] };
    const ours = await client.request('POST /repos/{owner}/{repo}/check-runs', content);
    const theirs = await job.request('POST /repos/{owner}/{repo}/check-runs', content);
    const alice = github.as('alice');
    for (const id of [ours, theirs].map(({ data }) => Number(data.id))) {
      alice.clickCheckButton(id, 'replay');
      alice.rerunCheck(id);
      await alice.rerunAllChecks(id);
    }
    await github.settled();
    const asked = received
      .map(({ body }) => JSON.parse(body))
      .filter((payload) => payload.action.startsWith('re'));
    expect(asked.map((payload) => [payload.action, payload.check_run?.id])).toEqual([
      ['requested_action', ours.data.id],
      ['rerequested', ours.data.id],
      ['rerequested', undefined],
    ]);
    expect(asked[0].requested_action).toEqual({ identifier: 'replay' });
  });
});

describe('the payloads', () => {
  it('have every field of GitHub’s examples', async () => {
    await doEverything();
    await github.settled();
    const payloads = received.map(({ headers, body }) => ({
      event: String(headers['x-github-event']),
      payload: JSON.parse(body),
    }));
    const kinds = payloads.map(({ event, payload }) => `${event}.${payload.action ?? ''}`);
    expect([...new Set(kinds)].toSorted()).toEqual([
      'check_run.completed',
      'check_run.created',
      'check_run.requested_action',
      'check_run.rerequested',
      'check_suite.rerequested',
      'delete.',
      'deployment_status.created',
      'installation.created',
      'installation_repositories.added',
      'issue_comment.created',
      'issue_comment.deleted',
      'issue_comment.edited',
      'issues.closed',
      'issues.edited',
      'issues.labeled',
      'issues.opened',
      'issues.reopened',
      'issues.unlabeled',
      'pull_request.closed',
      'pull_request.labeled',
      'pull_request.opened',
      'pull_request.synchronize',
      'workflow_run.completed',
      'workflow_run.in_progress',
      'workflow_run.requested',
    ]);
    const missing = payloads.flatMap(({ event, payload }) =>
      missingFields(exampleOf(event, payload.action), payload).map(
        (field) => `${event}.${payload.action}: ${field}`,
      ),
    );
    expect([...new Set(missing)]).toEqual([]);
  });
});

async function doEverything(): Promise<void> {
  const alice = github.as('alice');
  const number = alice.openIssue({ title: 'Wrong answer', body: 'x', labels: ['bug'] });
  alice.edit(number, { body: 'y' });
  alice.unlabel(number, 'bug');
  const comment = alice.comment(number, 'Hello');
  alice.editComment(comment, 'Hello again');
  alice.deleteComment(comment);
  alice.close(number);
  alice.reopen(number);

  const branch = 'feature/one';
  await commitFiles(gitDirectory, { branch, from: first, files: { 'a.txt': 'b' } });
  const pull = await alice.openPullRequest({ head: branch, title: 'Better' });
  const head = await commitFiles(gitDirectory, { branch, files: { 'a.txt': 'c' } });
  await alice.push(branch);
  alice.label(pull, 'ai-hallucination');

  const client = clientOf(github.url, github.installationToken());
  const { data: check } = await client.request('POST /repos/{owner}/{repo}/check-runs', {
    ...acme,
    name: 'branch-prod',
    head_sha: head,
    conclusion: 'success',
    output: { title: 'Fixed', summary: 'All good' },
    actions: [{ label: 'Replay', description: 'Again', identifier: 'replay' }],
  });
  const checkRun = Number(check.id);
  alice.clickCheckButton(checkRun, 'replay');
  alice.rerunCheck(checkRun);
  await alice.rerunAllChecks(checkRun);

  const { data: deployment } = await client.request('POST /repos/{owner}/{repo}/deployments', {
    ...acme,
    ref: head,
    auto_merge: false,
    required_contexts: [],
  });
  if (!('id' in deployment)) throw new Error('the deployment was merged');
  await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
    ...acme,
    deployment_id: Number(deployment.id),
    state: 'in_progress',
  });
  const { data: dispatched } = await client.request(
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
    { ...acme, workflow_id: 'branch-prod.yml', ref: 'main', return_run_details: true },
  );
  const run = github.run(Number(dispatched.workflow_run_id));
  run.begin();
  run.complete('success');
  await alice.deleteBranch(branch);
  github.addRepository({ ...acme, repo: 'other', private: true, gitDirectory });
}

function exampleOf(event: string, action: string | undefined): unknown {
  const definitions = webhooks as unknown as { name: string; examples: { action?: string }[] }[];
  const examples = definitions.find(({ name }) => name === event)?.examples ?? [];
  expect(examples.length).toBeGreaterThan(0);
  const { changes: _, ...other } = examples[0] as Record<string, unknown>;
  return examples.find((example) => example.action === action) ?? other;
}

/** Paths of the example's fields that ours lacks. Where one of the two has no object, there is nothing to compare. */
function missingFields(example: unknown, ours: unknown, path = ''): string[] {
  if (!isObject(example) || !isObject(ours)) return [];
  return Object.entries(example).flatMap(([name, value]) => {
    const here = `${path}/${name}`;
    if (notOurs.some((pattern) => pattern.test(here))) return [];
    if (!(name in ours)) return [here];
    return missingFields(value, ours[name], here);
  });
}

/** What depends on the sender of the example: its organization, its app's permissions, a deployment's check run. */
const notOurs = [/^\/organization$/, /\/permissions\/\w+$/, /^\/check_run\/deployment$/];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
