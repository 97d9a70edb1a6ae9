import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { git } from '../../src/git.ts';
import { removeFolder } from '../../src/remove-folder.ts';
import { type FakeRepository, makeRepository, makeRun } from './runner/fake-run.ts';
import { createMachine } from './runner/machine.ts';
import { createRunner, type Runner } from './runner/runner.ts';

const secret = 'correct horse battery staple';
const head = `
name: branch-prod
run-name: 'branch-prod #\${{ inputs.thread }}'
on:
  workflow_dispatch:
    inputs: { thread: { required: true }, scenario: { required: true } }
permissions: { contents: read, issues: write, packages: none }
concurrency: { group: 'thread-\${{ inputs.thread }}', cancel-in-progress: true }
`;
const workflow = `${head}
jobs:
  investigate:
    runs-on: [self-hosted, branch-prod]
    timeout-minutes: 1
    env: { FROM_JOB: 'job of \${{ github.repository }}' }
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { persist-credentials: false }
      - id: it
        uses: acme/tools/action@v1
        with:
          Some input: \${{ inputs.scenario }}
          dashed-input: '#\${{ inputs.thread }} \${{ vars.UNSET }}'
          misspelt: x
        env: { KEY: '\${{ secrets.KEY }}' }
`;

let folder: string;
let repository: FakeRepository;
let runner: Runner;
let lastId = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-test-'));
  const files = { 'README.md': 'the default branch' };
  repository = await makeRepository(join(folder, 'repository'), workflow, files);
  await makeActions(join(folder, 'tools'));
});
afterAll(() => removeFolder(folder));

beforeEach(async () => {
  runner = await createRunner({
    actions: { 'acme/tools': join(folder, 'tools') },
    secrets: { KEY: secret },
    machine: createMachine({ MACHINE: 'own' }),
    patience: { interrupt: 1000, terminate: 500 },
  });
});
afterEach(() => runner.close());

