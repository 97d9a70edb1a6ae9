import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../preview/eventually.ts';
import { caseIssue } from './case-issue.ts';
import {
  checkResults,
  deploymentStates,
  expectNothingLeft,
  reactions,
  report,
  untilReplaying,
} from './lifecycle.ts';
import { type GitHubWorld, notesSource, openGitHubWorld } from './world.ts';

/** GitHub does what it is asked for, but its answer is lost. */
const post = { method: 'POST', status: 502, afterwards: true };

describe('an App that dies', { timeout: 150_000 }, () => {
  let world: GitHubWorld;
  let head: string;
  let pull: number;
  const maria = () => world.github.as('maria');
  beforeAll(async () => {
    world = await openGitHubWorld(await notesSource({ answerMs: 1_000 }));
    head = await world.pushBranch('change', { 'README.md': '# Notes\n' });
    pull = await maria().openPullRequest({ head: 'change', title: 'Change' });
    await world.appIsIdle();
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  const openIssue = () => maria().openIssue({ title: 'Wrong', body: caseIssue });
  const runsOf = (thread: number) =>
    [...world.github.repository().runs.values()].filter(
      ({ inputs }) => inputs.thread === String(thread),
    );
  const until = (what: string, check: () => boolean) => eventually(what, check, 30_000);

  it('right after a webhook, after the comment, after the dispatch: each request has one run and its verdict', async () => {
    const [taken, written, dispatched] = [openIssue(), openIssue(), openIssue()] as const;
    // GitHub starts the run, and its answer is lost.
    world.github.failNext({ ...post, path: /\/dispatches$/ });
    maria().label(dispatched, 'ai-hallucination');
    await until('there is a run', () => runsOf(dispatched).length > 0);
    maria().label(written, 'ai-hallucination');
    await until('there is a comment', () => world.reports(written).length > 0);
    expect(report(world, written).state.phase).toBe('queued');
    maria().label(taken, 'ai-hallucination');
    await world.github.settled();
    await world.app.kill();
    expect(runsOf(written)).toEqual([]);
    expect(world.reports(taken)).toEqual([]);

    // GitHub writes the comment of this one, and its answer is lost.
    world.github.failNext({ ...post, path: /issues\/\d+\/comments$/ });
    await world.app.start();
    for (let count = 0; count < 3; count++) {
      const outcome = await world.nextRun();
      expect(outcome.conclusion, outcome.log).toBe('success');
    }
    for (const thread of [taken, written, dispatched]) {
      expect(runsOf(thread)).toHaveLength(1);
      expect(report(world, thread).state.phase).toBe('finished');
      const { reactions: said } = world.github.repository().threads.get(thread) ?? {};
      expect(said?.map(({ content }) => content)).toEqual(['eyes', 'rocket']);
    }
  });

  it('and misses the end of a run: says how it ended once it is back', async () => {
    world.github.failNext({ ...post, path: /\/check-runs$/ });
    // Long enough to end after the App was killed.
    maria().comment(pull, '/branch-prod --trials 4');
    const ending = await world.nextExecution();
    const issue = openIssue();
    const comment = maria().comment(issue, '/branch-prod');
    const dying = await world.nextExecution();
    await untilReplaying(dying);
    await world.app.kill();
    await dying.kill();
    dying.giveUp('failure');
    expect((await ending.outcome).conclusion).toBe('success');
    await dying.outcome;
    expect(checkResults(world, head).at(-1)).not.toContain('completed');
    expect(report(world, issue).state.phase).toBe('running');
    await world.github.settled();

    await world.app.start();
    await until('the comment has its end', () => report(world, issue).state.phase === 'failed');
    await world.appIsIdle();
    expect(report(world, issue).body).toContain('No verdict');
    expect(reactions(world, comment)).toEqual(['eyes', 'confused']);
    expect(deploymentStates(world, issue).at(-1)).toBe('error');
    expect(report(world, pull).state.phase).toBe('finished');
    expect(deploymentStates(world, pull).at(-1)).toBe('inactive');
    expect(checkResults(world, head)).toEqual(['completed neutral', 'completed failure']);
    expect(world.checks(head).at(-1)?.output.title).toContain('Not fixed');
  });

  it('and has everything delivered again, with and without its journal: nothing changes', async () => {
    const state = () => {
      const { threads, comments, checkRuns, deployments, runs } = world.github.repository();
      const shown = {
        threads: [...threads.values()].map(({ reactions: all, state }) => ({ all, state })),
        comments: [...comments.values()],
        checks: [...checkRuns.values()],
        statuses: [...deployments.values()].map(({ statuses }) => statuses),
        runs: [...runs.keys()],
      };
      return JSON.parse(JSON.stringify(shown));
    };
    const before = state();
    const deliveries = [...world.github.deliveries].filter(({ redelivery }) => !redelivery);
    for (const { id } of deliveries) world.github.redeliver(id);
    await world.appIsIdle();
    expect(state()).toEqual(before);

    await world.app.kill();
    await world.app.forget();
    await world.app.start();
    for (const { id } of deliveries) world.github.redeliver(id);
    await world.appIsIdle();
    expect(state()).toEqual(before);
  });

  it('has left nothing, once the machine has had another run, and sent only what is allowed', async () => {
    maria().comment(pull, '/branch-prod --trials 1');
    expect((await world.nextRun()).conclusion).toBe('success');
    await expectNothingLeft(world);
    expect(world.github.invalidRequests).toEqual([]);
  });
});
