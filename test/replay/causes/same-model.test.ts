import { expect, it } from 'vitest';
import type { ReplayResult } from '../../../src/investigation/result.ts';
import { explain } from '../../../src/replay/causes/explain.ts';
import { whySameModel } from '../../../src/replay/causes/same-model.ts';
import { judge } from '../../../src/replay/verdict.ts';
import { publicCauses } from '../../../src/report/public/public-causes.ts';

function answeredBy(...names: (string | undefined)[]): ReplayResult {
  const trials = names.map((name) => ({
    ...{ ok: false, answer: '', durationMs: 1, retrieved: [], failed: ['wrong'] },
    model: name === undefined ? {} : { name },
  }));
  return { case: 'wrong-price', trials, ...judge(trials) };
}

const why = (before: ReplayResult, after: ReplayResult) => whySameModel('other', { before, after });

it('tells that the same version answered', () => {
  const reason = 'The model was not changed to other: small-1 answered, as before.';
  expect(why(answeredBy('small-1', 'small-1'), answeredBy('small-1', 'small-1'))).toBe(reason);
  expect(why(answeredBy('small-1', 'small-2'), answeredBy('small-1', undefined))).toBe(reason);
});

it('tells nothing where another one answered, or nobody said who did', () => {
  expect(why(answeredBy('small-1'), answeredBy('small-2'))).toBeUndefined();
  expect(why(answeredBy('small-1'), answeredBy('small-1', 'small-2'))).toBeUndefined();
  expect(why(answeredBy('small-1'), answeredBy(undefined))).toBeUndefined();
});

it('leaves out of the table what was not changed', async () => {
  const now = answeredBy('small-1');
  const level = (label: string, result: ReplayResult) => ({
    ...{ label, run: async () => result },
    whyUnchanged: (after: ReplayResult) => why(now, after),
  });
  const heard: string[] = [];
  const explained = (...levels: ReturnType<typeof level>[]) =>
    explain([{ name: 'model', levels: [{ label: 'small-1', run: async () => now }, ...levels] }], {
      maxTrials: 20,
      signal: new AbortController().signal,
      onRow: (row) => heard.push(row.level),
    });
  const same = await explained(level('small', now));
  expect(same).toMatchObject({ rows: [], sentences: ['Nothing that was changed decides it.'] });
  const reason = 'The model was not changed to other: small-1 answered, as before.';
  expect(same.notVaried).toEqual([reason]);
  expect(publicCauses({ case: 'wrong-price', ...same }).notVaried).toEqual([reason]);
  const both = await explained(level('small', now), level('small-2', answeredBy('small-2')));
  expect(both.rows.map((row) => row.level)).toEqual(['small-1', 'small-2']);
  expect(heard).toEqual(['small-1', 'small-2']);
});
