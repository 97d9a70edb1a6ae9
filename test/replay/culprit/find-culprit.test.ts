import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Culprit, culpritSchema, type Trial } from '../../../src/investigation/result.ts';
import type { Counts } from '../../../src/replay/fisher.ts';
import { goesOn } from '../../../src/replay/goes-on.ts';
import { countTrials, judge } from '../../../src/replay/verdict.ts';
import {
  findIn,
  idsOf,
  type ModelCase,
  message,
  messages,
  rightTrial,
  seeded,
} from './model-case.ts';

const eight = [1, 2, 3, 4, 5, 6, 7, 8];

/** Fails whenever one of these reached the prompt. */
const because =
  (...culprits: number[]): ModelCase['fails'] =>
  (reached) =>
    culprits.some((id) => reached.includes(id)) ? 1 : 0;

/** Fails only when all of these reached the prompt. */
const becauseOfAll =
  (...needed: number[]): ModelCase['fails'] =>
  (reached) =>
    needed.every((id) => reached.includes(id)) ? 1 : 0;

describe('one culprit', () => {
  it.each(eight)('is found among 8 rows at rank %i with at most 10 probes', async (culpritId) => {
    const { culprit } = await findIn({ rows: eight, limit: 8, fails: because(culpritId) });
    expect(culprit).toMatchObject({
      verdict: 'found',
      records: [message(culpritId)],
      ...{ necessary: true, sufficient: true, minimal: true, together: true },
      ...{ alternatives: [], movedIn: [], candidates: 8, confidence: 0.95 },
      with: { failures: 5, judged: 5 },
      without: { failures: 0 },
    });
    expect(culprit.probes).toBeLessThanOrEqual(10);
    expect(culpritSchema.parse(culprit)).toEqual(culprit);
  });

  it('is found with 4 probes when it is the likeliest candidate', async () => {
    const { culprit } = await findIn({ rows: eight, limit: 8, fails: because(1) });
    expect(culprit.probes).toBe(4);
  });

  it('comes with a trial without it, which shows the right answer and what it stands on', async () => {
    const { culprit } = await findIn({ rows: [...eight, 9], limit: 8, fails: because(4) });
    expect(culprit.trialWithout).toEqual(rightTrial([1, 2, 3, 5, 6, 7, 8, 9]));
  });

  it('takes one probe among one candidate and one to confirm it, which counts once however often it was retrieved', async () => {
    const candidates = messages(7, 7, 7);
    const { culprit } = await findIn({ rows: [7], limit: 1, fails: because(7) }, { candidates });
    expect(culprit).toMatchObject({ records: [message(7)], candidates: 1, probes: 2 });
    expect(culprit.sentence).toBe(
      'Without it the failure is gone: 0 of 9 trials failed, 5 of 5 trials failed with it.',
    );
  });

  it('is found within 2 · k probes among any number of candidates', async () => {
    const sizes = fc.integer({ min: 2, max: 40 });
    const places = sizes.chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })));
    await fc.assert(
      fc.asyncProperty(places, async ([size, place]) => {
        const rows = Array.from({ length: size }, (_, index) => index);
        const { culprit } = await findIn({ rows, limit: size, fails: because(place) });
        expect(culprit.probes).toBeLessThanOrEqual(2 * Math.log2(size) + 4);
        expect(idsOf(culprit.records)).toEqual([place]);
        expect(culprit.probes).toBeLessThanOrEqual(2 * size);
      }),
    );
  });
});