describe('a run that succeeds', () => {
  it('gives the action its inputs, environment and event, and nothing of this process', async () => {
    vi.stubEnv('OF_THE_TEST', 'x');
    const { run, outcome } = await start('report');
    const { outputs, conclusion, exits } = await outcome;
    vi.unstubAllEnvs();
    expect(conclusion).toBe('success');
    expect(run.told).toMatchObject({ isBegun: true, conclusion: 'success' });
    expect(exits).toEqual([
      { step: 'it', stage: 'main', code: 0 },
      { step: 'it', stage: 'post', code: 0 },
    ]);
    const { environment, event } = JSON.parse(outputs.it?.seen ?? '');
    expect(environment).toMatchObject({
      ...{ CI: 'true', GITHUB_ACTIONS: 'true', MACHINE: 'own', FROM_JOB: 'job of acme/shop' },
      ...{ INPUT_SOME_INPUT: 'report', 'INPUT_DASHED-INPUT': '#12 ', 'INPUT_WITH-DEFAULT': 'acme' },
      ...{ INPUT_NONE: '', GITHUB_ACTION: 'it', GITHUB_ACTION_REPOSITORY: 'acme/tools' },
      ...{ GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_NAME: 'workflow_dispatch' },
      ...{ GITHUB_SHA: repository.head, GITHUB_REF: 'refs/heads/main', GITHUB_REF_NAME: 'main' },
      ...{ GITHUB_RUN_ID: String(run.id), GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'investigate' },
      ...{ GITHUB_API_URL: run.apiUrl, GITHUB_SERVER_URL: 'https://github.com' },
      ...{ GITHUB_ACTOR: 'branch-prod[bot]', RUNNER_ENVIRONMENT: 'self-hosted' },
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/branch-prod.yml@refs/heads/main',
    });
    for (const name of ['OF_THE_TEST', 'VITEST', 'NODE_ENV', 'GITHUB_TOKEN']) {
      expect(environment).not.toHaveProperty(name);
    }
    expect(event).toEqual(run.event);
  });

  it('checks the commit out as actions/checkout does', async () => {
    const { outcome } = await start('report');
    const { git: clone, files } = JSON.parse((await outcome).outputs.it?.seen ?? '');
    expect(clone.head).toBe(repository.head);
    expect(clone.branch).toBe('main');
    expect(clone.refs).toEqual(['refs/heads/main', 'refs/remotes/origin/main']);
    expect(clone.count).toBe('1');
    expect(clone.config).not.toMatch(/extraheader|includeif/i);
    expect(files).toEqual(['.git', '.github', 'README.md']);
  });

  it('takes what the action says, keeps its state for the post step, and hides secrets', async () => {
    const { run, outcome } = await start('report');
    const { outputs, summary, annotations, log } = await outcome;
    expect(outputs.it).toMatchObject({ several: 'a\n\nb' });
    expect(summary).toBe('# Summary\n*** is hidden\n');
    expect(annotations).toEqual([
      { level: 'warning', message: 'look: ***', properties: { file: 'a.ts', line: '3' } },
    ]);
    expect(log).toContain('post knows kept state with ***');
    expect(log).toContain('  KEY: ***\n');
    expect(log).toContain('token is ***\n');
    expect(log).toContain('before: own secret\nafter: ***\n');
    expect(log).not.toContain(secret);
    expect(log).not.toContain(run.createJobToken({}));
    expect(log).not.toContain('add-mask');
    expect(log).toContain(
      "##[warning]Unexpected input(s) 'misspelt', valid inputs are ['some input',",
    );
  });

  it('hands environment, path and outputs to later steps', async () => {
    const second = `
      - uses: acme/tools/action@v1
        if: steps.it.outputs.verdict == 'fixed'
        with: { some input: report, none: '\${{ steps.it.outputs.verdict }}' }
`;
    const { outcome } = await start('give', { text: workflow + second });
    const { outputs, log, conclusion } = await outcome;
    expect(conclusion).toBe('success');
    const { environment } = JSON.parse(outputs.__acme_tools?.seen ?? '');
    expect(environment).toMatchObject({ GIVEN: 'a\nb', INPUT_NONE: 'fixed' });
    expect(environment.PATH).toMatch(/^\/given\/bin:/);
    expect(environment).not.toHaveProperty('NODE_OPTIONS');
    expect(log).toContain("##[error]Can't store NODE_OPTIONS");
    expect(log).toContain('::error::no command\n');
  });

  it('stores an artifact that @actions/artifact uploads, while the job runs', async () => {
    const { run, execution } = await start('artifact');
    await vi.waitFor(() => expect(execution.log()).toContain('artifact is there'), 10_000);
    expect(run.told.artifacts).toEqual({
      'branch-prod': {
        'outcome.json': '{"kind":"finished"}',
        'deep/large.txt': 'x'.repeat(99_999),
      },
    });
    expect(run.told.conclusion).toBeUndefined();
    await execution.outcome;
    expect(execution.log()).toContain('second upload: Failed to CreateArtifact');
    expect(execution.log()).not.toContain('sig=');
  });

  it('asks for a token with the permissions that the workflow lists', async () => {
    const { run, outcome } = await start('quiet');
    await outcome;
    expect(run.told.permissions).toEqual({ contents: 'read', issues: 'write' });
  });
});

describe('a run that fails', () => {
  it('fails with the action, whose post step still runs', async () => {
    const { run, outcome } = await start('fail');
    const { exits, log } = await outcome;
    expect(run.told.conclusion).toBe('failure');
    expect(exits).toMatchObject([{ code: 1 }, { stage: 'post', code: 0 }]);
    expect(log).toContain('##[error]it went wrong');
  });

  it('runs no post step whose post-if is false', async () => {
    const { outcome } = await start('fail', {
      text: workflow.replace('tools/action@', 'tools/careful@'),
    });
    expect((await outcome).exits).toMatchObject([{ stage: 'main', code: 1 }]);
  });

  it('refuses a summary above 1 MiB and commands that GitHub has switched off', async () => {
    const { outcome } = await start('abuse');
    const { summary, log, conclusion } = await outcome;
    expect(summary).toBe('');
    expect(log).toContain('upload aborted, too large. Supported size is 1024k, got 1025k.');
    expect(log).toContain("##[error]Unable to process command 'set-env' successfully.");
    expect(conclusion).toBe('failure');
  });

  it('ends what the action leaves behind', async () => {
    const { execution, outcome } = await start('leave');
    const { log } = await outcome;
    expect(log).toMatch(/Terminate orphan process: pid \(\d+\)/);
    await vi.waitFor(async () => expect(await execution.remaining()).toEqual([]));
  });

  it('knows of a process that hides from the runner', async () => {
    const { execution, outcome } = await start('hide');
    expect((await outcome).log).not.toContain('Terminate orphan process');
    expect(await execution.remaining()).toMatchObject([
      { command: expect.stringContaining('sleep') },
    ]);
  });
});

