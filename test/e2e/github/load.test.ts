import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { readEvent } from '../../../src/github/app/intake/read-event.ts';
import { isRequest, type RequestTask, requestId } from '../../../src/github/app/request-id.ts';
import { parseCommand } from '../../../src/github/text/parse-command.ts';
import { parseComment } from '../../../src/github/thread-state.ts';
import { caseText, type Project, reactions, startProject } from '../../github/app/project.ts';
import type { Delivery } from '../../github/stand-in/webhooks.ts';
import { eventually } from '../../preview/eventually.ts';
import { startApp, webhookSecret } from './app.ts';

const issues = 40;
const pulls = 10;
/** On each thread: what opens it, then commands; on a pull request one of them is a push. */
const requestsPerThread = 5;
const requests = (issues + pulls) * requestsPerThread;
/** GitHub's own limit for an answer. */
const answerLimitMs = 10_000;
const sendWithinMs = 6_000;

afterEach(() => vi.useRealTimers());

it('500 webhooks in 10 seconds, doubled and out of order: one run for each request or for a newer one', async () => {
  const project = await startProject();
  const { github, state } = project;
  const recorded = await record(project);
  const asked = recorded.flatMap((delivery) => {
    const task = requestOf(delivery, github.app.id);
    return task === undefined ? [] : [{ ...task, id: requestId(task) }];
  });
  expect(new Set(asked.map(({ id }) => id)).size).toBe(requests);

  await using app = disposable(
    await startApp(github, {
      program: fileURLToPath(new URL('unpaced-server.ts', import.meta.url)),
    }),
  );
  const sent = shuffled([...recorded, ...recorded]);
  const first = github.deliveries.length;
  const began = Date.now();
  for (let index = 0; index < sent.length; await sleep(10)) {
    // What is late, as this process is GitHub's stand-in too, goes at once.
    const due = Math.ceil((sent.length * (Date.now() - began + 1)) / sendWithinMs);
    for (const { id } of sent.slice(index, due)) github.redeliver(id);
    index = Math.max(index, due);
  }
  const spent = Date.now() - began;
  await github.settled();
  await eventually('the App is idle', app.isIdle, 60_000);
  const done = Date.now() - began;

  const answers = github.deliveries.slice(first, first + sent.length);
  expect(sent.length).toBeGreaterThan(500);
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  const took = answers.map(({ durationMs }) => durationMs).toSorted((one, other) => one - other);
  expect(took.at(-1)).toBeLessThan(answerLimitMs);

  const runs = [...state.runs.values()];
  const dispatched = runs.map(({ inputs }) => inputs.id ?? '');
  expect(new Set(dispatched).size).toBe(dispatched.length);
  const unseen: RequestTask[] = [];
  for (const [thread, own] of Map.groupBy(asked, (task) => task.thread)) {
    const reports = [...state.comments.values()].flatMap((comment) =>
      comment.thread === thread && comment.user.type === 'Bot'
        ? (parseComment(comment.body) ?? [])
        : [],
    );
    expect(reports).toHaveLength(1);
    const [report] = reports;
    const last = own.toSorted((one, other) => one.at.localeCompare(other.at)).at(-1);
    expect(report?.state).toMatchObject({ order: last?.id, phase: 'queued' });
    expect(runs.findLast(({ inputs }) => inputs.thread === String(thread))?.inputs.id).toBe(
      last?.id,
    );
    const known = new Set([...(report?.state.handled ?? []), ...dispatched]);
    for (const task of own) {
      if (!known.has(task.id) && !isSeenAsSuperseded(task, project)) unseen.push(task);
    }
  }
  // A label leaves nothing of its own on the thread: what is seen is the report of the newer request.
  expect(unseen.filter(({ kind }) => kind !== 'label')).toEqual([]);
  expect(dispatched.every((id) => asked.some((task) => task.id === id))).toBe(true);
  expect(app.log().match(/^.*"level":(?:50|60).*$/gm)).toBeNull();

  const writes = github.requests.filter(
    ({ method, path }) => method !== 'GET' && !path.includes('access_tokens'),
  );
  const quantile = (part: number) => Math.round(took[Math.floor((took.length - 1) * part)] ?? 0);
  console.info(
    `${sent.length} webhooks in ${spent} ms, answered in ${quantile(0.5)} ms (p50), ${quantile(0.99)} ms (p99), ` +
      `${quantile(1)} ms (max); ${requests} requests, ${runs.length} runs, ${github.requests.length} requests to ` +
      `GitHub of which ${writes.length} write, all done after ${done} ms`,
  );
}, 60_000);

/** What people do, a second and more apart, and the webhooks by which GitHub tells of it, which nobody has got yet. */
async function record({ github, commit }: Project): Promise<Delivery[]> {
  const sink = createServer((_, response) => void response.writeHead(200).end());
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  github.sendTo(`http://127.0.0.1:${(sink.address() as AddressInfo).port}`, webhookSecret);
  const mary = github.as('mary');
  const heads = Array.from({ length: pulls }, (_, number) => ({
    branch: `topic-${number}`,
    head: commit(`topic-${number}`, { 'src/app.js': `${number}\n` }, 'main'),
  }));

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 1_000_000 });
  const later = () => vi.setSystemTime(Date.now() + 2_000);
  const threads: number[] = [];
  for (let number = 0; number < issues; number += 1) {
    later();
    threads.push(mary.openIssue({ title: 'x', body: caseText, labels: ['ai-hallucination'] }));
  }
  for (const { branch } of heads) {
    later();
    threads.push(await mary.openPullRequest({ head: branch, title: 'x' }));
  }
  for (let round = 1; round < requestsPerThread; round += 1) {
    for (const [index, thread] of threads.entries()) {
      later();
      // What is not to be done: talk, and what somebody asks who has no rights.
      if ((index + round) % 5 === 0) mary.comment(thread, 'I see the same.');
      if ((index + round) % 20 === 1) github.as('mallory').comment(thread, '/branch-prod');
      const pull = heads[index - issues];
      if (round === 3 && pull !== undefined) {
        commit(pull.branch, { 'src/app.js': `${thread} again\n` }, pull.branch);
        await mary.push(pull.branch);
      } else mary.comment(thread, `/branch-prod --trials ${round}`);
    }
  }
  vi.useRealTimers();
  await github.settled();
  await new Promise((resolve) => sink.close(resolve));
  return [...github.deliveries];
}

/** The request of somebody with rights that a webhook is, told by the code that reads webhooks, which has tests of its own. */
function requestOf({ event, guid, body }: Delivery, appId: number): RequestTask | undefined {
  const payload: unknown = JSON.parse(body);
  const webhook = { name: event, id: guid, payload, receivedAt: new Date() };
  const [task] = readEvent(webhook, { appId, parseCommand });
  return task !== undefined && isRequest(task) && task.sender === 'mary' ? task : undefined;
}

/** Whether the request itself shows that a newer one took its place. */
function isSeenAsSuperseded(task: RequestTask, { state }: Project): boolean {
  if (task.kind === 'command') {
    return reactions(state.comments.get(task.comment)).includes('confused');
  }
  return [...state.checkRuns.values()].some(
    ({ externalId, conclusion }) => externalId === requestId(task) && conclusion === 'cancelled',
  );
}

/** The same order each time, in which what belongs together is far apart, and newer things come before older ones. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one, index) => ({ one, place: ((index * 7919) % 1_000_003) % list.length }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ one }) => one);
}

function disposable<T extends { close(): Promise<void> }>(value: T): T & AsyncDisposable {
  return { ...value, [Symbol.asyncDispose]: () => value.close() };
}
