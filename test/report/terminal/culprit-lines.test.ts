import { describe, expect, it } from 'vitest';
import type { ReplayResult, Result, Trial } from '../../../src/investigation/result.ts';
import { culpritLines } from '../../../src/report/terminal/culprit-lines.ts';
import { painter } from '../../../src/report/terminal/paint.ts';
import { paragraphsFor } from '../../../src/report/terminal/paragraph.ts';

const message = (id: number | string) => ({ table: 'messages', key: { id } });

const culprit: NonNullable<Result['culprit']> = {
  ...{ case: 'wrong-price', verdict: 'found', records: [message(812)] },
  ...{ necessary: true, sufficient: false, minimal: true, together: true },
  ...{ alternatives: [[message(3), message(4)]], movedIn: [message(9)] },
  ...{ candidates: 6, with: { failures: 5, judged: 5 }, without: { failures: 0, judged: 4 } },
  ...{ confidence: 0.95, probes: 7, trials: 1234, durationMs: 12_300 },
  sentence: 'Without it the failure is gone: 0 of 4 trials failed, 5 of 5 trials failed with it.',
};

const trial = (ok: boolean, answer: string, ...ids: number[]): Trial => ({
  ...{ ok, answer, durationMs: 1, model: {}, failed: ok ? [] : ['not-contains: 12'] },
  retrieved: ids.map((id, index) => ({ ...message(id), rank: index + 1, reached: true })),
});

const replay: ReplayResult = {
  ...{ case: 'wrong-price', trials: [trial(true, 'by chance'), trial(false, 'It costs 12 [1].')] },
  ...{ failures: 1, rate: 0.5, interval: [0.1, 0.9], verdict: 'reproduced' },
};

const unwrapped = { paragraph: paragraphsFor(Number.POSITIVE_INFINITY), paint: painter(false) };
const shown = (one: typeof culprit, of?: ReplayResult) => culpritLines(one, of, unwrapped);

describe('the culprit on a terminal', () => {
  it('is its records, then how it is known', () => {
    expect(shown(culprit)).toEqual([
      'Culprit of wrong-price: messages id=812',
      '  Without it the failure is gone: 0 of 4 trials failed, 5 of 5 trials failed with it.',
      '  alternative: messages id=3; messages id=4',
      '  moved in: messages id=9',
      '  necessary, not shown to be sufficient, minimal; 7 probes of 1,234 trials in 12.30 s, confidence 95 %',
    ]);
  });

  it('comes with the answers with and without it, and with what may be cited without it', () => {
    const trialWithout = trial(true, 'It costs 15 [2].', 9, 3);
    expect(shown({ ...culprit, trialWithout }, replay).slice(2, 9)).toEqual([
      '  answer with the culprit:',
      '    It costs 12 [1].',
      '  answer without the culprit:',
      '    It costs 15 [2].',
      '  retrieved without the culprit:',
      '    1. messages id=9, in the prompt: yes',
      '    2. messages id=3, in the prompt: yes',
    ]);
  });

  it('obeys nothing in these answers', () => {
    const hostile = { ...replay, trials: [trial(false, '\x1b[2Jwrong')] };
    const trialWithout = trial(true, '\x1b]8;;https://evil.example\x07right');
    const text = shown({ ...culprit, trialWithout }, hostile).join('\n');
    expect(text).toContain('␛[2Jwrong');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });

  it('shows no more than twenty of the records without it', () => {
    const ids = Array.from({ length: 25 }, (_, index) => index);
    const lines = shown({ ...culprit, trialWithout: trial(true, 'right', ...ids) });
    expect(lines).toContain('    20. messages id=19, in the prompt: yes');
    expect(lines).toContain('    … and 5 more');
  });

  it('is none where the data is not the cause', () => {
    const sentence = 'No record reached the prompt: the data is not the cause.';
    const [first, second] = shown({
      ...{ ...culprit, verdict: 'not-the-data', records: [], alternatives: [], movedIn: [] },
      sentence,
    });
    expect([first, second]).toEqual(['Culprit of wrong-price: none found', `  ${sentence}`]);
  });

  it('says how many records there are more than twenty, and obeys none of their keys', () => {
    const records = Array.from({ length: 25 }, (_, index) => message(`\x1b[2J${index}`));
    const [first = ''] = shown({ ...culprit, records });
    expect(first.endsWith('messages id=␛[2J19; 5 more')).toBe(true);
  });

  it('says what is known where little is', () => {
    const { records, necessary, sufficient } = culprit;
    expect(shown({ records, necessary, sufficient, probes: 1, durationMs: 20 })).toEqual([
      'Culprit: messages id=812',
      '  necessary, not shown to be sufficient; 1 probe in 20 ms',
    ]);
  });
});
