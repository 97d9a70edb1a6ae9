import { expect, test } from 'vitest';
import { promptLines } from '../../../../src/github/app/runs/prompt-lines.ts';

const globs = ['prompts/**'];

function file(patch: string | undefined, more: { path?: string; isRemoved?: boolean } = {}) {
  return { path: 'prompts/a.txt', from: undefined, isRemoved: false, patch, ...more };
}

test.each([
  ['the first line that was added', '@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three', 2],
  ['a line in a later place', '@@ -10,2 +12,3 @@ title\n ten\n eleven\n+new', 14],
  ['a new file', '@@ -0,0 +1,2 @@\n+one\n+two', 1],
  ['a file of one line', '@@ -1 +1 @@\n-one\n+two\n\\ No newline at end of file', 1],
  ['lines taken away', '@@ -1,3 +1,2 @@\n one\n-two\n three', 2],
  ['everything taken away', '@@ -1,2 +0,0 @@\n-one\n-two', 1],
])('%s', (_, patch, line) => {
  expect(promptLines([file(patch)], globs)).toEqual([{ path: 'prompts/a.txt', line }]);
});

test.each([
  ['another file', file('@@ -1 +1 @@\n+x', { path: 'src/prompts/a.txt' })],
  ['a file that is gone', file('@@ -1 +0,0 @@\n-x', { isRemoved: true })],
  ['a binary or very large file', file(undefined)],
  ['a file that was only moved', file('')],
])('%s has no line', (_, changed) => {
  expect(promptLines([changed], globs)).toEqual([]);
});
