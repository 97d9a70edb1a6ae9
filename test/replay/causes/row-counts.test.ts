import { describe, expect, it } from 'vitest';
import type { ReplayResult, Trial } from '../../../src/investigation/result.ts';
import { otherRowCounts } from '../../../src/replay/causes/row-counts.ts';
import { judge } from '../../../src/replay/verdict.ts';

/** A replay of trials that asked for so many rows, and each got some. */
function replayed(rowLimits: (number | null | undefined)[], rows = 0): ReplayResult {
  const common = { ok: false, answer: '', durationMs: 1, model: {}, failed: [] };
  const retrieved = Array.from({ length: rows }, (_, index) => ({
    ...{ table: 'messages', key: { id: index }, rank: index + 1 },
  }));
  const trials: Trial[] = rowLimits.map((rowLimit) => ({
    ...{ ...common, retrieved },
    ...(rowLimit !== undefined && { rowLimit }),
  }));
  return { case: 'wrong-price', trials, ...judge(trials) };
}

describe('other numbers of rows', () => {
  it.each<[string, (number | null | undefined)[], string[]]>([
    ['an even one', [6, 6], ['3 rows instead of 6', '12 rows instead of 6']],
    ['an odd one', [5], ['3 rows instead of 5', '10 rows instead of 5']],
    ['two', [2], ['1 row instead of 2', '4 rows instead of 2']],
    ['one, of which there is no half', [1], ['2 rows instead of 1']],
    ['none at all', [0], []],
    ['one that is not known', [null], ['half as many rows', 'twice as many rows']],
    ['several', [6, 8], ['half as many rows', 'twice as many rows']],
    ['one, in trials of which some did not get so far', [undefined, 6], ['3 rows', '12 rows']],
    ['no number', [undefined, undefined], []],
    ['nothing, without trials', [], []],
  ])('than %s', (_, asked, labels) => {
    const found = otherRowCounts(replayed(asked)).map(({ label }) => label);
    expect(found).toEqual(labels.map((label) => expect.stringContaining(label)));
  });

  it.each<[number | null, number, object | undefined]>([
    [20, 20, undefined],
    [21, 21, { 'hnsw.ef_search': '42' }],
    [900, 40, { 'hnsw.ef_search': '1000' }],
    [null, 30, { 'hnsw.ef_search': '60' }],
    [null, 6, undefined],
  ])('of %j, of which %d came, make an index look at enough of them', (asked, rows, settings) => {
    const [half, double] = otherRowCounts(replayed([asked], rows)).map(({ options }) => options);
    expect(half).toEqual({ limit: 'half' });
    expect(double).toEqual({ limit: 'double', ...(settings && { settings }) });
  });
});
