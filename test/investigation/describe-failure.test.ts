import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../src/investigation/describe-failure.ts';

const { signal } = new AbortController();

describe('an error that nobody foresaw', () => {
  it('is told by its kind and its place, not by its message', () => {
    const error = new TypeError('no Ada Lovelace\n    at Ada Lovelace <ada@raw-domain.com>:1:1\n');
    const { message } = describeFailure(error, signal);
    expect(message).toMatch(
      /^An unexpected TypeError at .*describe-failure\.test\.ts:\d+:\d+\)?\.$/,
    );
  });

  it.each([
    { of: 'no stack', error: Object.assign(new Error('Ada Lovelace'), { stack: undefined }) },
    {
      of: 'a stack of somebody else',
      error: Object.assign(new Error('x'), { stack: 'Ada\n at Ada' }),
    },
    { of: 'no error at all', error: 'at Ada Lovelace' },
  ])('quotes nothing of $of', ({ error }) => {
    expect(describeFailure(error, signal).message).not.toContain('Ada');
  });
});
