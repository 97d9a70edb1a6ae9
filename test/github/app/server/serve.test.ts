import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProbot } from 'probot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppLog } from '../../../../src/github/app/server/app-log.ts';
import { type RunningServer, serve } from '../../../../src/github/app/server/serve.ts';
import type { Task } from '../../../../src/github/app/task.ts';
import type { TaskTools } from '../../../../src/github/app/tools.ts';
import { parseCommand } from '../../../../src/github/text/parse-command.ts';
import { payloadOf } from '../payload.ts';

const secret = 'a secret of this test';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

let state: string;
let ended: (() => Promise<unknown>)[];
let lines: string[];
/** The `authorization` of requests that GitHub answered. */
let tokens: string[];
let processed: Task[];
let processTask: (task: Task, tools: TaskTools) => Promise<void>;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'branch-prod-serve-'));
  ended = [];
  lines = [];
  tokens = [];
  processed = [];
  processTask = async (task) => void processed.push(task);
});
afterEach(async () => {
  for (const end of ended.reverse()) await end();
  rmSync(state, { recursive: true, force: true });
});

const suiteHead = payloadOf('check_suite', 'rerequested').check_suite.head_sha;

/** What a stand-in of GitHub answers the App itself. */
async function startGitHub(): Promise<number> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/api/v3/app') answer(200, { slug: 'branch-prod', id: 29310 });
    else if (request.url?.startsWith('/api/v3/app/hook/deliveries')) answer(200, []);
    else if (request.url?.endsWith('/access_tokens'))
      answer(201, { token: 'ghs_canary', permissions: {} });
    else if (request.url?.includes('/check-suites/118578147/check-runs?filter=latest')) {
      answer(200, { total_count: 1, check_runs: [{ id: 77 }] });
    } else if (request.url?.includes(`/commits/${suiteHead}/pulls`)) {
      answer(200, [{ number: 9, state: 'open', head: { sha: suiteHead } }]);
    } else if (request.url === '/api/v3/repos/octo/mail/issues/5') {
      tokens.push(request.headers.authorization ?? '');
      answer(200, {});
    } else answer(500, { message: 'canary' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ended.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

async function startServer(): Promise<RunningServer & { url: string }> {
  // A server of the test before may still say something.
  const own = lines;
  const { log, probotLog } = createAppLog({
    level: 'info',
    destination: { write: (line) => void own.push(line) },
  });
  const probot = createProbot({
    env: {
      APP_ID: '29310',
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: secret,
      GHE_HOST: `127.0.0.1:${await startGitHub()}`,
      GHE_PROTOCOL: 'http',
    },
    overrides: { log: probotLog },
  });
  const settings = { host: '127.0.0.1', port: 0, webhookPath: '/api/github/webhooks' };
  const server = await serve(probot, settings, {
    appId: 29310,
    journal: state,
    log,
    parseCommand,
    processTask: (task, tools) => processTask(task, tools),
  });
  ended.push(() => server.stop(0));
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}

interface Sent {
  readonly event: string;
  readonly delivery?: string;
  readonly signedWith?: string;
  readonly path?: string;
}

function send(url: string, payload: unknown, sent: Sent): Promise<Response> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const digest = createHmac('sha256', sent.signedWith ?? secret)
    .update(body)
    .digest('hex');
  return fetch(`${url}${sent.path ?? '/api/github/webhooks'}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': sent.event,
      'x-github-delivery': sent.delivery ?? randomUUID(),
      'x-hub-signature-256': `sha256=${digest}`,
    },
    body,
  });
}

function command(thread: number, body = '/branch-prod') {
  const payload = payloadOf('issue_comment', 'created');
  payload.issue.number = thread;
  payload.comment.body = body;
  return payload;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It never came to be.');
}

describe('a webhook', () => {
  it('becomes a task that is processed with the rights of its installation', async () => {
    const tools: TaskTools[] = [];
    processTask = async (task, given) => {
      processed.push(task);
      tools.push(given);
    };
    const { url } = await startServer();
    const response = await send(url, command(5), { event: 'issue_comment', delivery: 'd-1' });
    expect(response.status).toBe(200);
    await until(() => processed.length === 1);
    expect(processed).toMatchObject([{ kind: 'command', thread: 5, delivery: 'd-1' }]);
    expect(tools[0]?.app).toEqual({ slug: 'branch-prod', id: 29310 });
    const issue = { owner: 'octo', repo: 'mail', issue_number: 5 };
    await tools[0]?.client.request('GET /repos/{owner}/{repo}/issues/{issue_number}', issue);
    expect(tokens).toEqual(['token ghs_canary']);
    await until(() => readdirSync(join(state, 'queue')).length === 0);
  });

  it('comes in at the root too, where the set-up has GitHub send it', async () => {
    const { url } = await startServer();
    const sent = { event: 'issue_comment', path: '/' };
    expect((await send(url, command(5), sent)).status).toBe(200);
    await until(() => processed.length === 1);
  });

  it('for all checks of a suite is one task for each check run of it, on the thread that it belongs to', async () => {
    const { url } = await startServer();
    await send(url, payloadOf('check_suite', 'rerequested'), { event: 'check_suite' });
    await until(() => processed.length === 1);
    expect(processed).toMatchObject([
      { kind: 'check', thread: 9, checkRun: 77, button: 'rerun', sender: 'octocoders-linter[bot]' },
    ]);
    expect(processed[0]).not.toHaveProperty('suite');
  });

  it('with a wrong signature, without one, or that is no JSON is refused', async () => {
    const { url } = await startServer();
    const wrong = await send(url, command(5), { event: 'issue_comment', signedWith: 'guess' });
    const unsigned = await fetch(`${url}/api/github/webhooks`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'issue_comment',
        'x-github-delivery': 'd',
      },
      body: JSON.stringify(command(5)),
    });
    const broken = await send(url, '{"canary":', { event: 'issue_comment' });
    expect([wrong.status, unsigned.status, broken.status]).toEqual([400, 400, 400]);
    expect(readdirSync(join(state, 'queue'))).toEqual([]);
    expect(processed).toEqual([]);
    expect(lines.join('')).not.toMatch(/canary|totally right|"level":50/);
  });

  it('is answered 500 when its task can not be written, and the health says so', async () => {
    const { url } = await startServer();
    rmSync(state, { recursive: true });
    expect((await send(url, command(5), { event: 'issue_comment' })).status).toBe(500);
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toMatchObject([
      503,
      { status: 'journal-not-writable' },
    ]);
  });
});

describe('a huge body', () => {
  it('is refused beyond what GitHub sends, whether or not it says its length', async () => {
    const { url, port } = await startServer();
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().arrayBuffers;
    const declared = await send(url, 'x'.repeat(26 * 1024 * 1024), { event: 'issues' });
    expect(declared.status).toBe(413);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('data', (data) => resolve(String(data))).on('error', reject);
      socket.write(
        'POST /api/github/webhooks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
          'X-GitHub-Event: issues\r\nX-GitHub-Delivery: d\r\nX-Hub-Signature-256: sha256=0\r\n' +
          'Transfer-Encoding: chunked\r\n\r\n',
      );
      for (let sent = 0; sent < 40; sent += 1) {
        socket.write('100000\r\n');
        socket.write(chunk);
        socket.write('\r\n');
      }
      socket.end('0\r\n\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(120 * 1024 * 1024);
    expect((await send(url, command(5), { event: 'issue_comment' })).status).toBe(200);
  });

  it('of 25 MB is taken, and nothing of it is kept', async () => {
    const { url } = await startServer();
    const body = `/branch-prod\n${'canary '.repeat((24 * 1024 * 1024) / 7)}`;
    const began = Date.now();
    const response = await send(url, command(5, body), { event: 'issue_comment' });
    expect(response.status).toBe(200);
    expect(Date.now() - began).toBeLessThan(10_000);
    await until(() => processed.length === 1);
    expect(JSON.stringify(processed)).not.toContain('canary');
  });
});

describe('the server', () => {
  it('tells its health', async () => {
    const gate = Promise.withResolvers<void>();
    processTask = () => gate.promise;
    const { url } = await startServer();
    await send(url, command(5), { event: 'issue_comment' });
    await send(url, command(5), { event: 'issue_comment' });
    const counts = async () => (await fetch(`${url}/health`)).json();
    await until(async () => ((await counts()) as { running: number }).running === 1);
    expect(await counts()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      queued: 1,
      running: 1,
      failed: 0,
    });
    gate.resolve();
    await until(async () => ((await counts()) as { running: number }).running === 0);
    expect((await fetch(`${url}/healthy`)).status).toBe(404);
  });

  it('takes nothing while it ends, finishes what runs, and goes on with the rest after a restart', async () => {
    const gate = Promise.withResolvers<void>();
    processTask = async (task) => {
      processed.push(task);
      await gate.promise;
    };
    const first = await startServer();
    await send(first.url, command(5), { event: 'issue_comment', delivery: 'd-1' });
    await send(first.url, command(5), { event: 'issue_comment', delivery: 'd-2' });
    await until(() => processed.length === 1);
    const stopped = first.stop(10_000);
    expect((await send(first.url, command(6), { event: 'issue_comment' })).status).toBe(503);
    expect((await fetch(`${first.url}/health`)).status).toBe(503);
    gate.resolve();
    await stopped;
    expect(processed.map(({ delivery }) => delivery)).toEqual(['d-1']);
    ended.pop();
    const second = await startServer();
    await until(() => processed.length === 2);
    await send(second.url, command(5), { event: 'issue_comment', delivery: 'd-1' });
    await send(second.url, command(5), { event: 'issue_comment', delivery: 'd-3' });
    await until(() => processed.length === 3);
    expect(processed.map(({ delivery }) => delivery)).toEqual(['d-1', 'd-2', 'd-3']);
  });

  it('logs ids and never content, of webhooks, of requests, or of what GitHub answers', async () => {
    const canary = 'canary-7f3a';
    processTask = async (task, { client, log }) => {
      processed.push(task);
      log.info({ order: '0123456789abcdef', text: `${canary} in prose` }, 'dispatched');
      await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...{ owner: 'octo', repo: 'mail', issue_number: 1, body: canary },
        request: { retries: 0 },
      });
    };
    const { url } = await startServer();
    const payload = command(5, `/branch-prod\n${canary}`);
    payload.issue.title = canary;
    await send(url, payload, { event: 'issue_comment', delivery: 'd-1' });
    await send(url, payload, { event: 'issue_comment', signedWith: canary });
    await until(() => lines.some((line) => line.includes('will be retried')));
    const text = lines.join('');
    expect(text).not.toContain(canary);
    expect(text).not.toContain('ghs_canary');
    expect(text).not.toContain(secret);
    const failed = lines.map((line) => JSON.parse(line)).find(({ status }) => status === 500);
    expect(failed).toMatchObject({
      delivery: 'd-1',
      kind: 'command',
      thread: 'Codertocat/Hello-World#5',
      method: 'POST',
      path: '/repos/octo/mail/issues',
    });
  });
});
