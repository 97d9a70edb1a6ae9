import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('a run that somebody cancels', { timeout: 150_000 }, () => {
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

  it('before its program can hear of it, has its final state', async () => {
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
    expect(world.deployments()).toEqual([]);
    expect(await leftovers(world)).toEqual([]);
  });

  it('while it replays, cleans up in the time that the runner gives it', async () => {
    const comment = world.github.as('maria').comment(pull, '/branch-prod');
    const execution = await world.nextExecution();
    await untilReplaying(execution);
    const cancelledAt = performance.now();
    await cancelRun(world, execution);
    const { conclusion, exits } = await execution.outcome;
    // SIGTERM comes after 7.5 s.
    expect(performance.now() - cancelledAt).toBeLessThan(7_500);
    expect(conclusion).toBe('cancelled');
    expect(exits.map(({ stage }) => stage)).toEqual(['main', 'post']);
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
