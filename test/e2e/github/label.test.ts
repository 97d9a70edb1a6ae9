import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultSchema } from '../../../src/investigation/result.ts';
import type { RunOutcome } from '../../github/runner/execution.ts';
import { noProcessWith } from '../program.ts';
import { caseIssue } from './case-issue.ts';
import { type GitHubWorld, mailSource, openGitHubWorld } from './world.ts';

describe('from label to final comment, on real mail', { timeout: 240_000 }, () => {
  let world: GitHubWorld;
  let issue: number;
  let outcome: RunOutcome;
  beforeAll(async () => {
    world = await openGitHubWorld(await mailSource());
    const maria = world.github.as('maria');
    issue = maria.openIssue({ title: 'Wrong about Red Hat', body: caseIssue });
    maria.label(issue, 'ai-hallucination');
    outcome = await world.nextRun();
  }, 240_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  it('reproduces the failure, and says so in one comment', () => {
    expect(outcome.conclusion, outcome.log).toBe('success');
    const [report, ...others] = world.reports(issue);
    expect(others).toEqual([]);
    expect(report?.state.phase).toBe('finished');
    expect(report?.body).toMatch(/^## Reproduced 5 of 5/);
    expect(report?.body).toContain('| 1 | `messages` | `id=3446` |');
    // The config says `replay.bisect: true`.
    expect(report?.body).toContain('| culprit | `messages` | `id=3446` |');
    expect(report?.body).toMatch(
      /0 leaks among [\d,]+ raw values searched \(\d+ not searched\);.* rankings 200\/200/,
    );
    expect(report?.body).toContain('```mermaid');
  });

  it('edits that comment while it runs, at most once in 3 s', () => {
    const edits = world.github.requests.filter(
      ({ operation, identity }) =>
        operation === 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}' &&
        identity?.login === 'github-actions[bot]',
    );
    expect(edits.length).toBeGreaterThan(2);
    expect(JSON.stringify(edits[0]?.body)).toContain('Investigating');
    const pauses = edits.slice(1).map(({ at }, index) => at - (edits[index]?.at ?? 0));
    // The final document waits for nothing.
    expect(Math.min(...pauses.slice(0, -1))).toBeGreaterThan(2_900);
  });

  it('says 👀 at once, 🚀 at the end', () => {
    const reactions = world.github.repository().threads.get(issue)?.reactions;
    expect(reactions?.map(({ content }) => content)).toEqual(['eyes', 'rocket']);
  });

  it('shows the preview as a deployment, which ends with the run', () => {
    const [deployment, ...others] = world.deployments();
    expect(others).toEqual([]);
    expect(deployment).toMatchObject({ environment: `branch-prod/${issue}`, production: false });
    const states = deployment?.statuses.map(({ state }) => state);
    expect(states).toEqual(['in_progress', 'success', 'success', 'inactive']);
    expect(deployment?.statuses[1]?.environmentUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=/);
  });

  it('gives verdict and result document as outputs, summary and artifact', () => {
    expect(Object.values(outcome.outputs)[0]).toMatchObject({ verdict: 'reproduced' });
    expect(outcome.summary).toContain('Reproduced 5 of 5');
    const files = world.artifact('branch-prod');
    expect(Object.keys(files).toSorted()).toEqual(['outcome.json', 'result.json']);
    const result = resultSchema.parse(JSON.parse(files['result.json'] ?? ''));
    expect(result.investigation.thread).toBe(`acme/mail#${issue}`);
  });

  it('shows no secret, in the log of the job or of the App', () => {
    const shown = `${outcome.log}${outcome.summary}${world.app.log()}`;
    const { PRODUCTION_REPLICA_URL, BRANCH_PROD_MASK_KEY } = world.source.environment;
    for (const secret of [PRODUCTION_REPLICA_URL, BRANCH_PROD_MASK_KEY]) {
      expect(shown).not.toContain(secret);
    }
    const [, token] = /token=([\w-]+)/.exec(JSON.stringify(world.deployments())) ?? [];
    expect(token).toMatch(/.{40}/);
    expect(shown).not.toContain(token);
    expect(world.app.log()).not.toContain('Red Hat');
  });

  it('leaves nothing behind, and sent GitHub only what its description allows', async () => {
    await noProcessWith(world.source.repository);
    expect(await world.runner.executions[0]?.remaining()).toEqual([]);
    expect(world.github.invalidRequests).toEqual([]);
  });
});
