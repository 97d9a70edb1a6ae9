import { describe, expect, it } from 'vitest';
import type { Result, Verdict } from '../../src/investigation/result.ts';
import { nextSteps } from '../../src/report/next-steps.ts';
import { exampleCauses, exampleCulprit } from './example-explained.ts';
import { exampleReplay, exampleResult } from './example-result.ts';

const stepsAfter = (verdict: Verdict, known: Partial<Result> = {}) =>
  nextSteps({ ...exampleResult, replays: [{ ...exampleReplay, verdict }], ...known });

const innocent = { ...exampleCulprit, verdict: 'not-the-data' as const, records: [] };
const undecided = { ...exampleCulprit, verdict: 'undecided' as const, records: [] };

describe('the next step', () => {
  it.each([
    'reproduced',
    'not-reproduced',
    'fixed',
    'not-fixed',
    'regressed',
    'inconclusive',
    'error',
  ] as const)('is one after %s, and speaks of no preview', (verdict) => {
    const [step, ...more] = stepsAfter(verdict);
    expect(step).toMatch(/^[A-Z].*\.$/);
    expect(step).not.toContain('preview');
    expect(more).toEqual([]);
  });

  it.each(['reproduced', 'not-fixed'] as const)('after %s is the culprit', (verdict) => {
    expect(stepsAfter(verdict, { culprit: exampleCulprit })).toEqual([
      'Correct or remove the culprit in production, then run the case again.',
    ]);
  });

  it('is the change that broke it, on whatever records', () => {
    expect(stepsAfter('regressed', { culprit: exampleCulprit })).toEqual(stepsAfter('regressed'));
  });

  it.each([
    { thread: undefined, command: '`branch-prod explain`' },
    { thread: 'example/mail-assistant#12', command: '`/branch-prod explain`' },
  ])('where the data is not the cause is $command', ({ thread, command }) => {
    const investigation = { ...exampleResult.investigation, thread };
    const [step] = stepsAfter('reproduced', { culprit: innocent, investigation });
    expect(step).toContain(`The data is not the cause: ${command} tells`);
  });

  it('is no command that was given already', () => {
    const causes = exampleCauses;
    expect(stepsAfter('reproduced', { culprit: innocent, causes })).toEqual([
      'Change what decides it, as the causes say, then run the case again.',
    ]);
    const rows = causes.rows.map((row) => ({ ...row, decides: false }));
    expect(stepsAfter('reproduced', { culprit: innocent, causes: { ...causes, rows } })).toEqual(
      stepsAfter('reproduced'),
    );
  });

  it('is that of the verdict where the search for the culprit told nothing', () => {
    expect(stepsAfter('reproduced', { culprit: undecided })).toEqual(stepsAfter('reproduced'));
  });

  it('is said once for all cases that it is the same for', () => {
    const names = ['one', 'two', 'three'];
    const replays = names.map((name) => ({ ...exampleReplay, case: name }));
    const culprits = names.map((name) => ({ ...exampleCulprit, case: name }));
    const [culprit, ...others] = culprits;
    if (culprit === undefined) throw new Error('no culprit');
    const known = { replays, culprit, otherCulprits: others.slice(0, 1) };
    expect(stepsAfter('reproduced', known)).toEqual([
      ...stepsAfter('reproduced', { culprit: exampleCulprit }),
      ...stepsAfter('reproduced'),
    ]);
  });
});