describe('several rows', () => {
  it('that each cause it alone are found as one set, with at most 16 probes for two among 8', async () => {
    for (const one of eight) {
      for (const other of eight.filter((id) => id > one)) {
        const fails = because(one, other);
        const { culprit } = await findIn({ rows: eight, limit: 8, fails });
        expect(culprit).toMatchObject({ sufficient: true, minimal: true, alternatives: [] });
        expect(idsOf(culprit.records)).toEqual([one, other]);
        expect(culprit.probes).toBeLessThanOrEqual(16);
      }
    }
  });

  it('that cause it only together are found as alternatives of each other, with at most 16 probes', async () => {
    for (const one of eight) {
      for (const other of eight.filter((id) => id > one)) {
        const fails = becauseOfAll(one, other);
        const { culprit } = await findIn({ rows: eight, limit: 8, fails });
        expect(culprit).toMatchObject({ necessary: true, sufficient: false, together: true });
        expect([culprit.records, ...culprit.alternatives].flatMap(idsOf).toSorted()).toEqual([
          one,
          other,
        ]);
        expect(culprit.probes).toBeLessThanOrEqual(16);
      }
    }
  });

  it('of which any would do are told from a culprit: there is too much in the prompt', async () => {
    const fails: ModelCase['fails'] = (reached) => (reached.length === 8 ? 1 : 0);
    const { culprit } = await findIn({ rows: eight, limit: 8, fails });
    expect(culprit).toMatchObject({ necessary: true, sufficient: false, together: false });
    expect(culprit.alternatives).toHaveLength(2);
    expect(culprit.sentence).toContain('how much reaches the prompt may decide it');
  });

  it('are found whichever they are, and only what is found is probed twice', async () => {
    const sets = fc.uniqueArray(fc.constantFrom(...eight), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(sets, async (culprits) => {
        const fails = because(...culprits);
        const { culprit, reports } = await findIn(
          { rows: eight, limit: 8, fails },
          { maxProbes: 100 },
        );
        expect(idsOf(culprit.records).toSorted()).toEqual(culprits.toSorted());
        const [confirming, ...probing] = reports
          .map(({ removed }) => idsOf(removed).toSorted().join())
          .toReversed();
        expect(new Set(probing).size).toBe(probing.length);
        expect(confirming).toBe(culprits.toSorted().join());
        expect(culprit.probes).toBe(reports.length);
      }),
    );
  });

  it('are minimal by probes, even where to remove more makes it fail again', async () => {
    const tables = fc.array(fc.boolean(), { minLength: 64, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        const rows = [0, 1, 2, 3, 4, 5];
        // All of the rows fail, none of them doesn't; in between anything may be.
        const fails: ModelCase['fails'] = (reached) => {
          const index = reached.reduce((sum, id) => sum + 2 ** id, 0);
          return index === 63 || (index !== 0 && table[index]) ? 1 : 0;
        };
        const { culprit } = await findIn({ rows, limit: 6, fails }, { maxProbes: 100 });
        const rate = (removed: unknown[]) => fails(rows.filter((id) => !removed.includes(id)));
        const removed = idsOf(culprit.records);
        expect(rate(removed)).toBe(0);
        for (const id of removed) expect(rate(removed.filter((other) => other !== id))).toBe(1);
        expect(culprit.minimal).toBe(true);
      }),
    );
  });
});

describe('rows that move in', () => {
  it('are told when they do no harm', async () => {
    const { culprit } = await findIn({ rows: [...eight, 9, 10], limit: 8, fails: because(4) });
    expect(culprit).toMatchObject({ records: [message(4)], movedIn: [message(9)] });
    expect(culprit.sentence).toContain('1 record moved in and did no harm.');
  });

  it('belong to the culprit when they make it fail again', async () => {
    const { culprit } = await findIn({ rows: [...eight, 9, 10], limit: 8, fails: because(4, 9) });
    expect(culprit).toMatchObject({ verdict: 'found', movedIn: [message(10)], candidates: 8 });
    expect(idsOf(culprit.records).toSorted()).toEqual([4, 9]);
  });

  it('are taken away only so often', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => index);
    const { culprit, reports } = await findIn({ rows, limit: 8, fails: () => 1 });
    expect(reports.map(({ removed }) => removed.length)).toEqual([
      ...[1, 8, 16, 24, 32],
      ...[1, 1, 1, 1, 1, 1, 1],
      ...[7, 7, 7, 7, 7, 7, 7, 7],
    ]);
    expect(culprit).toMatchObject({ verdict: 'not-the-data', records: [], necessary: false });
    expect(culprit.sentence).toBe(
      'Without the 8 candidates and the 24 that moved in it still fails (3 of 3 trials failed), and without each one, and all but one, of them too: the data is not the cause.',
    );
  });
});

