import { describe, expect, it } from 'vitest';
import { causesSchema, type ReplayResult, type Trial } from '../../../src/investigation/result.ts';
import { type CauseRow, explain, type Variable } from '../../../src/replay/causes/explain.ts';
import type { IsEnough } from '../../../src/replay/causes/stopping.ts';
import { goesOn } from '../../../src/replay/goes-on.ts';
import { judge } from '../../../src/replay/verdict.ts';
import { seeded } from '../culprit/model-case.ts';

const signal = new AbortController().signal;
/** Of a level: twice as many as the usual ones of a replay. */
const maxTrials = 40;

const right: Trial = { ok: true, answer: '', durationMs: 1, retrieved: [], model: {}, failed: [] };

/** A replay of so many trials, of which some failed and some gave no answer. */
function replayed(failures: number, judged: number, errors = 0): ReplayResult {
  const common = { answer: '', durationMs: 1, retrieved: [], model: {}, failed: [] };
  const trials: Trial[] = [
    ...Array.from({ length: judged }, (_, index) => ({ ...common, ok: index >= failures })),
    ...Array.from({ length: errors }, () => ({ ...common, ok: false, error: 'crashed' })),
  ];
  return { case: 'wrong-price', trials, ...judge(trials) };
}

type Levels = Record<string, ReplayResult>;

function variable(name: Variable['name'], levels: Levels): Variable {
  return {
    name,
    levels: Object.entries(levels).map(([label, result]) => ({ label, run: async () => result })),
  };
}

async function explained(variables: Variable[]) {
  const heard: CauseRow[] = [];
  const causes = await explain(variables, { maxTrials, signal, onRow: (row) => heard.push(row) });
  expect(causesSchema.parse({ case: 'wrong-price', ...causes, notVaried: [] }).rows).toEqual(
    causes.rows,
  );
  expect(heard).toHaveLength(causes.rows.length);
  return causes;
}

describe('causes', () => {
  it('names the model version when it alone decides', async () => {
    const now = replayed(5, 5);
    const { rows, sentences } = await explained([
      variable('prompt', { 'prompts of 0123': now, 'prompts of 4567': replayed(5, 5) }),
      variable('model', { 'small-2025-04-14': now, 'small-2025-07-18': replayed(0, 5) }),
      variable('data', { 'all records': now, 'no culprit': replayed(5, 5) }),
    ]);
    expect(sentences).toEqual([
      'The model version decides it: 5/5 with small-2025-04-14, 0/5 with small-2025-07-18.',
    ]);
    expect(rows.filter(({ decides }) => decides).map(({ level }) => level)).toEqual([
      'small-2025-07-18',
    ]);
    expect(rows[3]).toMatchObject({ variable: 'model', failures: 0, judged: 5, rate: 0 });
    expect(rows[3]?.pValue).toBeCloseTo(2 / 252);
    expect(rows[2]).not.toHaveProperty('pValue');
  });

  it('names each variable that decides, with all of its levels that do', async () => {
    const now = replayed(12, 12);
    const { sentences } = await explained([
      variable('model', { A: now, B: replayed(0, 12), C: replayed(12, 12), D: replayed(0, 12) }),
      variable('data', { 'all records': now, 'no culprit': replayed(0, 12) }),
    ]);
    expect(sentences).toEqual([
      'The model version decides it: 12/12 with A, 0/12 with B, 0/12 with D.',
      'The data decides it: 12/12 with all records, 0/12 with no culprit.',
    ]);
  });

  it('says that nothing decides it', async () => {
    const now = replayed(5, 5);
    const { sentences } = await explained([
      variable('settings', { "the application's settings": now, 'temperature 0': now }),
    ]);
    expect(sentences).toEqual(['Nothing that was changed decides it.']);
  });

  it('does not take for decisive what only looks unusual among many comparisons', async () => {
    const now = replayed(6, 10);
    const levels = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`model ${index}`, replayed(6, 10)]),
    );
    // By itself its p-value is 1 %.
    const odd = replayed(0, 10);
    const alone = await explained([variable('model', { now, odd })]);
    const among = await explained([variable('model', { now, ...levels, odd })]);
    expect(alone.rows.some(({ decides }) => decides)).toBe(true);
    expect(among.rows.some(({ decides }) => decides)).toBe(false);
  });

  it('says how many trials more would tell', async () => {
    const { sentences } = await explained([
      variable('model', { A: replayed(3, 3), B: replayed(0, 3) }),
    ]);
    expect(sentences).toEqual([
      'Nothing that was changed decides it.',
      'Whether B makes a difference is open (0/3): about 1 more trial with each would tell.',
    ]);
  });

  it('says how many more trials would tell among so many comparisons', async () => {
    const explainedAt = (judged: number) => {
      const same = replayed(Math.round(0.6 * judged), judged);
      const others = { C: same, D: same, E: same, F: same };
      return explained([variable('model', { A: same, B: replayed(0, judged), ...others })]);
    };
    const { sentences } = await explainedAt(5);
    const [, more] = /B makes .* about (\d+) more trials with each/.exec(sentences[1] ?? '') ?? [];
    const trials = 5 + Number(more);
    expect((await explainedAt(trials)).rows[1]?.decides).toBe(true);
    expect((await explainedAt(trials - 1)).rows[1]?.decides).toBe(false);
  });

  it('says that a level gave no answer, and decides nothing by it', async () => {
    const { rows, sentences } = await explained([
      variable('model', { A: replayed(5, 5), B: replayed(0, 0, 5) }),
    ]);
    expect(rows[1]).toMatchObject({ judged: 0, pValue: 1, decides: false });
    expect(sentences).toContain('With B there was no answer to judge.');
  });

  it('ends with the reason of the signal, and with what a level throws', async () => {
    const throwing: Variable = {
      name: 'model',
      levels: [{ label: 'A', run: () => Promise.reject(new Error('no fork')) }],
    };
    await expect(explain([throwing], { maxTrials, signal, onRow: () => {} })).rejects.toThrow(
      'no fork',
    );
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(
      explain([throwing], { maxTrials, signal: aborted, onRow: () => {} }),
    ).rejects.toThrow('enough');
  });
});

