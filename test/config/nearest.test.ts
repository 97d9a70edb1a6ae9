import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/config/nearest.ts';

const words = ['email', 'person', 'phone', 'ip', 'hash', 'deployments'];

test.each([
  ['emial', 'email'],
  ['EMAIL', 'email'],
  ['phne', 'phone'],
  ['op', 'ip'],
  ['deploy-nemts', 'deployments'],
])('%s is near to %s', (word, candidate) => {
  expect(nearest(word, words)).toBe(candidate);
});

test.each(['', 'x', 'zz', 'zebra', 'mailbox', 'deployments-of-production'])(
  '%j is near to nothing',
  (word) => {
    expect(nearest(word, words)).toBeUndefined();
  },
);

test('the nearest wins, and the first of equally near ones', () => {
  expect(nearest('bat', ['boat', 'bat', 'bet'])).toBe('bat');
  expect(nearest('bat', ['cat', 'bet'])).toBe('cat');
  expect(nearest('bat', [])).toBeUndefined();
});

test('a very long word costs nothing', () => {
  const start = performance.now();
  expect(nearest('x'.repeat(5_000_000), words)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a message ends with the nearest word, or as it is', () => {
  expect(didYouMean('emial', words)).toBe('; did you mean "email"?');
  expect(didYouMean('zebra', words)).toBe('');
});