describe('the data', () => {
  it('is not the cause when it fails without all candidates and without fewer', async () => {
    const { culprit } = await findIn({ rows: eight, limit: 8, fails: () => 1 });
    expect(culprit).toMatchObject({ verdict: 'not-the-data', records: [], probes: 17 });
    expect(culprit.trialWithout).toBeUndefined();
    expect(culprit.sentence).toContain('the data is not the cause');
  });

  it('of the right answer may be among the candidates: the culprit is found all the same', async () => {
    for (const needed of eight) {
      for (const wrong of eight.filter((id) => id !== needed)) {
        const fails: ModelCase['fails'] = (reached) =>
          reached.includes(wrong) || !reached.includes(needed) ? 1 : 0;
        const { culprit } = await findIn({ rows: eight, limit: 8, fails });
        expect(culprit).toMatchObject({
          ...{ verdict: 'found', records: [message(wrong)], minimal: true, alternatives: [] },
          ...{ necessary: true, sufficient: false },
        });
        expect(culprit.probes).toBeLessThanOrEqual(16);
      }
    }
  });

  it('of the right answer may stand beside several culprits: they are found within 4 · k probes', async () => {
    for (const needed of eight) {
      const others = eight.filter((id) => id !== needed);
      for (const [one, other] of others.flatMap((id) =>
        others.filter((next) => next > id).map((next) => [id, next] as const),
      )) {
        const fails: ModelCase['fails'] = (reached) =>
          reached.includes(one) || reached.includes(other) || !reached.includes(needed) ? 1 : 0;
        const { culprit } = await findIn({ rows: eight, limit: 8, fails });
        expect(culprit).toMatchObject({ verdict: 'found', necessary: true, minimal: true });
        expect(idsOf(culprit.records)).toEqual([one, other]);
        expect(culprit.probes).toBeLessThanOrEqual(32);
      }
    }
  });

  it('is not called innocent where a probe could not be decided', async () => {
    const fails: ModelCase['fails'] = (reached) =>
      reached.length === 0 || reached.length === 8 ? 1 : undefined;
    const { culprit } = await findIn({ rows: eight, limit: 8, fails });
    expect(culprit).toMatchObject({ verdict: 'undecided', records: [], necessary: false });
    expect(culprit.sentence).toBe(
      'Nothing is known to help, and not all that was tried could be decided: without the candidates 3 of 3 trials failed, 5 of 5 trials failed with them.',
    );
  });

  it('of the right answer may be a candidate, and rows that move in look right by chance', async () => {
    const fails: ModelCase['fails'] = (reached) =>
      reached.includes(1) || !(reached.includes(2) || reached.includes(13)) ? 1 : 0;
    const rows = Array.from({ length: 24 }, (_, index) => index + 1);
    const { culprit } = await findIn({ rows, limit: 6, fails });
    expect(culprit).toMatchObject({
      ...{ verdict: 'found', records: [message(1)], minimal: true, alternatives: [] },
      ...{ necessary: true, sufficient: false, probes: 8 },
    });
  });

  it('of the right answer may be cut off: any record before it would do', async () => {
    const fails: ModelCase['fails'] = (reached) => (reached.slice(0, 7).includes(8) ? 0 : 1);
    const { culprit } = await findIn({ rows: eight, limit: 8, fails });
    expect(culprit).toMatchObject({ records: [message(1)], sufficient: false, together: false });
    expect(culprit.alternatives).toEqual([messages(2), messages(3)]);
    expect(culprit.sentence).toContain('how much reaches the prompt may decide it');
  });

  it('of which an application needs some may hold several culprits', async () => {
    const fails: ModelCase['fails'] = (reached) => {
      if (!reached.includes(8)) return undefined;
      return because(1, 3)(reached);
    };
    const { culprit } = await findIn({ rows: eight, limit: 8, fails });
    expect(culprit).toMatchObject({ verdict: 'found', minimal: true });
    expect(idsOf(culprit.records)).toEqual([1, 3]);
    expect(culprit.probes).toBeLessThanOrEqual(32);
  });

  it('is not the cause when no record reached the prompt, which takes no probe', async () => {
    const { culprit } = await findIn({ rows: [], limit: 8, fails: () => 1 });
    expect(culprit).toMatchObject({ verdict: 'not-the-data', probes: 0, candidates: 0 });
  });
});

