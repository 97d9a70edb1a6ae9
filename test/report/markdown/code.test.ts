import { expect, it } from 'vitest';
import { codeBlock, codeCell, codeSpan } from '../../../src/report/markdown/code.ts';

it.each([
  ['plain', '`plain`'],
  ['@octocat #1 <b> http://x', '`@octocat #1 <b> http://x`'],
  ['a`b', '``a`b``'],
  ['`a`', '`` `a` ``'],
  ['a``b`c', '```a``b`c```'],
  [' a ', '`  a  `'],
  ['a\nb\r\nc', '`a b c`'],
  ['', '(empty)'],
  [' \n ', '(empty)'],
  ['a|b\\', '`a|b\\`'],
  ['\x1b[2J\u202e', '`␛[2J⟨U+202E⟩`'],
])('%j as inline code is %j', (text, code) => {
  expect(codeSpan(text)).toBe(code);
});

it.each([
  ['a|b', '`a\\|b`'],
  ['a\\|b', '`a\\⟨U+007C⟩b`'],
  ['a\\\\|b||', '`a\\\\⟨U+007C⟩b\\|\\|`'],
  ['a\nb', '`a b`'],
])('%j as a cell is %j', (text, code) => {
  expect(codeCell(text)).toBe(code);
});

it.each([
  ['a\nb', '```text\na\nb\n```'],
  ['```\n@octocat', '````text\n```\n@octocat\n````'],
  ['~~~\n`````', '``````text\n~~~\n`````\n``````'],
  ['', '```text\n\n```'],
])('%j as a block is %j', (text, block) => {
  expect(codeBlock(text)).toBe(block);
});

it('bounds the fence, which parsers do', () => {
  const fence = '`'.repeat(33);
  const shown = `${'`'.repeat(32)}[100 backticks]`;
  expect(codeSpan(`a${'`'.repeat(100)}b`)).toBe(`${fence}a${shown}b${fence}`);
  expect(codeBlock('`'.repeat(100))).toBe(`${fence}text\n${shown}\n${fence}`);
});
