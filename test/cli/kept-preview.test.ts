import { expect, test } from 'vitest';
import { describeKeptPreview } from '../../src/cli/kept-preview.ts';
import { exampleExplained } from '../report/example-explained.ts';
import { exampleResult } from '../report/example-result.ts';

test('says of a preview that stays up how to end it', () => {
  expect(describeKeptPreview(exampleResult)).toEqual([
    'The preview stays up. Press Ctrl-C to end it and clean up.',
  ]);
});

test('says of one on which a culprit was looked for why it may no longer answer', () => {
  const lines = describeKeptPreview(exampleExplained).join(' ');
  expect(lines).toContain('an application that does not make new ones no longer answers');
  expect(lines).toContain('replay.bisect');
});
