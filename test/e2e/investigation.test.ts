import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestOptions } from 'vitest';
import { type Result, resultSchema } from '../../src/investigation/result.ts';
import { findTestInstallations, type TestInstallation } from '../postgres/installations.ts';
import { have, needs } from '../skip.ts';
import { PASSWORD } from './database.ts';
import { MASK_KEY, PERSON, type Production, startProduction } from './production.ts';
import { type Ended, noProcessWith, processesWith, runToEnd } from './program.ts';

const { withVector } = await findTestInstallations();

describeRun('PGlite', {}, () => undefined);
describeRun('PostgreSQL', needs(withVector), () => have(withVector).installation);

function describeRun(
  product: string,
  options: TestOptions,
  installation: () => TestInstallation | undefined,
): void {
  describe(`branch-prod run on ${product}`, { timeout: 60_000, ...options }, () => {
    let production: Production;
    let first: Ended;
    beforeAll(async () => {
      production = await startProduction({ installation: installation() });
      first = await production.runToEnd('run', '--json', '--expect', 'reproduced');
    });
    afterAll(() => production?.[Symbol.asyncDispose]());

    const read = ({ stdout }: Ended): Result => resultSchema.parse(JSON.parse(stdout));

    it('prints one result document and ends with 0 when the verdict is the expected one', () => {
      expect(first.code, first.stderr).toBe(0);
      const { replays, proof, snapshot, source } = read(first);
      expect(replays).toMatchObject([{ case: 'wrong', failures: 2, verdict: 'reproduced' }]);
      expect(proof.leaks).toBe(0);
      expect(proof.rankings.identical).toBe(proof.rankings.probes);
      expect(snapshot.cached).toBe(false);
      expect(source.commit).toBe(production.repository.git('rev-parse', 'HEAD'));
    });

    it('leaves no branch, process or worktree behind', async () => {
      const { stdout } = await production.runToEnd('list', '--json');
      expect(JSON.parse(stdout).map(({ kind }: { kind: string }) => kind)).toEqual(['snapshot']);
      expect(production.repository.worktrees()).toEqual([]);
      await noProcessWith(production.state);
      await noProcessWith(`app.js ${production.repository.root}`);
    });

    it('ends with 1 when the verdict is another one, and uses the snapshot of the first run', async () => {
      const second = await production.runToEnd('run', '--json', '--expect', 'not-reproduced');
      expect(second.code, second.stderr).toBe(1);
      const { snapshot, proof } = read(second);
      expect(snapshot).toMatchObject({ id: read(first).snapshot.id, cached: true });
      expect(proof).toEqual(read(first).proof);
    });

    it('makes the names in a case the pseudonyms of the branch, and shows no raw name or secret', async () => {
      const file = await production.write(
        'named.yml',
        `question: What did ${PERSON.name} (${PERSON.email}) say?
expected: ${PERSON.name} said nothing.
mustNotContain: [wrong]
`,
      );
      const markdown = join(production.repository.root, 'report.md');
      const args = ['run', '--json', '--case', file, '--markdown', markdown];
      const ended = await production.runToEnd(...args);
      expect(ended.code, ended.stderr).toBe(0);
      const answer = read(ended).replays[0]?.trials[0]?.answer ?? '';
      const [, question = '', name = ''] = answer.split(' | ');
      expect(name).not.toBe('');
      expect(name).not.toBe(PERSON.name);
      expect(question).toContain(`What did ${name} (`);
      const report = await readFile(markdown, 'utf8');
      expect(report).toContain('named');
      const everything = `${ended.stdout}${ended.stderr}${report}`;
      for (const raw of [PERSON.name, PERSON.email, 'Quillfeather', MASK_KEY, PASSWORD]) {
        expect(everything).not.toContain(raw);
      }
    });

    it('replays a commit and its base, on a branch each, and says what the change does', async () => {
      const { git } = production.repository;
      const app = join(production.repository.repository, 'app.js');
      const main = git('rev-parse', 'HEAD');
      git('checkout', '--quiet', '-b', 'fix');
      await writeFile(app, (await readFile(app, 'utf8')).replace('`wrong |', '`right |'));
      git('commit', '--quiet', '--all', '--message=fix');
      const fix = git('rev-parse', 'HEAD');
      git('checkout', '--quiet', 'main');

      const args = ['run', '--json', '--ref', 'fix', '--base', 'main', '--expect', 'fixed'];
      const fixed = await production.runToEnd(...args);
      expect(fixed.code, fixed.stderr).toBe(0);
      expect(read(fixed).source.commit).toBe(fix);
      expect(read(fixed).replays).toMatchObject([{ failures: 0, verdict: 'fixed' }]);
      expect(read(fixed).base).toMatchObject({
        commit: main,
        replays: [{ failures: 2, verdict: 'reproduced' }],
      });

      const broken = await production.runToEnd('run', '--json', '--ref', 'main', '--base', 'fix');
      expect(read(broken).replays).toMatchObject([{ failures: 2, verdict: 'regressed' }]);
      expect(production.repository.worktrees()).toEqual([]);
      const { stdout } = await production.runToEnd('list', '--json');
      expect(JSON.parse(stdout).map(({ kind }: { kind: string }) => kind)).toEqual(['snapshot']);
    });

    it('works in a folder of the repository as at its top', async () => {
      const cwd = join(production.repository.repository, 'cases');
      const args = ['run', '--json', '--state', production.state, '--case', 'wrong.yml'];
      const ended = await runToEnd(args, { cwd, env: production.env });
      expect(ended.code, ended.stderr).toBe(0);
      expect(read(ended).replays).toMatchObject([{ case: 'wrong', verdict: 'reproduced' }]);
    });

    it('counts a trial in which the application crashes as an error, not as a failure', async () => {
      const file = await production.write('crash.yml', 'question: crash\nmustContain: [right]\n');
      const ended = await production.runToEnd('run', '--json', '--case', file, '--expect', 'error');
      expect(ended.code, ended.stderr).toBe(0);
      const [replay] = read(ended).replays;
      expect(replay).toMatchObject({ failures: 0, verdict: 'error' });
      expect(replay?.trials.map(({ error }) => typeof error)).toEqual(['string', 'string']);
    });

    it('keeps the preview up with --keep, for who has the token, and cleans up on Ctrl-C', async () => {
      const program = production.start('run', '--keep', '--expect', 'not-reproduced');
      try {
        const [address] = await program.says(/http:\S+token=\S+/);
        await program.says(/Press Ctrl-C/);
        const url = new URL(address);
        const token = url.searchParams.get('token') as string;
        const bearer = { authorization: `Bearer ${token}` };
        const entered = await fetch(url.origin, { headers: bearer });
        expect([entered.status, await entered.text()]).toEqual([200, 'the page']);
        expect((await fetch(url.origin)).status).toBe(401);
        const byLink = await fetch(address, { redirect: 'manual' });
        expect(byLink.headers.get('set-cookie')).toContain('HttpOnly');

        expect(await processesWith(production.state)).not.toEqual([]);
        expect(await processesWith(`app.js ${production.repository.root}`)).not.toEqual([]);
        expect(production.repository.worktrees()).toHaveLength(1);

        program.child.kill('SIGINT');
        const { code, stderr } = await program.ended;
        expect(code, stderr).toBe(1);
        await expect(fetch(url.origin)).rejects.toThrow();
      } finally {
        program.child.kill('SIGKILL');
      }
      const { stdout } = await production.runToEnd('list', '--json');
      expect(JSON.parse(stdout)).toHaveLength(1);
      await noProcessWith(`app.js ${production.repository.root}`);
    });
  });
}
