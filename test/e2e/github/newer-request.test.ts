import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkResults,
  deploymentStates,
  expectNothingLeft,
  reactions,
  report,
  untilReplaying,
} from './lifecycle.ts';
import { type GitHubWorld, notesSource, openGitHubWorld } from './world.ts';

describe('newer requests of a thread', { timeout: 150_000 }, () => {
  let world: GitHubWorld;
  beforeAll(async () => {
    world = await openGitHubWorld(await notesSource({ answerMs: 1_000 }));
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  it('take over from the one that runs: the last one has the comment and the verdict', async () => {
    const head = await world.pushBranch('change', { 'README.md': '# Notes\n' });
    const maria = world.github.as('maria');
    const pull = await maria.openPullRequest({ head: 'change', title: 'Change' });
    await world.appIsIdle();
    // Long enough to be still at work when the next ones come.
    const first = maria.comment(pull, '/branch-prod --trials 50');
    const firstRun = await world.nextExecution();
    await untilReplaying(firstRun);
    maria.comment(pull, '/branch-prod --trials 50');
    const secondRun = await world.nextExecution();
    const last = maria.comment(pull, '/branch-prod --trials 1');

    // One that sees in its comment that another took over ends by itself, if it is quicker than the runner's cancel.
    for (const run of [firstRun, secondRun]) {
      expect(['cancelled', 'success']).toContain((await run.outcome).conclusion);
    }
    expect((await world.nextRun()).conclusion).toBe('success');
    const { state, body } = report(world, pull);
    expect(state).toMatchObject({ phase: 'finished', reactTo: last });
    expect(state.run).toBe(world.runner.executions[2]?.run.id);
    expect(body).toMatch(/^## Not fixed, 1 of 1 failed/);
    expect(checkResults(world, head)).toEqual([
      'completed neutral',
      'completed cancelled',
      'completed cancelled',
      'completed failure',
    ]);
    expect(world.checks(head)[1]?.output.title).toBe('Superseded');
    expect(reactions(world, first)).toEqual(['eyes']);
    expect(reactions(world, last)).toEqual(['eyes', 'rocket']);
    for (const { statuses } of world.deployments()) expect(statuses.at(-1)?.state).toBe('inactive');
    expect(deploymentStates(world, pull).at(-1)).toBe('inactive');
    await expectNothingLeft(world);
    expect(world.github.invalidRequests).toEqual([]);
  });
});
