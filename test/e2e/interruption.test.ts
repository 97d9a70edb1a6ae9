import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Production, startProduction } from './production.ts';
import { noProcessWith } from './program.ts';

/** All but `report`, which is over as soon as it is said to have started. The first three run without a snapshot. */
const STEPS = ['config', 'snapshot', 'proof', 'branch', 'preview', 'replay'];

describe('an interrupted run', { timeout: 60_000 }, () => {
  let production: Production;
  beforeAll(async () => {
    production = await startProduction({ answerMs: 1_000 });
  });
  afterAll(() => production?.[Symbol.asyncDispose]());

  const started = (step: string) => new RegExp(`^ +${step} +started$`, 'm');

  async function list(): Promise<{ kind: string; status: string }[]> {
    const { code, stdout, stderr } = await production.runToEnd('list', '--json');
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout);
  }

  async function expectNothingLeft() {
    const { root, git } = production.repository;
    expect((await list()).filter(({ kind }) => kind !== 'snapshot')).toEqual([]);
    await noProcessWith(production.state);
    await noProcessWith(`app.js ${root}`);
    expect(await readdir(join(production.state, 'copies'))).toEqual([]);
    expect(await readdir(join(production.state, 'branches'))).toEqual([]);
    expect(production.repository.worktrees()).toEqual([]);
    expect(git('status', '--porcelain')).toBe('');
  }

  describe('by Ctrl-C or SIGTERM', () => {
    afterAll(() => production.runToEnd('destroy', '--all'));

    it.each([...STEPS.map((step) => ['SIGINT', step] as const), ['SIGTERM', 'replay'] as const])(
      '(%s) at %s ends with 3, says so, and leaves nothing',
      async (signal, step) => {
        const program = production.start('run', '--json');
        await program.says(started(step));
        program.child.kill(signal);
        const { code, stdout, stderr } = await program.ended;
        expect(code, stderr).toBe(3);
        expect(stderr).toContain('was interrupted');
        expect(stdout).not.toContain('"verdict"');
        // Before `list`, which would remove them.
        expect(await readdir(join(production.state, 'branches')).catch(() => [])).toEqual([]);
        expect(production.repository.worktrees()).toEqual([]);
        await expectNothingLeft();
      },
    );
  });

  describe('by kill -9', () => {
    afterAll(() => production.runToEnd('destroy', '--all'));

    it.each(STEPS)('at %s leaves nothing after the next list', async (step) => {
      const program = production.start('run');
      await program.says(started(step));
      program.child.kill('SIGKILL');
      expect((await program.ended).signal).toBe('SIGKILL');
      const items = await list();
      expect(items.filter(({ status }) => status !== 'ready')).toEqual([]);
      await expectNothingLeft();
    });
  });

  it('by a second Ctrl-C ends at once, and the next list cleans up', async () => {
    const program = production.start('run');
    await program.says(started('replay'));
    program.child.kill('SIGINT');
    program.child.kill('SIGTERM');
    expect((await program.ended).code).toBe(130);
    await expectNothingLeft();
  });
});

describe('two runs at once', { timeout: 60_000 }, () => {
  let production: Production;
  beforeAll(async () => {
    production = await startProduction();
  });
  afterEach(() => noProcessWith(production.state));
  afterAll(() => production?.[Symbol.asyncDispose]());

  it('make one snapshot, which destroy --all removes', async () => {
    const args = ['run', '--json', '--expect', 'reproduced'];
    const both = await Promise.all([production.runToEnd(...args), production.runToEnd(...args)]);
    expect(both.map(({ code, stderr }) => (code === 0 ? code : stderr))).toEqual([0, 0]);
    const snapshots = both.map(({ stdout }) => JSON.parse(stdout).snapshot);
    expect(snapshots.map(({ cached }) => cached).sort()).toEqual([false, true]);
    expect(snapshots[0].id).toBe(snapshots[1].id);

    const { code, stdout } = await production.runToEnd('destroy', '--all');
    expect([code, stdout]).toEqual([0, `${snapshots[0].id} is gone.\n`]);
    expect((await production.runToEnd('list')).stdout).toContain('no snapshots and no branches');
    for (const folder of ['snapshots', 'branches', 'copies']) {
      expect(await readdir(join(production.state, folder))).toEqual([]);
    }
  });
});
