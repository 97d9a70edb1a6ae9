import { execFileSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DispatchedRun } from '../../github/stand-in/dispatch.ts';
import type { LoggedRequest } from '../../github/stand-in/github.ts';
import { markdownAttack, terminalAttack } from '../../report/hostile-text.ts';
import { obeyed, outsideCode } from '../../report/outside-code.ts';
import { caseIssue } from './case-issue.ts';
import { type GitHubWorld, notesSource, openGitHubWorld } from './world.ts';

/** What the App answers costs 3 s each, because it keeps GitHub's limit for texts that notify people. */
describe('what must not start anything', { timeout: 60_000 }, () => {
  let world: GitHubWorld;
  const runs: DispatchedRun[] = [];
  beforeAll(async () => {
    world = await openGitHubWorld(await notesSource());
    world.github.onDispatch((run) => void runs.push(run));
  }, 120_000);
  afterAll(() => world?.[Symbol.asyncDispose]());
  afterEach(() => {
    expect(runs).toEqual([]);
    expect(world.github.invalidRequests).toEqual([]);
  });

  const as = (login: string) => world.github.as(login);
  const openIssue = () => as('mallory').openIssue({ title: '`$(x)`', body: caseIssue });
  /** What the App sends GitHub because of `act`. */
  const sentBy = async (act: () => unknown): Promise<LoggedRequest[]> => {
    await world.appIsIdle();
    const before = world.github.requests.length;
    await act();
    await world.appIsIdle();
    return world.github.requests.slice(before);
  };
  const writes = (requests: readonly LoggedRequest[]) =>
    requests.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/app/'));
  const answers = (requests: readonly LoggedRequest[]) =>
    writes(requests)
      .filter(({ operation }) => operation?.endsWith('/{issue_number}/comments'))
      .map(({ body }) => (body as { body: string }).body);

  describe('a webhook that GitHub did not sign', () => {
    let signed: Record<string, string>;
    let command: string;
    beforeAll(async () => {
      as('maria').comment(openIssue(), 'just words');
      await world.appIsIdle();
      const delivery = world.github.deliveries.findLast(({ event }) => event === 'issue_comment');
      signed = { ...delivery?.headers };
      command = delivery?.body.replace('just words', '/branch-prod') ?? '';
    });

    const unsigned = () =>
      Object.fromEntries(Object.entries(signed).filter(([name]) => name !== 'x-hub-signature-256'));
    const hmac = (secret: string, body: string) =>
      `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    it.each([
      ['the signature of another body', () => signed],
      [
        'a signature by the secret that everybody knows',
        () => ({ ...unsigned(), 'x-hub-signature-256': hmac('development', command) }),
      ],
      ['an empty signature', () => ({ ...unsigned(), 'x-hub-signature-256': 'sha256=' })],
      [
        'only a signature of the old kind',
        () => ({ ...unsigned(), 'x-hub-signature': 'sha1=0123456789abcdef' }),
      ],
      ['no signature', unsigned],
    ])('but has %s is refused, and GitHub is asked nothing', async (_, headers) => {
      expect(command).toContain('"/branch-prod"');
      const port = /"port":(\d+)/.exec(world.app.log())?.[1];
      const sent = await sentBy(async () => {
        const response = await fetch(`http://127.0.0.1:${port}/api/github/webhooks`, {
          method: 'POST',
          headers: { ...headers(), 'x-github-delivery': randomUUID() },
          body: command,
        });
        expect(response.status).toBe(400);
      });
      expect(sent).toEqual([]);
    });
  });

  describe('people without rights', () => {
    it('label an issue and try each command: one refusal in all, which names nobody and no right', async () => {
      const issue = openIssue();
      const commands = [
        '',
        'run',
        'replay x',
        'bisect',
        'explain',
        'keep x',
        'destroy',
        'status',
        'help',
        'nonsense',
      ];
      const sent = await sentBy(() => {
        as('rita').label(issue, 'ai-hallucination');
        for (const command of commands) as('mallory').comment(issue, `/branch-prod ${command}`);
        as('rita').comment(issue, '/branch-prod');
      });
      expect(writes(sent)).toHaveLength(1);
      const [refusal = ''] = answers(sent);
      expect(refusal).toMatch(/^<!-- branch-prod-answer refusal -->\nOnly people with enough/);
      expect(refusal).not.toMatch(/mallory|rita|\bwrite\b|\bread\b|maintain|permission/);
    });

    it('click each button of a check, and run it and all again', async () => {
      const head = await world.pushBranch('buttons', { 'README.md': 'new\n' });
      await as('maria').openPullRequest({ head: 'buttons', title: 'x' });
      await world.appIsIdle();
      const [check, ...others] = world.checks(head);
      expect(others).toEqual([]);
      const id = check?.id ?? 0;
      const sent = await sentBy(async () => {
        for (const button of ['replay', 'culprit', 'destroy']) {
          as('rita').clickCheckButton(id, button);
        }
        as('rita').rerunCheck(id);
        await as('rita').rerunAllChecks(id);
      });
      expect(answers(sent)).toHaveLength(1);
      expect(writes(sent)).toHaveLength(1);
      expect(world.checks(head)).toEqual([check]);
    });

    it('open a pull request of a branch: neutral, and somebody who may has to ask', async () => {
      const head = await world.pushBranch('ritas', {
        'cases/more.yml': 'question: x\nmustContain: [x]\n',
      });
      await as('rita').openPullRequest({ head: 'ritas', title: 'x' });
      await world.appIsIdle();
      expect(world.checks(head)).toMatchObject([{ conclusion: 'neutral' }]);
    });
  });

  it('a bot, and a comment that became a command later: GitHub is asked nothing', async () => {
    const issue = openIssue();
    world.github.addCollaborator('helper[bot]', 'admin');
    const sent = await sentBy(() => {
      as('helper[bot]').comment(issue, '/branch-prod');
      const comment = as('maria').comment(issue, 'thanks');
      as('mallory').editComment(comment, '/branch-prod');
      as('maria').editComment(comment, '/branch-prod');
    });
    expect(sent).toEqual([]);
  });

  it('hostile commands: quoted as code, cut, and not logged', async () => {
    const issue = openIssue();
    const inOneWord = (text: string) => text.replaceAll(/\s/g, '_').slice(0, 60_000);
    const attacks = [
      `replay ${inOneWord(`@acme/team<img/src=x>::add-mask::x${terminalAttack}${markdownAttack}`.repeat(900))}`,
      `--ref $(touch\${IFS}/tmp/branch-prod-pwned)`,
      `explain --base $(touch\${IFS}/tmp/branch-prod-pwned)`,
      `explain --model $(touch\${IFS}/tmp/branch-prod-pwned)`,
      'explain --base --upload-pack=touch',
      `bisect --case ../../etc/passwd@acme/team`,
    ];
    const sent = await sentBy(() => {
      for (const attack of attacks) as('maria').comment(issue, `/branch-prod ${attack}`);
    });
    expect(answers(sent)).toHaveLength(attacks.length);
    for (const answer of answers(sent)) {
      expect(outsideCode(answer.slice(answer.indexOf('\n') + 1))).not.toMatch(obeyed);
      for (const character of ['\x1b', '\u202e', '\r']) expect(answer).not.toContain(character);
      expect(answer.length).toBeLessThan(5_000);
    }
    expect(world.app.log()).not.toMatch(/touch|acme\/team|evil\.example|passwd/);
  });

  it("a fork's pull request, and its commit by any name, whoever asks", async () => {
    const repository = world.github.repository();
    const gitDirectory = `${repository.gitDirectory}.fork`;
    execFileSync('git', ['clone', '--quiet', '--bare', repository.gitDirectory, gitDirectory]);
    world.git('checkout', '--quiet', '-B', 'theirs', 'origin/main');
    world.git('commit', '--quiet', '--allow-empty', '--message=theirs');
    world.git('push', '--quiet', gitDirectory, 'HEAD:refs/heads/theirs');
    const commit = world.git('rev-parse', 'HEAD');
    const fork = world.github.addRepository({
      owner: 'mallory',
      repo: 'mail',
      private: true,
      gitDirectory,
      forkOf: repository,
      installed: false,
    });
    const pull = await as('mallory').openPullRequest({
      head: 'theirs',
      title: 'x',
      fromFork: fork,
    });
    await world.appIsIdle();
    const [check] = world.checks(commit);
    expect(check?.conclusion).toBe('neutral');
    expect(check?.output.summary).toContain('A maintainer');

    const issue = openIssue();
    const sent = await sentBy(() => {
      as('maria').comment(pull, `/branch-prod --ref ${commit}`);
      as('maria').clickCheckButton(check?.id ?? 0, 'replay');
      as('maria').clickCheckButton(check?.id ?? 0, 'culprit');
      as('maria').comment(issue, `/branch-prod --ref pull/${pull}/head`);
      as('maria').comment(issue, `/branch-prod explain --base ${commit}`);
    });
    expect(answers(sent)).toHaveLength(5);
    for (const answer of answers(sent)) {
      expect(answer).toMatch(/Nothing of a fork runs|can’t be previewed/);
    }
  });
});
