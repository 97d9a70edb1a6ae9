import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { config, MASK_KEY } from '../e2e/production.ts';
import { runToEnd } from '../e2e/program.ts';

const commands = [
  ...['run', 'bisect', 'explain', 'init', 'check', 'sanitize', 'list', 'destroy', 'standby'],
  'demo',
];

describe('the command line', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branch-prod-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = (...args: string[]) =>
    runToEnd(args, {
      cwd: folder,
      env: { SOURCE_URL: 'postgres://u:p@127.0.0.1/d', MASK_KEY, XDG_STATE_HOME: folder },
    });

  it.each(commands)('%s --help has an example', async (name) => {
    const { code, stdout } = await run(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n.*(branch-prod|npm run) ${name}`));
  });

  it.each(['run', 'bisect', 'explain'])('%s --help says what its exit codes mean', async (name) => {
    const { stdout } = await run(name, '--help');
    for (const code of [0, 2, 3]) expect(stdout).toMatch(new RegExp(`Exit codes: [^]*\\b${code} `));
  });

  it('--help lists all commands', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const name of commands) {
      expect(stdout).toMatch(new RegExp(`^ +${name}\\b`, 'm'));
    }
  });

  it('--version prints the version of package.json', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, stdout: `${packageJson.version}\n` });
  });

  it('without a command shows the help and ends with 2', async () => {
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: branch-prod');
  });

  it('check says that a config is valid', async () => {
    await writeFile(join(folder, 'config.yml'), config(folder));
    const { code, stdout, stderr } = await run('check', '--config', 'config.yml');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('is valid: 3 masked columns, 1 rule to keep.');
  });

  it('check knows an XPath from what is none', async () => {
    const withPath = (path: string) =>
      config(folder).replace(
        'people.email: email',
        `people.email: { mask: xml, paths: { "${path}": email } }`,
      );
    await writeFile(join(folder, 'xml.yml'), withPath('//customer/@email'));
    const valid = await run('check', '--config', 'xml.yml');
    expect(valid.code, valid.stderr).toBe(0);
    await writeFile(join(folder, 'xml.yml'), withPath('//customer['));
    const invalid = await run('check', '--config', 'xml.yml');
    expect(invalid.code).toBe(2);
    expect(invalid.stderr).toContain('must be an XPath that selects nodes');
  });

  it('check outside of a repository says what to do', async () => {
    const { code, stderr } = await run('check');
    expect(code).toBe(2);
    expect(stderr).toContain('is no git repository');
    expect(stderr).toContain('--config FILE');
  });

  it('check --json-schema prints the schema of the config', async () => {
    const { code, stdout } = await run('check', '--json-schema');
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout).properties)).toContain('sanitize');
  });

  it('list and destroy --all say so when there is nothing', async () => {
    expect((await run('list')).stdout).toBe('There are no snapshots and no branches.\n');
    expect((await run('list', '--json')).stdout).toBe('[]\n');
    expect((await run('destroy', '--all')).stdout).toBe('There was nothing to destroy.\n');
  });
});
