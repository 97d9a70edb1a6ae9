import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from './database.ts';
import { config, PERSON, type Production, startProduction } from './production.ts';
import { type Ended, noProcessWith } from './program.ts';

describe('input that has to be corrected', { timeout: 60_000 }, () => {
  let production: Production;
  beforeAll(async () => {
    production = await startProduction();
  });
  afterAll(() => production?.[Symbol.asyncDispose]());

  /** The standard config with some text replaced, as a file. */
  async function changed(from: string | RegExp, to: string): Promise<string> {
    const text = config(production.repository.root);
    const different = text.replace(from, to);
    expect(different).not.toBe(text);
    return production.write('config.yml', different);
  }

  async function expectRefused(ended: Ended, code: number, ...says: (string | RegExp)[]) {
    expect(ended.code, ended.stderr).toBe(code);
    for (const text of says) expect(ended.stderr).toMatch(text);
    expect(ended.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(PASSWORD);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(PERSON.name);
  }

  const runWith = (file: string, ...args: string[]) =>
    production.runToEnd('run', '--config', file, ...args);

  it('a Markdown file that cannot be written ends with 2, before anything is made', async () => {
    const file = join(production.repository.root, 'no-such-folder', 'report.md');
    await expectRefused(await production.runToEnd('run', '--markdown', file), 2, '--markdown');
    expect(JSON.parse((await production.runToEnd('list', '--json')).stdout)).toEqual([]);
  });

  describe('in the config ends with 2:', () => {
    it('none at all', async () => {
      const missing = join(production.repository.root, 'no-such-file.yml');
      await expectRefused(await runWith(missing), 2, "can't be read", '--config FILE');
      await expectRefused(await production.runToEnd('check', '--config', missing), 2, '--config');
    });

    it('a syntax error, with its line and column', async () => {
      const broken = await changed('keep: [notes.embedding]', 'keep: [notes.embedding');
      await expectRefused(await runWith(broken), 2, /config\.yml:\d+:\d+/);
    });

    it('a column that no rule lists', async () => {
      const file = await changed(
        /people\.email: email\n(.*), people\.email\]/,
        'notes.id: keep\n$1]',
      );
      await expectRefused(await runWith(file), 2, 'people.email');
    });

    it('a mask on a column that does not exist, with the one that was meant', async () => {
      const file = await changed(
        'people.email: email',
        'people.emial: email\n    people.email: email',
      );
      await expectRefused(
        await runWith(file),
        2,
        'people.emial',
        /config\.yml:\d+:\d+/,
        /did you mean "email"/,
      );
    });

    it('no archive, for a run in the past', async () => {
      const ended = await production.runToEnd('run', '--at', '2020-02-03T04:05:06.7+02:00');
      await expectRefused(ended, 2, 'source.archive', 'restoreCommand', 'baseBackups');
    });

    it('a variable that is not set', async () => {
      const file = await changed('MASK_KEY', 'NOT_SET_ANYWHERE');
      await expectRefused(await runWith(file), 2, 'NOT_SET_ANYWHERE');
    });
  });

  describe('in the cases ends with 2:', () => {
    it('a file that does not exist', async () => {
      const ended = await production.runToEnd('run', '--case', 'no-such-case.yml');
      await expectRefused(ended, 2, 'no-such-case.yml', 'unreadable');
    });

    it('a case without a question, with its place', async () => {
      const file = await production.write('bad.yml', 'mustContain: [right]\nquestoin: Who?\n');
      await expectRefused(await production.runToEnd('run', '--case', file), 2, /bad\.yml:2:\d+/);
    });

    it('no case', async () => {
      const file = await changed('cases/**', 'no-cases/**');
      await expectRefused(await runWith(file), 2, 'no case', '--case FILE');
    });
  });

  describe('on the command line ends with 2:', () => {
    it.each([
      [['run', '--jsno'], /did you mean --json/i],
      [['rnu'], /did you mean run/i],
      [['run', '--trials', '0'], /whole number from 1 to 100/],
      [['run', '--trials', '1e9'], /whole number from 1 to 100/],
      [['run', '--expect', 'wrong'], /not-reproduced/],
      [['run', '--at', 'yesterday'], /It must be a time with its zone, such as/],
      [['run', '--at', '2020-02-03T04:05:06'], /It must be a time with its zone, such as/],
      [['run', '--at', '2020-02-30T04:05:06Z'], /It must be a time with its zone, such as/],
      [['run', '--at', "2020-02-03T04:05:06Z'; DROP TABLE x"], /It must be a time with its zone/],
      [['run', '--at', '9999-12-31T23:59:59+14:00'], /It must be in the past/],
      [['run', 'surplus'], /too many arguments/],
      [['destroy'], /--all/],
      [['destroy', 'nonsense'], /no "nonsense"/],
      [['destroy', '../../x'], /no "\.\.\/\.\.\/x"/],
      [['destroy', 'br-000000000000'], /br-000000000000/],
    ])('%j', async (args, says) => {
      await expectRefused(await production.runToEnd(...args), 2, says);
    });
  });

  describe('outside of our reach ends with 3:', () => {
    it('a source that does not answer, without its password', async () => {
      const file = await changed(
        /"\$\{SOURCE_URL\}"/,
        `postgres://postgres:${PASSWORD}@127.0.0.1:1/postgres`,
      );
      await expectRefused(await runWith(file), 3, '127.0.0.1:1', 'source.postgres');
    });

    it('a source that refuses the password', async () => {
      const url = new URL(production.env.SOURCE_URL as string);
      url.password = 'another-password';
      const file = await changed(/\$\{SOURCE_URL\}/, url.href);
      const ended = await runWith(file);
      await expectRefused(ended, 3, 'source.postgres');
      expect(ended.stderr).not.toContain('another-password');
    });

    it('a build that fails, with its last lines', async () => {
      const file = await changed('build: "true"', 'build: echo the reason of it; exit 4');
      await expectRefused(await runWith(file), 3, 'the reason of it', 'preview.build');
    });

    it('an application that ends before it is ready, with its last lines', async () => {
      const file = await changed(/start: .*/, 'start: echo no $DATABASE_URL today; exit 5');
      const ended = await runWith(file);
      await expectRefused(ended, 3, 'ended with code 5', 'today', 'preview.start');
      expect(ended.stderr).not.toMatch(/postgres(ql)?:\/\/\S+:\S+@/);
    });

    it('and leaves no branch, process or worktree', async () => {
      const { stdout } = await production.runToEnd('list', '--json');
      expect(JSON.parse(stdout).filter(({ kind }: { kind: string }) => kind === 'branch')).toEqual(
        [],
      );
      expect(production.repository.worktrees()).toEqual([]);
      await noProcessWith(production.state);
    });
  });

  it('a ref that does not exist ends the run before anything is made', async () => {
    const ended = await production.runToEnd('run', '--ref', '--upload-pack=x');
    await expectRefused(ended, 2, 'there is no commit');
  });
});
