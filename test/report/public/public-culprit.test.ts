import { describe, expect, it } from 'vitest';
import { culpritSchema } from '../../../src/investigation/result.ts';
import { describeCulprit } from '../../../src/replay/culprit/describe-culprit.ts';
import { publicCulprit } from '../../../src/report/public/public-culprit.ts';
import { exampleCulprit, exampleTrialWithout } from '../example-explained.ts';

const canary = 'Ada Lovelace, canary@example.org';

describe('a culprit as everybody may see it', () => {
  it.each([
    [1234, 1234],
    ['0a7f21c4-5a3e-4c59-8d6e-1f2a3b4c5d6e', '0a7f21c4-5a3e-4c59-8d6e-1f2a3b4c5d6e'],
    ['docs/warranty.md', 'docs/warranty.md'],
    ['ada@example.org', '(not shown)'],
    ['Ada Lovelace', '(not shown)'],
    ['a'.repeat(65), '(not shown)'],
    ['', '(not shown)'],
  ])('shows the key %j as %j', (given, shown) => {
    const records = [{ table: 'people', key: { id: given } }];
    const culprit = {
      ...{ ...exampleCulprit, records, alternatives: [records], movedIn: records },
      trialWithout: {
        ...exampleTrialWithout,
        retrieved: records.map((row) => ({ ...row, rank: 1 })),
      },
    };
    const one = publicCulprit(culprit);
    for (const rows of [
      one.records,
      one.alternatives?.[0],
      one.movedIn,
      one.trialWithout?.retrieved,
    ]) {
      expect(rows?.map(({ key }) => key.id)).toEqual([shown]);
    }
  });

  it('shows no name of a table or column that is more than an identifier', () => {
    const records = [{ table: 'Ada Lovelace', key: { [canary]: 1, [`${canary} too`]: 'a' } }];
    const shown = publicCulprit({ ...exampleCulprit, records });
    expect(shown.records[0]?.table).toBe('(not shown)');
    expect(JSON.stringify(shown.records)).not.toMatch(/canary|Ada/);
  });

  it('keeps all that is said of a culprit', () => {
    const said = allSentences();
    expect(new Set(said).size).toBeGreaterThan(20);
    const shown = said.map((sentence) => publicCulprit({ ...exampleCulprit, sentence }).sentence);
    expect(shown).toEqual(said);
  });

  it.each([
    `${exampleCulprit.sentence} ${canary}`,
    `Without ${canary} the failure is gone: 0 of 4 trials failed, 5 of 5 trials failed with it.`,
    exampleCulprit.sentence?.replace('. ', `.\n${canary}. `) ?? '',
    'ada@example.org.',
    '',
  ])('drops a sentence about a culprit that is not ours (%#)', (sentence) => {
    expect(publicCulprit({ ...exampleCulprit, sentence })).not.toHaveProperty('sentence');
  });
});

/** What describeCulprit says, of culprits with all that makes a difference to it. */
function allSentences(): string[] {
  const { sentence: _, case: __, trialWithout: ___, ...example } = exampleCulprit;
  const culprit = culpritSchema.omit({ sentence: true, trialWithout: true }).parse(example);
  const some = (count: number) => Array.from({ length: count }, () => culprit.records).flat();
  const sets = [0, 1, 2].map(some);
  const found = [1, 2].flatMap((count) =>
    [true, false].flatMap((isKnown) =>
      sets.map((movedIn, index) => ({
        ...{ ...culprit, records: some(count), movedIn },
        ...{ sufficient: isKnown, minimal: !isKnown, together: index === 1 },
        alternatives: isKnown ? [] : [some(1), some(2)].slice(0, index),
        without: { failures: isKnown ? 0 : 1, judged: 9 },
      })),
    ),
  );
  const none = { ...culprit, records: [], without: { failures: 4, judged: 4 } };
  const innocent = [0, 1, 6].flatMap((candidates) =>
    sets.map((movedIn) => ({ ...none, verdict: 'not-the-data' as const, candidates, movedIn })),
  );
  const undecided = { ...none, verdict: 'undecided' as const };
  const { without: _without, ...unprobed } = undecided;
  const enough = { trialsNeeded: 4, maxTrials: 20, isUnconfirmed: false };
  const blind =
    'None of the rows that were retrieved can be taken away: they have no key, or are not in the branch.';
  return [
    ...[...found, ...innocent].map((one) => describeCulprit(one, enough)),
    ...[0, 1].map((probes) =>
      describeCulprit({ ...undecided, probes, with: { failures: 0, judged: 1 } }, enough),
    ),
    describeCulprit(undecided, { ...enough, trialsNeeded: 28 }),
    describeCulprit(undecided, enough),
    describeCulprit(unprobed, enough),
    describeCulprit(undecided, { ...enough, isUnconfirmed: true }),
    describeCulprit({ ...undecided, without: { failures: 0, judged: 0 } }, enough),
    blind,
  ];
}
