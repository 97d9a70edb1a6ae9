import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutcome } from '../../github/runner/execution.ts';
import type { CheckRun } from '../../github/stand-in/state.ts';
import { caseIssue } from './case-issue.ts';
import { type GitHubWorld, mailSource, openGitHubWorld } from './world.ts';

/** Without what its author came back to in the same thread, more than a day later: there the claim is taken back. */
async function fixedRetrieval(world: GitHubWorld): Promise<string> {
  const text = await world.readFile('retrieve.js');
  return text
    .replace('AS distance\n', 'AS distance,\n         messages.thread_id, messages.person_id\n')
    .replace(
      'return rows.map(',
      `const isOutdated = (row) =>
    rows.some(
      (other) =>
        other.thread_id === row.thread_id &&
        other.person_id === row.person_id &&
        other.sent_at - row.sent_at > 86_400_000,
    );
  return rows.filter((row) => !isOutdated(row)).map(`,
    );
}

describe('from /branch-prod on a pull request to a green check', { timeout: 240_000 }, () => {
  let world: GitHubWorld;
  let issue: number;
  let pull: number;
  beforeAll(async () => {
    world = await openGitHubWorld(await mailSource());
    issue = world.github.as('maria').openIssue({ title: 'Wrong', body: caseIssue });
  }, 120_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  const check = (commit: string): CheckRun => {
    const [only, ...others] = world.checks(commit);
    expect(others).toEqual([]);
    return only as CheckRun;
  };
  const expectSuccess = (outcome: RunOutcome) =>
    expect(outcome.conclusion, outcome.log).toBe('success');

  it('a pull request that changes nothing of interest gets a neutral check at once', async () => {
    const head = await world.pushBranch('fix', { 'README.md': '# Mail\n' });
    pull = await world.github.as('maria').openPullRequest({ head: 'fix', title: 'Fix' });
    await world.appIsIdle();
    expect(check(head)).toMatchObject({ status: 'completed', conclusion: 'neutral' });
    expect(world.runner.executions).toHaveLength(0);
    expect(world.reports(pull)).toEqual([]);
  });

  it('/branch-prod replays its head and its base: not fixed, a red check', async () => {
    const head = world.git('rev-parse', 'fix');
    const comment = world.github.as('maria').comment(pull, '/branch-prod --trials 2');
    expectSuccess(await world.nextRun());
    const [report, ...others] = world.reports(pull);
    expect(others).toEqual([]);
    expect(report?.body).toMatch(/^## Not fixed, 2 of 2 failed/);
    const red = world.checks(head).find(({ conclusion }) => conclusion === 'failure');
    expect(red?.output.title).toContain('Not fixed');
    expect(red?.actions.map(({ identifier }) => identifier)).toEqual([
      'replay',
      'culprit',
      'destroy',
    ]);
    const reactions = world.github.repository().comments.get(comment)?.reactions;
    expect(reactions?.map(({ content }) => content)).toEqual(['eyes', 'rocket']);
  });

  it('the fix, and a config that would unmask everything: fixed, green, the config ignored', async () => {
    const config = (await world.readFile('.github/branch-prod.yml')).replace(
      / {2}columns:[\s\S]*?\n {2}keep:.*\n/,
      '  columns: {}\n  keep: ["people.*", "threads.*", "messages.*"]\n',
    );
    expect(config).toContain('people.*');
    const head = await world.pushBranch('fix', {
      'retrieve.js': await fixedRetrieval(world),
      '.github/branch-prod.yml': config,
    });
    await world.github.as('maria').push('fix');
    const outcome = await world.nextRun();
    expectSuccess(outcome);
    expect(check(head).output.title).toContain('Fixed');
    expect(check(head)).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(check(head).output.summary).toContain('was ignored');
    expect(world.reports(pull)[0]?.body).toMatch(/^## Fixed, 0 of 9 failed/);
    const result = JSON.parse(world.artifact('branch-prod')['result.json'] ?? '');
    expect(result.sanitization.valuesMasked).toBeGreaterThan(10_000);
    expect(result.proof.leaks).toBe(0);
    expect(result.base.replays[0].verdict).toBe('reproduced');
    expect(outcome.log).toContain('cached');
  });

  it('the button Replay does it again; "Fixes #N" takes the case of the issue', async () => {
    const head = world.git('rev-parse', 'fix');
    world.github.as('maria').edit(pull, { body: `Fixes #${issue}` });
    world.github.as('maria').clickCheckButton(check(head).id, 'replay');
    expectSuccess(await world.nextRun());
    const [first, second] = world.checks(head);
    expect([first?.conclusion, second?.conclusion]).toEqual(['success', 'success']);
    expect(world.reports(pull)[0]?.body).toContain(`issue-${issue}`);
  });

  it('closing it says so in the comment', async () => {
    world.github.as('maria').close(pull);
    await world.appIsIdle();
    expect(world.reports(pull)[0]?.state.phase).toBe('ended');
    expect(world.reports(pull)[0]?.body).toContain('closed');
    expect(world.github.invalidRequests).toEqual([]);
  });
});
