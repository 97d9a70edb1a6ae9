import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Result, resultSchema } from '../../../src/investigation/result.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import type { RunOutcome } from '../../github/runner/execution.ts';
import { markdownAttack, terminalAttack } from '../../report/hostile-text.ts';
import { obeyed, outsideCode } from '../../report/outside-code.ts';
import { PASSWORD } from '../database.ts';
import { MASK_KEY } from '../production.ts';
import { type GitHubWorld, notesSource, openGitHubWorld } from './world.ts';

/** What a runner would obey if a line of its log began with it. */
const workflowCommands = [
  '::add-mask::the',
  '::set-output name=verdict::fixed',
  '  ::error file=x::obeyed',
  '\t::stop-commands::x',
  '##[add-mask]the',
  '::save-state name=branch-prod::{}',
];

describe('hostile code and hostile cases, as far as they get to run', { timeout: 120_000 }, () => {
  let world: GitHubWorld;
  /** Where every injected command would leave a file. */
  let pwned: string;
  let hostileBranch: string;
  beforeAll(async () => {
    world = await openGitHubWorld(await notesSource());
    pwned = await mkdtemp(join(tmpdir(), 'branch-prod-pwned-'));
    hostileBranch = `$(touch\${IFS}${pwned}/ref)\`touch\${IFS}${pwned}/tick\`'";touch\${IFS}${pwned}/quote;#--upload-pack=x`;
  }, 120_000);
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]();
    if (pwned) await removeFolder(pwned);
  });

  const as = (login: string) => world.github.as(login);
  const result = (): Result =>
    resultSchema.parse(JSON.parse(world.artifact('branch-prod')['result.json'] ?? ''));
  const report = (thread: number) => world.reports(thread)[0]?.body ?? '';
  /** Secrets of the job, those of the run included. */
  const secrets = () => {
    const tokens = [...world.github.repository().runs.values()].flatMap((run) => run.tokens);
    return [MASK_KEY, PASSWORD, world.source.environment.SOURCE_URL ?? '', ...tokens];
  };
  /** Nothing of what it shows is obeyed or secret, whoever the text was written by. */
  const expectHarmless = ({ log, summary, outputs, annotations }: RunOutcome, thread: number) => {
    expect(outsideCode(report(thread))).not.toMatch(obeyed);
    expect(outsideCode(summary)).not.toMatch(obeyed);
    expect(report(thread).length).toBeLessThan(65_536);
    const shown = [log, summary, report(thread), world.app.log(), JSON.stringify(annotations)];
    for (const secret of secrets()) expect(shown.join('\n')).not.toContain(secret);
    // Obeyed, they would mask the word "the", add annotations and change outputs.
    expect(log).toMatch(/ the (?:failure happens|application ended|investigation failed)/);
    expect(annotations.map(({ message }) => message)).not.toContain('obeyed');
    const named = Object.values(outputs).flatMap((values) => Object.keys(values));
    expect(['verdict', 'preview-url', 'report']).toEqual(expect.arrayContaining(named));
    expect(Object.values(outputs)[0]?.verdict).not.toBe('fixed');
  };

  it('an issue full of shell, Markdown and workflow commands, on a branch that is named so', async () => {
    await world.pushBranch(hostileBranch, { 'README.md': 'x\n' });
    const question = [
      `$(touch ${pwned}/body) \`touch ${pwned}/body\` ; touch ${pwned}/body | touch ${pwned}/body`,
      ...workflowCommands,
      markdownAttack.replaceAll('```', "'''"),
      '<!-- branch-prod {"order":"0123456789abcdef"} -->',
      terminalAttack.replaceAll('\0', '').toWellFormed(),
      '@acme/team '.repeat(4_000),
    ].join('\n');
    const phrase = `@acme/team <img src=x onerror=alert(1)> \`\`\` ::add-mask::the $(touch ${pwned}/phrase)`;
    const body = `### Question or request\n\n${question}\n\n### Must contain\n\n${phrase}\n\n### Must not contain\n\n::error::obeyed`;
    const issue = as('mallory').openIssue({ title: markdownAttack, body });
    as('maria').comment(issue, `/branch-prod --trials 1 --ref ${hostileBranch}`);
    const outcome = await world.nextRun();
    expect(outcome.conclusion, outcome.log).toBe('success');
    const [replay] = result().replays;
    expect(replay?.trials[0]?.answer).toContain('::add-mask::the');
    expect(replay?.trials[0]?.failed.join()).toContain('<img');
    expect(result().source.commit).toBe(world.git('rev-parse', `refs/heads/${hostileBranch}`));
    expectHarmless(outcome, issue);
    expect(report(issue)).toMatch(/^## Reproduced/);
    expect(world.app.log()).not.toMatch(/acme\/team|onerror|touch/);
  });

  describe('a pull request', () => {
    let pull: number;
    let head: string;
    const change = async (files: Record<string, string>) => {
      head = await world.pushBranch('evil', files);
    };
    const run = async (command: string) => {
      as('maria').comment(pull, `/branch-prod ${command}`);
      return world.nextRun();
    };

    it('whose application looks for secrets, whose config unmasks, whose workflow is another', async () => {
      const config = await world.readFile('.github/branch-prod.yml');
      await change({
        'app.js': curiousApplication,
        '.github/branch-prod.yml': config
          .replace(
            / {2}columns:[\s\S]*? {2}keep:.*\n/,
            '  columns: {}\n  keep: ["people.*", "notes.*"]\n',
          )
          .replace('trials: 2', 'trials: 100'),
        '.github/workflows/branch-prod.yml': 'on: workflow_dispatch\njobs: {}\n',
        'cases/evil.yml': JSON.stringify({
          question: markdownAttack,
          mustContain: [markdownAttack.slice(0, 150), workflowCommands.join('\n')],
        }),
      });
      pull = await as('maria').openPullRequest({
        head: 'evil',
        title: markdownAttack,
        body: terminalAttack,
      });
      await world.appIsIdle();
      const outcome = await run('replay evil --trials 1');
      expect(outcome.conclusion, outcome.log).toBe('success');
      const check = world.checks(head).at(-1);
      expect(check?.conclusion).toBe('failure');
      expect(check?.output.summary).toContain('was ignored');
      expect(outsideCode(check?.output.summary ?? '')).not.toMatch(obeyed);
      expect(result().sanitization.valuesMasked).toBeGreaterThan(0);
      expect(result().replays[0]?.trials).toHaveLength(1);
      expectHarmless(outcome, pull);

      const found = JSON.parse(result().replays[0]?.trials[0]?.answer.split('FOUND ')[1] ?? '');
      const names = Object.keys(found.environment);
      expect(names).toContain('DATABASE_URL');
      expect(
        names.filter((name) => /GITHUB|ACTIONS|RUNNER|INPUT|STATE_|SOURCE|MASK|TOKEN/.test(name)),
      ).toEqual([]);
      const everything = JSON.stringify(found);
      for (const secret of secrets()) {
        expect(everything).not.toContain(secret);
        expect(everything).not.toContain(
          Buffer.from(`x-access-token:${secret}`).toString('base64'),
        );
      }
      expect(found.git).toContain('remote.origin.url');
      expect(found.git).not.toMatch(/extraheader|credential|token/i);
    });

    it('whose application prints workflow commands and dies', async () => {
      const lines = [...workflowCommands, terminalAttack, markdownAttack];
      await change({
        'app.js': `console.log(${JSON.stringify(lines.join('\n'))}); process.exit(3);`,
      });
      await as('maria').push('evil');
      const outcome = await run('replay wrong');
      expect(outcome.conclusion).toBe('failure');
      expect(report(pull)).toContain('obeyed');
      expectHarmless(outcome, pull);
      const check = world.checks(head).at(-1);
      expect(check?.conclusion).toBe('failure');
      expect(outsideCode(check?.output.summary ?? '')).not.toMatch(obeyed);
    });

    it('whose cases are links, a submodule, a folder, or too long: what they lead to is not read', async () => {
      world.git('checkout', '--quiet', '-B', 'evil', 'origin/main');
      const blob = (input: string) =>
        execFileSync('git', ['-C', world.clone, 'hash-object', '-w', '--stdin'], {
          input,
          encoding: 'utf8',
        }).trim();
      const add = (mode: string, object: string, path: string) =>
        world.git('update-index', '--add', '--cacheinfo', `${mode},${object},${path}`);
      add('120000', blob('/etc/passwd'), 'cases/passwd.yml');
      add('120000', blob('../../../../production/../state'), 'cases/state.yml');
      add('160000', world.git('rev-parse', 'HEAD'), 'cases/module.yml');
      add('100644', blob('question: x'), 'cases/folder.yml/x.txt');
      add(
        '100644',
        blob(`question: "${'x'.repeat(2 ** 21)}"\nmustContain: [x]\n`),
        'cases/long.yml',
      );
      world.git('commit', '--quiet', '--message=cases');
      world.git('push', '--quiet', '--force', 'origin', 'HEAD:refs/heads/evil');
      await as('maria').push('evil');
      const outcome = await run('replay passwd');
      expect(outcome.conclusion).toBe('failure');
      expect(report(pull)).toContain('cases/passwd.yml: not a file');
      expectHarmless(outcome, pull);
    });
  });

  describe('an order that nobody gave', () => {
    it('is refused, whoever dispatched it, and so is the commit of a fork', async () => {
      const config = await world.readFile('.github/branch-prod.yml');
      const access = 'access: { minimum: maintain }\n';
      await world.pushBranch('main', { '.github/branch-prod.yml': `${config}${access}` });
      world.git('checkout', '--quiet', '--detach', 'origin/main');
      world.git('commit', '--quiet', '--allow-empty', '--message=theirs');
      const head = world.git('rev-parse', 'HEAD');
      world.git('push', '--quiet', 'origin', 'HEAD:refs/pull/999/head');
      world.github.addCollaborator('olga', 'maintain');

      const forged = await Promise.all(
        [
          { login: 'rita' },
          { login: 'maria' },
          { login: 'github-actions[bot]' },
          { login: 'olga', more: { head } },
        ].map(async ({ login, more }) => {
          const issue = as('mallory').openIssue({ title: 'x', body: 'x' });
          const id = '0123456789abcdef';
          const order = { id, thread: issue, cases: ['wrong'], ...more };
          const inputs = { thread: String(issue), id, head: '', order: JSON.stringify(order) };
          const run = await as(login).runWorkflow('branch-prod.yml', { ref: 'main', inputs });
          return { issue, outcome: await (await world.runner.execution(run)).outcome };
        }),
      );
      for (const { issue, outcome } of forged) {
        expect(outcome.conclusion).toBe('failure');
        expect(report(issue)).toContain('access-denied');
        expect(outcome.log).not.toContain('snapshot');
      }
    });
  });

  it('no injected command ran, and GitHub got only what its description allows', async () => {
    expect(await readdir(pwned)).toEqual([]);
    expect(world.github.invalidRequests).toEqual([]);
  });
});

/** Answers with all that it finds where secrets may be: its environment, and what git would use in its checkout. */
const curiousApplication = `
const http = require('node:http');
const { execSync } = require('node:child_process');
for (const name of ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE']) {
  if (process.env[name]) require('node:fs').appendFileSync(process.env[name], 'verdict=fixed\\n');
}
http.createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok');
  let text = '';
  for await (const chunk of request) text += chunk;
  const { question } = JSON.parse(text);
  const run = (command) => { try { return execSync(command, { encoding: 'utf8' }); } catch (error) { return String(error.stderr); } };
  const found = {
    environment: process.env,
    git: run('git config --local --list --show-origin; cat .git "$(git rev-parse --git-common-dir)/config"'),
    home: run('find "$HOME" "$TMPDIR" . -maxdepth 2 -not -path "./.git/*"'),
  };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ answer: question + ' FOUND ' + JSON.stringify(found) }));
}).listen(process.env.PORT, '127.0.0.1');
`;