describe('a cancel', () => {
  it('interrupts the action, and runs its post step', async () => {
    const { run, execution, outcome } = await start('wait');
    await vi.waitFor(() => expect(execution.log()).toContain('waiting'), 10_000);
    run.cancel();
    const { conclusion, log, exits } = await outcome;
    expect(conclusion).toBe('cancelled');
    expect(log).toContain('got SIGINT\n##[error]The operation was canceled.\n');
    expect(exits).toMatchObject([{ code: 3 }, { stage: 'post', code: 0 }]);
    expect(log).toContain('Post job cleanup.\npost knows kept state');
  });

  it('terminates and then kills an action that does not stop', async () => {
    const { run, execution, outcome } = await start('stubborn');
    await vi.waitFor(() => expect(execution.log()).toContain('waiting'), 10_000);
    const begin = performance.now();
    run.cancel();
    const { log, exits } = await outcome;
    expect(log).toContain('got SIGINT\ngot SIGTERM\n##[error]The operation was canceled.');
    expect(exits).toMatchObject([{ code: 137 }, { stage: 'post' }]);
    expect(performance.now() - begin).toBeGreaterThan(1_450);
    await vi.waitFor(async () => expect(await execution.remaining()).toEqual([]));
  });

  it('reaches a step that is only beginning', async () => {
    const { run, outcome } = await start('wait');
    await vi.waitFor(() => expect(run.told.isBegun).toBe(true), { timeout: 10_000, interval: 1 });
    run.cancel();
    expect((await outcome).conclusion).toBe('cancelled');
  });

  it('of a run that waits ends it before it begins', async () => {
    const first = await start('wait');
    await vi.waitFor(() => expect(first.execution.log()).toContain('waiting'), 10_000);
    await first.execution.kill();
    const second = await start('quiet');
    second.run.cancel();
    expect((await second.outcome).conclusion).toBe('cancelled');
    expect(second.run.told.isBegun).toBe(false);
  });
});

describe('a machine that is lost', () => {
  it('runs nothing any more, and GitHub ends the run when it gives up', async () => {
    const { run, execution, outcome } = await start('wait');
    await vi.waitFor(() => expect(execution.log()).toContain('waiting'), 10_000);
    expect(await execution.remaining()).not.toEqual([]);
    await execution.kill();
    const log = execution.log();
    await vi.waitFor(async () => expect(await execution.remaining()).toEqual([]));
    expect(run.told.conclusion).toBeUndefined();
    execution.giveUp('failure');
    expect(await outcome).toMatchObject({ conclusion: 'failure', log, exits: [] });
    expect(log).not.toContain('got SIGINT');
    expect(run.told.conclusion).toBe('failure');
  });
});

describe('a newer run of the same group', () => {
  it('cancels the older one and begins after its end; other groups go on', async () => {
    const older = await start('wait');
    const other = await start('wait', { thread: '13' });
    for (const { execution } of [older, other]) {
      await vi.waitFor(() => expect(execution.log()).toContain('waiting'), 10_000);
    }
    const newer = await start('quiet');
    expect((await newer.outcome).conclusion).toBe('success');
    expect(older.run.told.conclusion).toBe('cancelled');
    expect(older.execution.log()).toContain('post knows');
    expect(other.run.told.conclusion).toBeUndefined();
  });
});

