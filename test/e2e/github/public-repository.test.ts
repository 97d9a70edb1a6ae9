import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutcome } from '../../github/runner/execution.ts';
import { PERSON } from '../production.ts';
import { report } from './lifecycle.ts';
import { type GitHubWorld, notesSource, openGitHubWorld } from './world.ts';

const issueText = `\`\`\`branch-prod
question: Who called?
mustNotContain: [marmalade]
mustContain: [an-expected-value]
\`\`\`
`;

describe('on a public repository', { timeout: 120_000 }, () => {
  let world: GitHubWorld;
  let issue: number;
  let pull: number;
  let head: string;
  const outcomes: RunOutcome[] = [];
  beforeAll(async () => {
    world = await openGitHubWorld(await notesSource(), { isPrivate: false });
    // It keeps a list of its answers where this test finds them.
    const application = (await world.readFile('app.js'))
      .replaceAll('wrong | ', 'marmalade | ')
      .replace("response.setHeader('content-type'", (found) => `${note}${found}`);
    head = await world.pushBranch('main', { 'app.js': application });
    issue = world.github.as('maria').openIssue({ title: 'Wrong', body: issueText });
    world.github.as('maria').label(issue, 'ai-hallucination');
    outcomes.push(await world.nextRun());
    world.github.as('maria').comment(issue, '/branch-prod explain');
    outcomes.push(await world.nextRun());
    const commit = await world.pushBranch('change', { 'README.md': '# Notes\n' });
    const title = `Fixes #${issue}`;
    pull = await world.github.as('maria').openPullRequest({ head: 'change', title });
    head = commit;
    outcomes.push(await world.nextRun());
  }, 240_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  const note = `require('node:fs').appendFileSync(process.argv[2] + '/answers', rows[0].name + '\\n');\n`;

  /** All that anybody can read: what was sent to GitHub at any time, and what it keeps of the runs. */
  function shown(): string {
    const sent = world.github.requests.map(({ method, path, query, body }) => ({
      ...{ method, path, query, body },
    }));
    const artifacts = [...world.github.repository().artifacts.keys()].map(() =>
      world.artifact('branch-prod'),
    );
    return JSON.stringify({ sent, outcomes, artifacts, app: world.app.log() });
  }

  it('verdict and identifiers are there: in comment, check, deployment, log, outputs and artifact', () => {
    for (const thread of [issue, pull]) {
      const { state, body } = report(world, thread);
      expect(state.phase).toBe('finished');
      expect(body).toMatch(/^## (?:Reproduced|Not fixed)/);
      expect(body).toMatch(/snap-[0-9a-f]{12}/);
      expect(body).toContain('0 leaks');
      expect(body).toContain(`issue-${issue}`);
    }
    expect(world.checks(head).at(-1)).toMatchObject({
      conclusion: 'failure',
      output: { title: expect.stringContaining('Not fixed') },
    });
    expect(
      world
        .deployments()
        .at(-1)
        ?.statuses.map(({ description }) => description),
    ).toContain('not-fixed');
    const [first, explained, second] = outcomes;
    expect(explained?.conclusion, explained?.log).toBe('success');
    expect(report(world, issue).body).toContain('exact search');
    expect(first?.conclusion, first?.log).toBe('success');
    expect(first?.log).toContain('reproduced');
    expect(Object.values(second?.outputs ?? {})[0]).toMatchObject({
      verdict: 'not-fixed',
      'preview-url': expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
    });
    const result = JSON.parse(world.artifact('branch-prod')['result.json'] ?? '');
    expect(result.replays[0]).toMatchObject({ verdict: 'not-fixed', failures: 2 });
  });

  it('no answer, value of an assertion, pseudonym of a person or token of a preview is', async () => {
    const answers = await readFile(join(dirname(world.source.repository), 'answers'), 'utf8');
    const [pseudonym, ...others] = new Set(answers.trim().split('\n'));
    expect(others).toEqual([]);
    expect(pseudonym).toMatch(/^\S+ \S+$/);
    const text = shown();
    const values = [
      'marmalade',
      'an-expected-value',
      pseudonym as string,
      PERSON.name,
      PERSON.email,
    ];
    const found = [...values, 'Who called?', 'token='].filter((value) => text.includes(value));
    expect(found).toEqual([]);
    expect(world.github.invalidRequests).toEqual([]);
  });
});
