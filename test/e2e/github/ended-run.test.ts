import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Execution } from '../../github/runner/execution.ts';
import type { RunConclusion } from '../../github/stand-in/dispatch.ts';
import { eventually } from '../../preview/eventually.ts';
import {
  cancelRun,
  checkResults,
  deploymentStates,
  expectNothingLeft,
  leftovers,
  reactions,
  report,
  untilLogged,
  untilReplaying,
} from './lifecycle.ts';
import { type GitHubWorld, notesSource, openGitHubWorld } from './world.ts';

describe('a run that ends without a verdict', { timeout: 150_000 }, () => {
  let world: GitHubWorld;
  let head: string;
  let pull: number;
  beforeAll(async () => {
    world = await openGitHubWorld(await notesSource({ answerMs: 1_000 }));
    head = await world.pushBranch('change', { 'README.md': '# Notes\n' });
    pull = await world.github.as('maria').openPullRequest({ head: 'change', title: 'Change' });
    await world.appIsIdle();
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  function expectCancelled(comment: number): void {
    const { state, body } = report(world, pull);
    expect(state.phase).toBe('failed');
    expect(body).toMatch(/^## No verdict/);
    expect(body).toMatch(/[Cc]omment `\/branch-prod` to start again\./);
    expect(reactions(world, comment)).toEqual(['eyes', 'confused']);
    expect(checkResults(world, head).at(-1)).toBe('completed cancelled');
  }

  async function begin(): Promise<{ comment: number; execution: Execution }> {
    const comment = world.github.as('maria').comment(pull, '/branch-prod');
    const execution = await world.nextExecution();
    await untilReplaying(execution);
    expect(report(world, pull).state.phase).toBe('running');
    return { comment, execution };
  }

  it.each<[RunConclusion, string, string]>([
    ['failure', 'the run ended without a report', 'completed failure'],
    ['cancelled', 'the run was cancelled', 'completed cancelled'],
  ])(
    'machine lost, %s by GitHub: said in comment, check and deployment',
    async (conclusion, headline, check) => {
      const { comment, execution } = await begin();
      await execution.kill();
      await eventually('it is dead', async () => (await execution.remaining()).length === 0);
      expect(checkResults(world, head).at(-1)).toBe('in_progress null');
      execution.giveUp(conclusion);
      await execution.outcome;
      await world.appIsIdle();

      const { state, body } = report(world, pull);
      expect(state.phase).toBe('failed');
      expect(body).toContain(`## No verdict — ${headline}.`);
      expect(body).toContain('Comment `/branch-prod` to start again.');
      expect(body).not.toContain('token=');
      expect(reactions(world, comment)).toEqual(['eyes', 'confused']);
      expect(checkResults(world, head).at(-1)).toBe(check);
      const expected = conclusion === 'failure' ? 'error' : 'inactive';
      expect(deploymentStates(world, pull).at(-1)).toBe(expected);
      // Nobody was there to remove them.
      expect((await leftovers(world)).join('\n')).toMatch(/branches\/br-[\s\S]*worktree/);
    },
  );

  it('a new request on the same machine has its verdict, and removes what the dead runs left', async () => {
    const comment = world.github.as('maria').comment(pull, '/branch-prod --trials 1');
    const outcome = await world.nextRun();
    expect(outcome.conclusion, outcome.log).toBe('success');
    expect(outcome.log).toContain('cached');
    expect(report(world, pull)).toMatchObject({
      state: { phase: 'finished' },
      body: expect.stringMatching(/^## Not fixed/),
    });
    expect(reactions(world, comment)).toEqual(['eyes', 'rocket']);
    expect(checkResults(world, head)).toEqual([
      'completed neutral',
      'completed failure',
      'completed cancelled',
      'completed failure',
    ]);
    expect(deploymentStates(world, pull).at(-1)).toBe('inactive');
    await expectNothingLeft(world);
  });

  it('only the Action is lost: its post step tells the thread, and removes what it left', async () => {
    const { comment, execution } = await begin();
    const processes = await execution.remaining();
    const main = processes.find(({ command }) => command.endsWith('/dist/lib/main.js'));
    process.kill(main?.pid ?? Number.NaN, 'SIGKILL');
    expect((await execution.outcome).conclusion).toBe('failure');
    expect(report(world, pull).body).toContain('## No verdict — the run ended without a report.');
    expect(deploymentStates(world, pull).at(-1)).toBe('error');
    await expectNothingLeft(world);
    await world.appIsIdle();
    expect(reactions(world, comment)).toEqual(['eyes', 'confused']);
    expect(checkResults(world, head).at(-1)).toBe('completed failure');
  });

  it('cancelled before its program can hear of it: its post step has the final state', async () => {
    const deployments = world.deployments().length;
    const comment = world.github.as('maria').comment(pull, '/branch-prod');
    const execution = await world.nextExecution();
    await untilLogged(execution, /Run branch-prod\/branch-prod\/action/);
    await cancelRun(world, execution);
    const { conclusion, exits } = await execution.outcome;
    expect(conclusion).toBe('cancelled');
    // SIGINT ended it; nothing of it was run.
    expect(exits.map(({ stage, code }) => `${stage} ${code}`)).toEqual(['main 130', 'post 0']);
    await world.appIsIdle();
    expectCancelled(comment);
    expect(report(world, pull).body).toContain('the run was cancelled');
    expect(world.deployments()).toHaveLength(deployments);
    expect(await leftovers(world)).toEqual([]);
  });

  it('cancelled while it replays: cleans up in the time that the runner gives it', async () => {
    const comment = world.github.as('maria').comment(pull, '/branch-prod');
    const execution = await world.nextExecution();
    await untilReplaying(execution);
    await cancelRun(world, execution);
    const { conclusion, exits } = await execution.outcome;
    expect(conclusion).toBe('cancelled');
    expect(exits.map(({ stage }) => stage)).toEqual(['main', 'post']);
    // By itself: SIGTERM, which comes after 7.5 s, would have ended it with 130.
    expect(exits[0]?.code).toBeLessThan(128);
    // At once, not by the next run.
    expect(await leftovers(world)).toEqual([]);
    await world.appIsIdle();
    expectCancelled(comment);
    expect(deploymentStates(world, pull).at(-1)).toBe('inactive');
    await expectNothingLeft(world);
    expect(world.github.invalidRequests).toEqual([]);
  });
});