describe('what the runner does not know', () => {
  it.each([
    ['an unknown input', 'inputs.scenario', 'inputs.scenery', 'inputs has no scenery'],
    ['an unknown context', 'inputs.scenario', 'matrix.node', 'the context matrix is not available'],
    ['an unknown function', 'inputs.scenario', 'hashFiles(github.sha)', 'hashFiles() is not known'],
    ['a step with run', 'uses: acme/tools/action@v1', 'run: echo', 'Unrecognized key: "run"'],
    ['another action', 'acme/tools/action@v1', 'acme/other@v1', 'has no action acme/other'],
    ['no permissions', /permissions: .*/, '', 'without permissions'],
    ['write-all', /permissions: .*/, 'permissions: write-all', 'expected record'],
    ['a bad timeout', 'timeout-minutes: 1', 'timeout-minutes: 0', 'timeout-minutes'],
  ])('%s is an error of the run', async (_, from, to, message) => {
    const { outcome } = await start('quiet', { text: workflow.replace(from, to) });
    await expect(outcome).rejects.toThrow(message);
  });
});

describe('other workflows', () => {
  it('a job that takes too long is cancelled', async () => {
    const text = workflow.replace('minutes: 1', 'minutes: 0.02');
    const { log, conclusion } = await (await start('wait', { text })).outcome;
    expect(conclusion).toBe('cancelled');
    expect(log).toContain('exceeded the maximum execution time of 0.02 minutes');
  });

  it('a condition decides whether a step runs', async () => {
    const text = workflow.replace('- id: it', '- id: it\n        if: inputs.thread == 13');
    const { exits, conclusion } = await (await start('fail', { text })).outcome;
    expect({ exits, conclusion }).toEqual({ exits: [], conclusion: 'success' });
  });

  it('a checkout without persist-credentials: false leaves the token where git finds it', async () => {
    const text = workflow.replace('with: { persist-credentials: false }', '');
    const { outputs } = await (await start('report', { text })).outcome;
    const { git: clone } = JSON.parse(outputs.it?.seen ?? '');
    expect(clone.config).toMatch(/extraheader=AUTHORIZATION: basic/);
  });

  it('a checkout that git refuses fails the job', async () => {
    const text = workflow.replace('{ persist-credentials: false }', '{ ref: no-such-branch }');
    const { log, conclusion, exits } = await (await start('report', { text })).outcome;
    expect({ conclusion, exits }).toEqual({ conclusion: 'failure', exits: [] });
    expect(log).toContain('##[error]fatal: ');
  });
});

/** Takes a run of the workflow; of another one in a repository of its own if there is a text. */
async function start(
  scenario: string,
  { thread = '12', text }: { thread?: string; text?: string } = {},
) {
  const from =
    text === undefined
      ? repository
      : await makeRepository(await mkdtemp(join(folder, 'other-')), text);
  lastId += 1;
  const run = makeRun(from, lastId, { thread, scenario });
  // Whatever it rejects with, the outcome does too.
  void runner.take(run).catch(() => {});
  const execution = await runner.execution(run.id);
  return { run, execution, outcome: execution.outcome };
}

/** Two actions that do what their input says, with the real toolkit: one has a condition for its post step. */
async function makeActions(tools: string): Promise<void> {
  const source = fileURLToPath(new URL('./runner/test-action.js', import.meta.url));
  let text = await readFile(source, 'utf8');
  for (const name of ['@actions/core', '@actions/artifact']) {
    text = text.replace(`'${name}'`, `'${import.meta.resolve(name)}'`);
  }
  const manifest = `
name: test
inputs:
  some input: { description: what to do }
  dashed-input: { description: text }
  with-default: { description: text, default: '\${{ github.repository_owner }}' }
  none: { description: nothing }
  token: { description: the token, default: '\${{ github.token }}' }
runs: { using: node24, main: main.js, post: post.js }
`;
  for (const name of ['action', 'careful']) {
    await mkdir(join(tools, name), { recursive: true });
    await writeFile(join(tools, name, 'main.js'), text);
    await writeFile(join(tools, name, 'post.js'), text);
    const condition = name === 'careful' ? 'post.js, post-if: success() }' : 'post.js }';
    await writeFile(join(tools, name, 'action.yml'), manifest.replace(/post\.js \}/, condition));
  }
  await writeFile(join(tools, 'package.json'), '{ "type": "module" }');
  await git(tools, ['init', '--quiet']);
}
