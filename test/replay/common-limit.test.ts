import { expect, it } from 'vitest';
import { commonLimit } from '../../src/replay/common-limit.ts';

it.each<[(number | null | undefined)[], number | null | undefined]>([
  [[6, 6], 6],
  [[6, undefined, 6], 6],
  [[0], 0],
  [[6, 7], null],
  [[6, null], null],
  [[null, null], null],
  [[undefined], undefined],
  [[], undefined],
])('the number of rows that all ask for: %j gives %j', (limits, common) => {
  expect(commonLimit(limits)).toBe(common);
});
