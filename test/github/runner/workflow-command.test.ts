import { describe, expect, it } from 'vitest';
import { parseFileCommand } from './file-commands.ts';
import { parseWorkflowCommand } from './workflow-command.ts';

describe('a line of output', () => {
  it('can be a command with properties and data, which are unescaped', () => {
    const line = '  ::error file=a%2Cb.ts,line=1,title=x%3Ay::first%0Asecond 100%25 :: end';
    expect(parseWorkflowCommand(line)).toEqual({
      name: 'error',
      properties: { file: 'a,b.ts', line: '1', title: 'x:y' },
      data: 'first\nsecond 100% :: end',
    });
    expect(parseWorkflowCommand('::add-mask::')).toMatchObject({ name: 'add-mask', data: '' });
  });

  it('can be one of the older form, also in the midst of a line', () => {
    expect(parseWorkflowCommand('text ##[set-output name=x;]a%5D')).toEqual({
      name: 'set-output',
      properties: { name: 'x' },
      data: 'a]',
    });
  });

  it.each(['a ::error::b', '::nothing::b', '::error', 'std::cout << x::y', '##[x]'])(
    'is output: %s',
    (line) => {
      expect(parseWorkflowCommand(line)).toBeUndefined();
    },
  );

  it('resumes commands with the token that stopped them', () => {
    expect(parseWorkflowCommand('::my-token::', 'my-token')).toMatchObject({ name: 'my-token' });
    expect(parseWorkflowCommand('::my-token::')).toBeUndefined();
  });
});

describe('a command file', () => {
  it('holds pairs, on one line or between delimiters', () => {
    const text = 'a=1=2\n\nb<<END\nfirst\n\nlast\nEND\nc<<X\nX\nd=';
    expect(parseFileCommand(text)).toEqual([
      ['a', '1=2'],
      ['b', 'first\n\nlast'],
      ['c', ''],
      ['d', ''],
    ]);
    expect(parseFileCommand('')).toEqual([]);
  });

  it.each([
    ['no pair', "Invalid format 'no pair'"],
    ['a<<END\nx\n', "Matching delimiter not found 'END'"],
    ['<<END\nEND\n', 'Name must not be empty'],
  ])('%j is refused', (text, message) => {
    expect(() => parseFileCommand(text)).toThrow(message);
  });
});