describe('a flaky failure', () => {
  const random = seeded(20260301);

  /** A replay at this rate, going on until the trials are enough. */
  function flaky(rate: number, isEnough?: IsEnough, most = 20): ReplayResult {
    const trials: Trial[] = [];
    while (goesOn(trials, { trials: 5, maxTrials: most, isEnough })) {
      trials.push({ ...right, ok: random() >= rate });
    }
    return { case: 'flaky', trials, ...judge(trials) };
  }

  /** Of a case that was reproduced at `rate`: which of five other models decide it, at theirs; as explainCase does it. */
  async function decides(rate: number, rates: readonly number[]) {
    let result = flaky(rate);
    while (result.verdict !== 'reproduced') result = flaky(rate);
    const isKept = result.failures === result.trials.length;
    const levels = rates.map((other, index) => ({
      label: `model ${index}`,
      run: async (isEnough: IsEnough) => flaky(other, isEnough, maxTrials),
    }));
    const now = {
      label: 'now',
      run: async (isEnough: IsEnough) => (isKept ? result : flaky(rate, isEnough, maxTrials)),
    };
    const { rows } = await explain([{ name: 'model', levels: [now, ...levels] }], {
      ...{ maxTrials, signal, onRow: () => {} },
    });
    return rows.slice(1).map((row) => row.decides);
  }

  it.each([
    [0.3, 0.9],
    [0.5, 0.95],
    [0.9, 0.98],
    [1, 1],
  ])('of %d that one of five levels mends is found decided by it', async (rate, power) => {
    let found = 0;
    let wrong = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const [mended, ...others] = await decides(rate, [0, rate, rate, rate, rate]);
      if (mended) found += 1;
      if (others.some((other) => other)) wrong += 1;
    }
    expect(found / runs).toBeGreaterThanOrEqual(power);
    expect(wrong / runs).toBeLessThanOrEqual(0.05);
  });

  it.each([0.1, 0.2, 0.4, 0.6])(
    'of %d that no level mends is hardly ever decided',
    async (rate) => {
      let wrong = 0;
      const runs = 300;
      for (let run = 0; run < runs; run++) {
        if ((await decides(rate, [rate, rate, rate, rate, rate])).some((one) => one)) wrong += 1;
      }
      expect(wrong / runs).toBeLessThanOrEqual(0.05);
    },
  );
});
