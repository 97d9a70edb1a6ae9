import { expect, test } from 'vitest';
import { splitFencedBlocks } from '../../../src/github/text/fenced-blocks.ts';

test('blocks are taken out, with what follows the fence', () => {
  const text = 'a\r\n```yaml  x\r\nb: 1\r\n\r\n```\r\nc\n~~~~\n~~~\n```\n~~~~~ \nd';
  expect(splitFencedBlocks(text)).toEqual({
    prose: 'a\nc\nd',
    blocks: [
      { info: 'yaml  x', text: 'b: 1\n\n' },
      { info: '', text: '~~~\n```\n' },
    ],
  });
});

test.each([
  ['a block that is not closed ends with the text', '```x\na', [{ info: 'x', text: 'a\n' }]],
  ['a fence can be indented by three blanks', '   ```x\na\n  ```', [{ info: 'x', text: 'a\n' }]],
  ['a shorter fence does not close', '````x\n```\n````', [{ info: 'x', text: '```\n' }]],
  ['a fence with text does not close', '```x\n``` y\n```', [{ info: 'x', text: '``` y\n' }]],
  [
    'a fence of four blanks does not close',
    '```x\n    ```\n```',
    [{ info: 'x', text: '    ```\n' }],
  ],
  [
    'a comment that is not at a line’s start hides nothing',
    'a <!--\n```x\n```',
    [{ info: 'x', text: '' }],
  ],
])('%s', (_, text, blocks) => {
  expect(splitFencedBlocks(text).blocks).toEqual(blocks);
});

test.each([
  ['four blanks', '    ```x\n    a\n    ```'],
  ['a quote', '> ```x\n> a\n> ```'],
  ['inline code', '```x``` a'],
  ['two backticks', '``x\na\n``'],
  ['a comment', '<!--\n```x\na\n```\n-->'],
  ['a comment that is not closed', '<!--\n```x\na\n```'],
])('no block begins in %s', (_, text) => {
  expect(splitFencedBlocks(text).blocks).toEqual([]);
});

test('after a comment there can be a block', () => {
  expect(splitFencedBlocks('<!-- a\n-->\n<!-- b -->\n```x\n```').blocks).toHaveLength(1);
});
