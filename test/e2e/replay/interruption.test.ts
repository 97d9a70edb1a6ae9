import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { note, openWorld, RIGHT, read, retrieving, type World, WRONG } from './world.ts';

describe('while the cause is looked for', { timeout: 240_000 }, () => {
  let world: World;
  /** Resolves when the model is asked with something removed or changed, and does not answer. */
  let probed: PromiseWithResolvers<void>;
  beforeAll(async () => {
    world = await openWorld();
    await world.commit('other', { prompt: { system: 'Answer otherwise.' } });
  }, 60_000);
  afterAll(() => world?.[Symbol.asyncDispose]());
  beforeEach(() => {
    probed = Promise.withResolvers();
    world.model.answer = ({ rows, prompt }) => {
      if ([0, 8].includes(rows.length) && !rows.includes(9) && !prompt.includes('otherwise')) {
        return WRONG;
      }
      probed.resolve();
      return undefined;
    };
  });
  const folders = () => readdir(join(world.production.state, 'branches'));

  it.each([
    ['a probe', {}, ['bisect']],
    ['another preview', retrieving(0), ['explain', '--base', 'other']],
  ])(
    'Ctrl-C during %s ends with 3 and leaves no branch, no process and no folder',
    async (_, more, args) => {
      const file = await world.write('price', more);
      const program = world.production.start(...args, '--case', file, '--json');
      await Promise.race([probed.promise, program.ended]);
      // That of the preview, and at least another one.
      expect((await folders()).length).toBeGreaterThanOrEqual(2);
      program.child.kill('SIGINT');
      const { code, stdout, stderr } = await program.ended;
      expect(code, stderr).toBe(3);
      expect(stderr).toContain('was interrupted');
      expect(stdout).toBe('');
      // Before `list`, which would remove what was left.
      expect(await folders()).toEqual([]);
      expect(world.production.repository.worktrees()).toEqual([]);
      await world.expectNothingLeft();
    },
  );

  it('kill -9 leaves nothing after the next list', async () => {
    const file = await world.write('price');
    const program = world.production.start('bisect', '--case', file);
    await Promise.race([probed.promise, program.ended]);
    program.child.kill('SIGKILL');
    expect((await program.ended).signal).toBe('SIGKILL');
    await world.expectNothingLeft();
    expect(await folders()).toEqual([]);
  });
});

describe('a preview that is kept after probes', { timeout: 240_000 }, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ replay: '  trials: 5\n  bisect: true\n' });
  }, 60_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  it('is on its own branch again, with all records', async () => {
    world.model.answer = ({ rows }) => (rows.includes(2) ? WRONG : RIGHT);
    const file = await world.write('price', retrieving(3));
    const program = world.production.start('run', '--case', file, '--keep', '--json');
    try {
      const [address] = await program.says(/http:\S+token=\S+/);
      await program.says(/Press Ctrl-C/);
      const url = new URL(address);
      const authorization = `Bearer ${url.searchParams.get('token')}`;
      const asked = await fetch(`${url.origin}/notes`, { headers: { authorization } });
      expect(await asked.json()).toEqual(
        Array.from({ length: 10 }, (_, index) => ({ id: index + 1, scan: 'on' })),
      );
      // No fork has outlived its probe.
      expect(await readdir(join(world.production.state, 'branches'))).toHaveLength(1);
    } finally {
      program.child.kill('SIGINT');
    }
    const ended = await program.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(read(ended).culprit?.records).toEqual([note(2)]);
    await world.expectNothingLeft();
  });
});
