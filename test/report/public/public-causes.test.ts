import { describe, expect, it } from 'vitest';
import type { Causes, Trial } from '../../../src/investigation/result.ts';
import { explain } from '../../../src/replay/causes/explain.ts';
import { judge } from '../../../src/replay/verdict.ts';
import { publicCauses } from '../../../src/report/public/public-causes.ts';
import { exampleCauses } from '../example-explained.ts';
import { exampleReplay } from '../example-result.ts';

const canary = 'Ada Lovelace, canary@example.org';

describe('causes as everybody may see them', () => {
  it('keeps the levels of causes that are ours or identifiers, and what is said of them', async () => {
    const levels = {
      prompt: ['the prompts of 8a5a2e6b0c1d', 'the prompts of release/2026-03'],
      model: ['gpt-4.1-mini-2025-04-14', 'ft:gpt-4o-mini:acme::a1'],
      data: [
        'the data of 2026-03-01T14:05:00.000Z',
        'no culprit',
        'the data of now',
        'all records',
      ],
      retrieval: ['the indexes', '1 row instead of 2', '3 rows instead of 6', 'exact search'],
      settings: ["the application's settings", 'temperature 0'],
    };
    const causes = await explained(levels);
    expect(causes.sentences).toHaveLength(9);
    expect(causes.sentences.join()).toMatch(/Whether exact search .* more trials with each/);
    expect(publicCauses(causes)).toEqual(causes);
  });

  it('shows neither another level nor a sentence that names it', async () => {
    const causes = await explained({
      model: ['small', 'ada@example.org'],
      retrieval: ['the indexes', 'exact search'],
    });
    const shown = publicCauses(causes);
    expect(shown.rows.map(({ level }) => level)).toEqual([
      ...['small', '(not shown)', 'the indexes', 'exact search'],
    ]);
    expect(causes.sentences).toHaveLength(2);
    expect(shown.sentences).toEqual([
      'How rows are retrieved decides it: 12/12 with the indexes, 0/12 with exact search.',
    ]);
  });

  it('keeps why something was not changed, unless it names what is no identifier', () => {
    const ours = [
      'The prompt was not changed: the prompts of release/2026-03 are the same.',
      'The prompt was not changed: no base was named.',
      'The model and its settings were not changed: no call to a model was seen.',
      'The model was not changed: ai.models pins no alias to it, and no other was named.',
      'The model was not changed to large-1: small-1, small-2 answered, as before.',
      'The data was not changed: there is no culprit, and no other instant was named.',
      'How many rows are retrieved was not changed: no statement was seen that retrieves with a LIMIT.',
    ];
    const others = [
      'The prompt was not changed: the prompts of main@{1 day ago} are the same.',
      'The model was not changed to large-1: ada@example.org answered, as before.',
      `${ours[1]}\n${canary}.`,
      canary,
    ];
    const causes = { ...exampleCauses, notVaried: [...ours, ...others] };
    expect(publicCauses(causes).notVaried).toEqual(ours);
  });
});

/** Causes where each variable fails 12 of 12 times as it was; with other levels never, not known how often, 8 times. */
async function explained(levels: Record<string, string[]>): Promise<Causes> {
  const [trial] = exampleReplay.trials as [Trial];
  const held = { ...trial, ok: true };
  const times = (one: Trial, count = 12) => Array.from({ length: count }, () => one);
  const replayed = (trials: Trial[]) => ({ case: 'a', trials, ...judge(trials) });
  const outcomes = [
    replayed(times(trial)),
    replayed(times(held)),
    replayed([{ ...trial, error: 'HTTP 500' }]),
    replayed([...times(trial, 8), ...times(held, 4)]),
  ];
  const variables = Object.entries(levels).map(([name, labels]) => ({
    name: name as Causes['rows'][number]['variable'],
    levels: labels.map((label, index) => ({
      label,
      run: async () => outcomes[index] as (typeof outcomes)[number],
    })),
  }));
  const signal = new AbortController().signal;
  return {
    ...{ case: 'where-is-the-list', notVaried: [] },
    ...(await explain(variables, { maxTrials: 20, signal, onRow: () => {} })),
  };
}
