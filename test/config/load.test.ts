import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { environment, smallConfig } from './example.ts';

const path = '.github/branch-prod.yml';
const strict = smallConfig({ sanitize: 'columns: { people.email: email }' });
const loosened = smallConfig({ sanitize: 'keep: [people.email]' });

let folder: string;
let repository: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branch-prod-config-'));
  repository = join(folder, 'repository');
  await mkdir(repository);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function git(...args: string[]) {
  const identity = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.com',
    '-c',
    'commit.gpgSign=false',
  ];
  return execFileSync('git', ['-C', repository, ...identity, ...args], {
    stdio: 'pipe',
    env: { ...process.env, GIT_DIR: undefined, GIT_WORK_TREE: undefined },
  });
}

async function write(name: string, text: string) {
  const file = join(repository, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function commit(text: string) {
  await write(path, text);
  git('add', '.');
  git('commit', '--quiet', '--message', 'config');
}

const load = (file?: string) => loadConfig({ repository, file, environment });

describe('from the default branch', () => {
  test('a pull request that is checked out can not loosen the masking', async () => {
    git('init', '--quiet', '--initial-branch', 'main');
    await commit(strict);
    git('switch', '--quiet', '--create', 'pull-request');
    await commit(loosened);
    await write(path, 'uncommitted: true');

    const { config, file } = await load();
    expect(file).toBe('main:.github/branch-prod.yml');
    expect(config.sanitize.keep).toEqual([]);
    expect(config.sanitize.columns[0]?.mask).toEqual({ mask: 'email' });
  });

  test('where origin/HEAD points to counts, not a local branch called main', async () => {
    git('init', '--quiet', '--initial-branch', 'trunk');
    await commit(strict);
    git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    git('switch', '--quiet', '--create', 'main');
    await commit(loosened);

    const { config, file } = await load();
    expect(file).toBe('origin/trunk:.github/branch-prod.yml');
    expect(config.sanitize.keep).toEqual([]);
  });

  test('without origin/HEAD and main it is master', async () => {
    git('init', '--quiet', '--initial-branch', 'master');
    await commit(strict);
    expect((await load()).file).toBe('master:.github/branch-prod.yml');
  });

  test('it is the file of the root, from any folder of the repository', async () => {
    git('init', '--quiet', '--initial-branch', 'main');
    await commit(strict);
    await mkdir(join(repository, 'sub', '.github'), { recursive: true });
    const loaded = await loadConfig({ repository: join(repository, 'sub'), environment });
    expect(loaded.config.version).toBe(1);
  });

  test('a filter of the checked-out branch does not change it', async () => {
    git('init', '--quiet', '--initial-branch', 'main');
    await commit(strict);
    await write('.gitattributes', '*.yml diff=loosen\n');
    git('config', 'diff.loosen.textconv', 'echo loosened: ; cat');
    expect((await load()).config.sanitize.columns).toHaveLength(1);
  });

  test('the repository that is given counts, also where a git hook runs', async () => {
    git('init', '--quiet', '--initial-branch', 'main');
    await commit(strict);
    vi.stubEnv('GIT_DIR', join(folder, 'another'));
    expect((await load()).config.version).toBe(1);
  });

  test('errors name the branch, the file and the line', async () => {
    git('init', '--quiet', '--initial-branch', 'main');
    await commit(strict.replace('email: email', 'email: emial'));
    await expect(load()).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(
        /^main:\.github\/branch-prod\.yml:6:14: sanitize\.columns\["people\.email"\]: .*"email"\?$/,
      ),
    });
  });

  test('a config that is only on the checked-out branch is missing', async () => {
    git('init', '--quiet', '--initial-branch', 'main');
    git('commit', '--quiet', '--allow-empty', '--message', 'empty');
    git('switch', '--quiet', '--create', 'pull-request');
    await commit(strict);
    await expect(load()).rejects.toMatchObject({
      code: 'config-missing',
      message: 'The default branch has no .github/branch-prod.yml.',
    });
  });

  test.each([
    ['there is no repository', () => {}, /is no git repository/],
    [
      'there is no commit',
      () => git('init', '--quiet', '--initial-branch', 'main'),
      /no refs\/heads\/main and no refs\/heads\/master/,
    ],
    [
      'origin/HEAD points to nothing, even if there is a main',
      async () => {
        git('init', '--quiet', '--initial-branch', 'main');
        await commit(loosened);
        git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/gone');
      },
      /no refs\/remotes\/origin\/gone/,
    ],
    [
      'the config is a folder',
      async () => {
        git('init', '--quiet', '--initial-branch', 'main');
        await write(`${path}/x`, 'x');
        git('add', '.');
        git('commit', '--quiet', '--message', 'folder');
      },
      /can't read main:/,
    ],
  ])('%s: missing, without a path of this machine', async (_when, prepare, message) => {
    await prepare();
    const error = await load().catch((reason) => reason);
    expect(error).toMatchObject({
      code: 'config-missing',
      message: expect.stringMatching(message),
    });
    expect(`${error.message} ${error.nextStep}`).not.toContain(folder);
  });
});

describe('from a file', () => {
  test('the file counts, no repository is needed', async () => {
    const file = join(folder, 'own.yml');
    await writeFile(file, loosened);
    const loaded = await load(file);
    expect(loaded.file).toBe(file);
    expect(loaded.config.sanitize.keep).toHaveLength(1);
    expect(loaded.locate(['sanitize', 'keep', 0])).toEqual({ line: 6, column: 10 });
  });

  test('its data directory is relative to the repository', async () => {
    const file = join(folder, 'own.yml');
    await writeFile(file, smallConfig({ source: 'dataDirectory: data/pg' }));
    expect((await load(file)).config.source.dataDirectory).toBe(join(repository, 'data/pg'));
    await writeFile(file, smallConfig({ source: 'dataDirectory: /var/lib/pg' }));
    expect((await load(file)).config.source.dataDirectory).toBe('/var/lib/pg');
  });

  test('so is the folder of its base backups', async () => {
    const file = join(folder, 'own.yml');
    const archive = (path: string) =>
      `archive: { restoreCommand: cp /archive/%f %p, baseBackups: ${path} }`;
    await writeFile(file, smallConfig({ source: archive('../backups') }));
    const { source } = (await load(file)).config;
    expect(source.archive?.baseBackups).toBe(join(repository, '../backups'));
    await writeFile(file, smallConfig({ source: archive('/var/backups') }));
    expect((await load(file)).config.source.archive?.baseBackups).toBe('/var/backups');
  });

  test('a syntax error has its line and column', async () => {
    const file = join(folder, 'own.yml');
    await writeFile(file, 'version: 1\nsource: [\n');
    await expect(load(file)).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/own\.yml:\d+:\d+: wrong indentation/),
    });
  });

  test.each([
    ['a file that is not there', 'missing.yml', 'ENOENT'],
    ['a folder', '.', 'EISDIR'],
  ])('%s is a missing config', async (_what, name, reason) => {
    await expect(load(join(folder, name))).rejects.toMatchObject({
      code: 'config-missing',
      message: expect.stringContaining(reason),
    });
  });
});
