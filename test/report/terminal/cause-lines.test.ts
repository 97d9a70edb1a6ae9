import { describe, expect, it } from 'vitest';
import type { Causes } from '../../../src/investigation/result.ts';
import { causeLines } from '../../../src/report/terminal/cause-lines.ts';
import { painter } from '../../../src/report/terminal/paint.ts';
import { paragraphsFor } from '../../../src/report/terminal/paragraph.ts';

const plain = painter(false);
const wide = paragraphsFor(Number.POSITIVE_INFINITY);

const row = (variable: 'model' | 'retrieval', level: string, failures: number, judged = 5) => ({
  ...{ variable, level, failures, judged, decides: false },
  ...{ rate: judged === 0 ? 0 : failures / judged, interval: [0, 1] as [number, number] },
});

const causes: Causes = {
  case: 'wrong-price',
  rows: [
    { ...row('model', 'small-1', 5), interval: [0.5655, 1] },
    { ...row('model', 'small-2', 0, 9), interval: [0, 0.299], pValue: 0.0005, decides: true },
    row('retrieval', 'the indexes', 5),
    row('retrieval', 'exact search', 0, 0),
  ],
  sentences: ['The model version decides it: 5/5 with small-1, 0/9 with small-2.'],
  notVaried: ['The prompt was not changed: no base was named.'],
};

describe('the causes on a terminal', () => {
  it('are sentences, a table that names each variable once, and what was not changed', () => {
    expect(causeLines(causes, wide, plain)).toEqual([
      'Causes of wrong-price:',
      '  The model version decides it: 5/5 with small-1, 0/9 with small-2.',
      '  variable   level         failures  rate',
      '  model      small-1       5/5       100 % (57 % to 100 %)',
      '             small-2       0/9       0 % (0 % to 30 %)  decides it',
      '  retrieval  the indexes   5/5       100 % (0 % to 100 %)',
      '             exact search  0/0       no answer to judge',
      '  The prompt was not changed: no base was named.',
    ]);
  });

  it('stand out where something decides it, if there are colours', () => {
    const lines = causeLines(causes, wide, painter(true));
    const bold = lines.filter((line) => line.includes('\x1b[1m'));
    expect(bold).toHaveLength(2);
    expect(bold[1]).toContain('decides it');
  });

  it('are no table where nothing was changed', () => {
    const lines = causeLines({ ...causes, rows: [], sentences: [] }, wide, plain);
    expect(lines).toEqual([
      'Causes of wrong-price:',
      '  The prompt was not changed: no base was named.',
    ]);
  });

  it('keep their columns and give no orders whatever a level is called', () => {
    const levels = ['\x1b[2J\nforged', '模型'.repeat(40), 'x'];
    const rows = levels.map((level) => row('model', level, 1));
    const lines = causeLines({ ...causes, rows }, wide, plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what this is about
    expect(lines.join('\n')).not.toMatch(/\x1b/);
    expect(lines.filter((line) => line.includes('1/5'))).toHaveLength(3);
    expect(lines[3]).toContain('␛[2J forged');
    expect(lines[4]).toMatch(/^ {12}(?:模型)+模?…? +1\/5/);
  });
});