describe('a flaky failure', () => {
  const usual = { trials: 5, maxTrials: 20 };
  const probes = { maxTrials: 100 };

  /** The trials of a replay that led to a search: those of one that is called reproduced. */
  function reproduced(rate: number, random: () => number): Counts {
    for (;;) {
      const trials: Trial[] = [];
      while (goesOn(trials, usual)) trials.push({ ...rightTrial([]), ok: random() >= rate });
      if (judge(trials).verdict === 'reproduced') return countTrials(trials);
    }
  }

  /** Runs the search as often with the usual number of trials. */
  async function searches(
    runs: number,
    rate: number,
    fails: (random: () => number) => ModelCase['fails'],
  ): Promise<Culprit[]> {
    const random = seeded(20260301);
    const found: Culprit[] = [];
    for (let run = 0; run < runs; run++) {
      const model = { rows: eight, limit: 8, fails: fails(random), random };
      const base = reproduced(rate, random);
      found.push((await findIn(model, { base, ...probes })).culprit);
    }
    return found;
  }

  it.each([0.15, 0.3, 0.5, 0.8])(
    'of %d has its culprit found at the stated confidence, by the usual trials',
    async (rate) => {
      const runs = 200;
      const found = await searches(runs, rate, () => (reached) => (reached.includes(6) ? rate : 0));
      const told = found.filter(({ verdict }) => verdict !== 'undecided');
      const right = told.filter(({ records }) => idsOf(records).join() === '6');
      expect(right.length / told.length).toBeGreaterThanOrEqual(0.95);
      expect(right.length / runs).toBeGreaterThanOrEqual(0.85);
      const trials = found.reduce((sum, culprit) => sum + culprit.trials, 0);
      expect(trials / runs).toBeLessThan(600);
    },
  );

  it.each([0.15, 0.3, 0.5, 0.7])(
    'of %d that is there whatever the data are has hardly ever a culprit named',
    async (rate) => {
      const found = await searches(200, rate, () => () => rate);
      const told = found.filter(({ verdict }) => verdict !== 'undecided');
      expect(told.length).toBeGreaterThan(120);
      const wrong = told.filter(({ verdict }) => verdict === 'found');
      expect(wrong.length / told.length).toBeLessThanOrEqual(0.05);
    },
  );

  it('is run on all of the data again first, by trials that were not the reason to ask', async () => {
    const random = seeded(3);
    const fails: ModelCase['fails'] = (reached) => (reached.includes(2) ? 0.3 : 0);
    const { culprit, reports } = await findIn(
      { rows: eight, limit: 8, fails, random },
      { base: { failures: 2, judged: 5 }, ...probes },
    );
    expect(reports[0]).toMatchObject({ number: 1, of: 34, removed: [], failures: 10 });
    expect(reports.at(-1)?.removed).toEqual(messages(2));
    expect(culprit.with).toEqual({ failures: 10, judged: reports[0]?.judged });
    expect(culprit.without).toMatchObject({ failures: 0 });
  });

  it('that some of the records leave behind is said to happen less often, not to be gone', async () => {
    const random = seeded(8);
    let gone = 0;
    for (let run = 0; run < 300; run++) {
      const fails: ModelCase['fails'] = (reached) => (reached.includes(3) ? 1 : 0.3);
      const { culprit } = await findIn({ rows: eight, limit: 8, fails, random }, probes);
      const { necessary, without, sentence, verdict } = culprit;
      expect(necessary).toBe(verdict === 'found' && without?.failures === 0);
      expect(sentence.includes('gone')).toBe(necessary);
      if (verdict === 'found' && !necessary) {
        expect(sentence).toMatch(
          /^Without .* the case fails less often: [1-9]\d* of \d+ trials failed, 5 of 5 trials failed with/,
        );
      }
      if (necessary) gone += 1;
    }
    expect(gone / 300).toBeLessThanOrEqual(0.08);
  });

  it('that comes back when what helped is tried again is left undecided', async () => {
    let removedTwo = 0;
    const fails: ModelCase['fails'] = (reached) => {
      if (reached.length === 2) return 1;
      // As often as a probe takes to let it pass.
      removedTwo += 1;
      return removedTwo <= 7 ? 0 : 1;
    };
    const { culprit } = await findIn({ rows: [1, 2], limit: 2, fails });
    expect(culprit).toMatchObject({ verdict: 'undecided', records: [], necessary: false });
    expect(culprit.sentence).toMatch(
      /^What seemed to help was not confirmed: \d+ of \d+ trials failed without it, 5 of 5 trials failed with it\.$/,
    );
  });

  it('is not taken for gone when it only happens less often', async () => {
    const random = seeded(1);
    const fails: ModelCase['fails'] = (reached) => (reached.includes(3) ? 0.9 : 0.6);
    const { culprit } = await findIn(
      { rows: eight, limit: 8, fails, random },
      { base: { failures: 18, judged: 20 } },
    );
    expect(culprit.verdict).toBe('not-the-data');
  });

  it('that is too rare for the trials that are allowed is left undecided before anything is removed', async () => {
    const random = seeded(4);
    const fails: ModelCase['fails'] = (reached) => (reached.includes(3) ? 0.05 : 0);
    const { culprit, reports } = await findIn(
      { rows: eight, limit: 8, fails, random },
      { base: { failures: 2, judged: 20 }, ...probes },
    );
    expect(culprit).toMatchObject({ verdict: 'undecided', probes: 1, trials: 100, records: [] });
    expect(reports.map(({ removed }) => removed)).toEqual([[]]);
    expect(culprit.sentence).toMatch(
      /^It fails too seldom \(\d of 100 trials failed\): a probe would need \d+ trials, and 100 are allowed\.$/,
    );
  });

  it('that does not come again on all of the data leaves nothing to compare with', async () => {
    const base = { failures: 2, judged: 20 };
    const { culprit } = await findIn(
      { rows: eight, limit: 8, fails: () => 0 },
      { base, ...probes },
    );
    expect(culprit).toMatchObject({ verdict: 'undecided', probes: 1, records: [] });
    expect(culprit.sentence).toContain('did not fail when it was run on all of the data again');
    expect(culprit.sentence).toContain('(0 of 100 trials failed)');
  });

  it('that never happened on all of the data leaves nothing to look for', async () => {
    for (const judged of [0, 5]) {
      const base = { failures: 0, judged };
      const { culprit } = await findIn({ rows: eight, limit: 8, fails: because(3) }, { base });
      expect(culprit).toMatchObject({ verdict: 'undecided', probes: 0 });
      expect(culprit.sentence).toContain('nothing to look for');
    }
    const nothing = { candidates: [], base: { failures: 0, judged: 5 } };
    const { culprit } = await findIn({ rows: [], limit: 8, fails: () => 0 }, nothing);
    expect(culprit.verdict).toBe('undecided');
  });
});

