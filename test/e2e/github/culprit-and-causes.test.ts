import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Result, resultSchema } from '../../../src/investigation/result.ts';
import { removeFolder } from '../../../src/remove-folder.ts';
import { API_KEY, note, openWorld, PROMPT, RIGHT, type World, WRONG } from '../replay/world.ts';
import { checkResults, expectNothingLeft, reactions, report } from './lifecycle.ts';
import { type GitHubWorld, openGitHubWorld } from './world.ts';

const caseText = '```branch-prod\nquestion: What is the price?\nmustContain: [49 Euro]\n```\n';
const culpritRow = '| culprit | `notes` | `id=6` |';

/** The requests of one repository, one after another: notes of which the model gets eight, and a model of the test's. */
describe('culprit and causes, asked for on threads', { timeout: 240_000 }, () => {
  let answers: World;
  let world: GitHubWorld;
  let issue: number;
  let pull: number;
  let head: string;
  beforeAll(async () => {
    answers = await openWorld();
    const { repository, env } = answers.production;
    world = await openGitHubWorld({
      repository: repository.repository,
      environment: env as Record<string, string>,
      close: () => answers[Symbol.asyncDispose](),
    });
    issue = maria().openIssue({ title: 'Wrong', body: caseText });
  }, 120_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  const maria = () => world.github.as('maria');
  const result = (): Result =>
    resultSchema.parse(JSON.parse(world.artifact('branch-prod')['result.json'] ?? ''));
  const nextRun = async () => {
    const outcome = await world.nextRun();
    expect(outcome.conclusion, outcome.log).toBe('success');
    return outcome;
  };
  const isWrongByNote6 = () => {
    answers.model.answer = ({ rows }) => (rows.includes(6) ? WRONG : RIGHT);
  };

  it('a label replays, as the config says, and looks for no culprit', async () => {
    isWrongByNote6();
    maria().label(issue, 'ai-hallucination');
    await nextRun();
    expect(report(world, issue).body).toMatch(/^## Reproduced 5 of 5/);
    expect(report(world, issue).body).not.toContain(culpritRow);
    expect(result()).not.toHaveProperty('culprit');
  });

  it('/branch-prod bisect on the issue names the culprit in its one comment', async () => {
    const comment = maria().comment(issue, '/branch-prod bisect');
    const { outputs, log } = await nextRun();
    const { state, body } = report(world, issue);
    expect(state).toMatchObject({ phase: 'finished', reactTo: comment });
    expect(body).toMatch(/^## Reproduced 5 of 5/);
    expect(body).toContain(culpritRow);
    expect(result()).toMatchObject({ culprit: { verdict: 'found', records: [note(6)] } });
    expect(result()).not.toHaveProperty('causes');
    expect(Object.values(outputs)[0]).toMatchObject({ verdict: 'reproduced' });
    expect(reactions(world, comment)).toEqual(['eyes', 'rocket']);
    expect(log).toMatch(/culprit +started/);
    expect(`${log}${body}`).not.toContain(API_KEY);
  });

  it('a pull request that changes the prompts is replayed by itself', async () => {
    answers.model.answer = ({ prompt }) => (prompt.includes('Guess.') ? WRONG : RIGHT);
    const prompt = JSON.stringify({ ...PROMPT, system: 'Guess.' });
    head = await world.pushBranch('guess', { 'prompts/answer.json': prompt });
    pull = await maria().openPullRequest({ head: 'guess', title: `Fixes #${issue}` });
    await nextRun();
    expect(checkResults(world, head)).toEqual(['completed failure']);
    expect(result()).not.toHaveProperty('causes');
  });

  it('explain on it tries the prompts of its base: they decide it', async () => {
    maria().comment(pull, '/branch-prod explain --model large-1');
    await nextRun();
    const { causes, culprit, replays, base } = result();
    expect(replays[0]?.verdict).toBe('regressed');
    expect(culprit?.verdict).toBe('not-the-data');
    const level = `the prompts of ${base?.commit.slice(0, 12)}`;
    const decides = (causes?.rows ?? []).map((row) => [row.variable, row.level, row.decides]);
    expect(decides).toContainEqual(['prompt', level, true]);
    expect(decides).toContainEqual(['model', 'large-1', false]);
    const { body } = report(world, pull);
    expect(body).toMatch(/^## Regressed/);
    expect(body).toMatch(/The prompt decides it: \d+\/\d+ with/);
    expect(body).toContain(`\`${level}\``);
    expect(checkResults(world, head)).toEqual(['completed failure', 'completed failure']);
    expect(world.checks(head).at(-1)?.output.title).toContain('Regressed');
  });

  it('the button looks for the culprit; the check is that of the replays', async () => {
    isWrongByNote6();
    maria().clickCheckButton(world.checks(head).at(-1)?.id ?? 0, 'culprit');
    await nextRun();
    expect(result()).toMatchObject({ culprit: { verdict: 'found', records: [note(6)] } });
    expect(report(world, pull).body).toMatch(/^## Not fixed/);
    expect(report(world, pull).body).toContain(culpritRow);
    expect(checkResults(world, head).at(-1)).toBe('completed failure');
    expect(world.checks(head)).toHaveLength(3);
    expect(world.checks(head).at(-1)?.output.title).toContain('Not fixed');
  });

  it('where nothing fails there is no culprit, and the check is green', async () => {
    answers.model.answer = () => RIGHT;
    maria().comment(pull, '/branch-prod bisect');
    await nextRun();
    expect(result()).not.toHaveProperty('culprit');
    expect(checkResults(world, head).at(-1)).toBe('completed success');
  });

  it('a base that is named like a command of a shell is one of its commits, and no more', async () => {
    const pwned = await mkdtemp(join(tmpdir(), 'branch-prod-pwned-'));
    try {
      const branch = `$(touch\${IFS}${pwned}/ref)\`touch\${IFS}${pwned}/tick\`'";touch\${IFS}${pwned}/quote;#`;
      const prompt = JSON.stringify({ ...PROMPT, system: 'Answer politely.' });
      const commit = await world.pushBranch(branch, { 'prompts/answer.json': prompt });
      isWrongByNote6();
      maria().comment(issue, `/branch-prod explain --trials 2 --base ${branch}`);
      const { log } = await nextRun();
      expect(result().causes?.rows).toContainEqual(
        expect.objectContaining({
          variable: 'prompt',
          level: `the prompts of ${commit.slice(0, 12)}`,
        }),
      );
      expect(`${log}${report(world, issue).body}${world.app.log()}`).not.toContain('touch');
      expect(await readdir(pwned)).toEqual([]);
    } finally {
      await removeFolder(pwned);
    }
  });

  it('has left nothing, and sent only what is allowed', async () => {
    await expectNothingLeft(world);
    expect(world.github.invalidRequests).toEqual([]);
  });
});
