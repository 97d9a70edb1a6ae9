import { expect, test } from 'vitest';
import { gitFailure } from '../src/git.ts';

test("git's own words are told without hints, credentials and control characters", () => {
  const stderr =
    'hint: try this\nerror: unable to read https://user:pass@example.com/x \u001b[2J\u0007here\nfatal: gave up\nfatal: again\n';
  expect(gitFailure({ stderr })).toBe(
    'error: unable to read https://example.com/x here; fatal: gave up',
  );
});

test('a git that is not there, or says nothing, is told too', () => {
  expect(gitFailure({ code: 'ENOENT' })).toBe('git is not installed');
  expect(gitFailure(new Error('x'))).toBe('git failed');
});
