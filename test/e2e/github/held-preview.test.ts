import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Execution } from '../../github/runner/execution.ts';
import { eventually } from '../../preview/eventually.ts';
import { caseIssue } from './case-issue.ts';
import { checkResults, deploymentStates, expectNothingLeft, report } from './lifecycle.ts';
import { type GitHubWorld, notesSource, openGitHubWorld } from './world.ts';

interface Held {
  readonly thread: number;
  readonly execution: Execution;
  readonly url: string;
}

describe('a preview that is held after the report', { timeout: 150_000 }, () => {
  let world: GitHubWorld;
  const heads = new Map<string, string>();
  const held = new Map<string, Held>();
  const get = (name: string) => held.get(name) as Held;
  const maria = () => world.github.as('maria');

  beforeAll(async () => {
    world = await openGitHubWorld(await notesSource(), { hold: true });
    const threads = new Map<string, number>();
    for (const name of ['destroyed', 'deleted']) {
      heads.set(name, await world.pushBranch(name, { 'README.md': name }));
      threads.set(name, await maria().openPullRequest({ head: name, title: name }));
    }
    await world.appIsIdle();
    for (const pull of threads.values()) maria().comment(pull, '/branch-prod --trials 1');
    for (const name of ['closed', 'unlabelled']) {
      const issue = maria().openIssue({ title: name, body: caseIssue });
      maria().label(issue, 'ai-hallucination');
      threads.set(name, issue);
    }
    for (const [name, thread] of threads) held.set(name, await awaitReport(thread));
    // The report is in the comment before the deployment has its last status.
    for (const thread of threads.values()) {
      const states = () => deploymentStates(world, thread);
      await eventually('the deployment says so too', () => states().length === 3);
    }
    await world.appIsIdle();
  }, 240_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  async function awaitReport(thread: number): Promise<Held> {
    const { state, body } = await eventually(
      'the report is there',
      () => world.reports(thread).find(({ state: { phase } }) => phase === 'finished'),
      120_000,
    );
    const execution = await world.runner.execution(state.run as number);
    const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(body)?.[0];
    expect(url, body).toBeDefined();
    return { thread, execution, url: url as string };
  }

  async function ends({ thread, execution, url }: Held, because: RegExp): Promise<void> {
    expect((await execution.outcome).conclusion).toBe('cancelled');
    await world.appIsIdle();
    const { state, body } = report(world, thread);
    expect(state.phase).toBe('ended');
    expect(body).toMatch(/^\*\*Taken down\*\*: /);
    expect(body).toMatch(because);
    // What was found stays.
    expect(body).toMatch(/^## (?:Not fixed|Not reproduced|Reproduced)/m);
    expect(deploymentStates(world, thread).at(-1)).toBe('inactive');
    await expect(fetch(url)).rejects.toThrow();
    expect(await execution.remaining()).toEqual([]);
  }

  it('has verdict and address in the comment while the job goes on', () => {
    for (const { thread, execution } of held.values()) {
      expect(execution.run.isCompleted).toBe(false);
      expect(report(world, thread).body).toMatch(/^## (?:Not fixed|Not reproduced)/);
    }
  });

  it('answers with its token, and 401 without', async () => {
    const { url } = get('destroyed');
    const { origin, searchParams } = new URL(url);
    const authorization = `Bearer ${searchParams.get('token')}`;
    const page = await fetch(origin, { headers: { authorization } });
    expect([page.status, await page.text()]).toEqual([200, 'the page']);
    expect((await fetch(url, { redirect: 'manual' })).status).toBeLessThan(400);
    expect((await fetch(origin)).status).toBe(401);
    expect((await fetch(`${origin}/?token=${'x'.repeat(43)}`)).status).toBe(401);
  });

  it('concludes the check though the job goes on, and is GitHub’s deployment', () => {
    for (const [name, head] of heads) {
      expect(checkResults(world, head)).toEqual(['completed neutral', 'completed failure']);
      const { thread, url } = get(name);
      expect(deploymentStates(world, thread)).toEqual(['in_progress', 'success', 'success']);
      const deployment = world.deployments().find(({ sha }) => sha === head);
      expect(deployment?.statuses.at(-1)).toMatchObject({
        environmentUrl: url,
        description: 'not-fixed',
      });
    }
  });

  it('/branch-prod status says that its run has not ended', async () => {
    const { thread } = get('destroyed');
    maria().comment(thread, '/branch-prod status');
    await world.appIsIdle();
    const comments = [...world.github.repository().comments.values()];
    const last = comments.filter((comment) => comment.thread === thread).at(-1);
    expect(last?.body).toContain('The newest request of this thread has a verdict.');
    expect(last?.body).toContain('has not ended');
  });

  it('/branch-prod destroy, closing, unlabelling and deleting the branch each end it', async () => {
    maria().comment(get('destroyed').thread, '/branch-prod destroy');
    maria().close(get('closed').thread);
    maria().unlabel(get('unlabelled').thread, 'ai-hallucination');
    await maria().deleteBranch('deleted');
    await ends(get('destroyed'), /`\/branch-prod destroy` asked for it/);
    await ends(get('closed'), /this thread was closed/);
    await ends(get('unlabelled'), /the label was removed/);
    // GitHub closes the pull request, too.
    await ends(
      get('deleted'),
      /the branch of this pull request was deleted|this thread was closed/,
    );
    await expectNothingLeft(world);
  });

  it('leaves the checks as they were, and sent GitHub only what its description allows', () => {
    for (const head of heads.values()) {
      expect(checkResults(world, head)).toEqual(['completed neutral', 'completed failure']);
    }
    expect(world.github.invalidRequests).toEqual([]);
  });
});
