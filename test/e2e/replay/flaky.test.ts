import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../replay/culprit/model-case.ts';
import type { Asked } from './model.ts';
import { note, openWorld, RIGHT, read, type World, WRONG } from './world.ts';

const RATE = 0.3;

/** A model that is wrong so often, where it may be wrong; the same in every run of the test. */
function sometimesWrong(mayBeWrong: (asked: Asked) => boolean, seed: number) {
  const random = seeded(seed);
  return (asked: Asked) => (mayBeWrong(asked) && random() < RATE ? WRONG : RIGHT);
}

describe('a failure in 30 % of the answers', { timeout: 240_000 }, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ replay: '  trials: 40\n  maxTrials: 100\n' });
    await world.commit('careful', { prompt: { system: 'Answer carefully from these notes.' } });
  }, 60_000);
  afterEach(() => world?.expectNothingLeft());
  afterAll(() => world?.[Symbol.asyncDispose]());

  it('is reproduced, and has its culprit found at the stated confidence', async () => {
    world.model.answer = sometimesWrong(({ rows }) => rows.includes(5), 1);
    const file = await world.write('price');
    const ended = await world.production.runToEnd('bisect', '--case', file, '--json');
    expect(ended.code, ended.stderr).toBe(0);
    const { replays, culprit } = read(ended);
    expect(replays).toMatchObject([{ verdict: 'reproduced' }]);
    const [low = 1, high = 0] = replays[0]?.interval ?? [];
    expect(low).toBeLessThan(RATE);
    expect(high).toBeGreaterThan(RATE);
    expect(culprit).toMatchObject({
      ...{ verdict: 'found', records: [note(5)], confidence: 0.95, necessary: true },
    });
    expect(culprit?.probes).toBeLessThanOrEqual(16);
    // A probe of a failure that comes so seldom takes many trials; those of all are counted.
    expect(culprit?.trials).toBeGreaterThan(10 * (culprit?.probes ?? 0));
  });

  it('is fixed by a prompt with which it no longer happens, and not by one that changes nothing', async () => {
    world.model.answer = sometimesWrong(({ prompt }) => !prompt.includes('carefully'), 2);
    const file = await world.write('price');
    const run = async (ref: string) => {
      const ended = await world.production.runToEnd(
        ...['run', '--case', file, '--ref', ref, '--base', 'main', '--json'],
      );
      expect(ended.code, ended.stderr).toBe(0);
      return read(ended).replays[0];
    };
    const fixed = await run('careful');
    expect(fixed).toMatchObject({ verdict: 'fixed', failures: 0 });
    expect(fixed?.pValue).toBeLessThan(0.05);
    expect((await run('main'))?.verdict).toBe('not-fixed');
  });
});