describe('what goes wrong', () => {
  it('an application that gives no answer without its rows is not asked for ever', async () => {
    const { culprit } = await findIn({ rows: eight, limit: 8, fails: () => undefined });
    expect(culprit).toMatchObject({ verdict: 'undecided', probes: 17, trials: 51 });
    expect(culprit.without).toEqual({ failures: 0, judged: 0 });
  });

  it('probes that ran out leave a set that helps and may be too large', async () => {
    const { culprit } = await findIn(
      { rows: eight, limit: 8, fails: because(2, 7) },
      { maxProbes: 2 },
    );
    expect(culprit).toMatchObject({ verdict: 'found', necessary: true, minimal: false, probes: 3 });
    expect(idsOf(culprit.records)).toEqual(eight);
    expect(culprit.sentence).toContain('Fewer of them may do');
  });

  it('an undecided probe keeps a row in question in the set', async () => {
    const fails: ModelCase['fails'] = (reached) => {
      if (reached.includes(2)) return 1;
      return reached.includes(5) ? undefined : 0;
    };
    const { culprit } = await findIn({ rows: eight, limit: 8, fails });
    expect(idsOf(culprit.records)).toEqual([2, 5]);
    expect(culprit.minimal).toBe(false);
  });

  it('an aborted signal ends it with its reason', async () => {
    const controller = new AbortController();
    const search = findIn(
      { rows: eight, limit: 8, fails: because(8) },
      { signal: controller.signal, onProbe: () => controller.abort(new Error('enough')) },
    );
    await expect(search).rejects.toThrow('enough');
  });

  it('what keeps a probe from running is thrown', async () => {
    const probe = () => Promise.reject(new Error('no fork'));
    const search = findIn({ rows: eight, limit: 8, fails: because(8) }, { probe });
    await expect(search).rejects.toThrow('no fork');
  });
});

it('says of each probe what was removed and what came of it', async () => {
  const { reports } = await findIn({ rows: [1, 2], limit: 2, fails: because(2) });
  expect(reports).toMatchObject([
    { number: 1, of: 9, removed: messages(1), decision: 'fails', errors: 0 },
    { number: 2, of: 9, removed: messages(1, 2), decision: 'passes', failures: 0 },
    { number: 3, of: 9, removed: messages(2), decision: 'passes' },
    { number: 4, of: 9, removed: messages(2), decision: 'passes' },
  ]);
});
