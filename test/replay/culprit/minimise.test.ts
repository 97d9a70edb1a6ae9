import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minimise } from '../../../src/replay/culprit/minimise.ts';

const set = Array.from({ length: 12 }, (_, index) => index);

it('finds exactly the members that are needed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(set, { minLength: 1 }), async (needed) => {
      const passes = async (subset: readonly number[]) =>
        needed.every((member) => subset.includes(member));
      expect(await minimise(set, passes)).toEqual(needed);
    }),
  );
});

it('leaves no member that could be left out, whatever passes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.func(fc.boolean()), async (random) => {
      const isAll = (subset: readonly number[]) => subset.length === set.length;
      const passes = (subset: readonly number[]) => isAll(subset) || random(subset.join());
      const found = await minimise(set, async (subset) => passes(subset));
      expect(passes(found)).toBe(true);
      if (found.length === 1) return;
      for (const member of found) {
        expect(passes(found.filter((other) => other !== member))).toBe(false);
      }
    }),
  );
});

it('asks at most 2 · log2(k) times for one member among k', async () => {
  const large = Array.from({ length: 1024 }, (_, index) => index);
  let asked = 0;
  const passes = async (subset: readonly number[]) => {
    asked += 1;
    return subset.includes(1023);
  };
  expect(await minimise(large, passes)).toEqual([1023]);
  expect(asked).toBe(20);
});

it('asks nothing about one member', async () => {
  expect(await minimise(['only'], () => Promise.reject(new Error('asked')))).toEqual(['only']);
});
