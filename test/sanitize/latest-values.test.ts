import { expect, test } from 'vitest';
import { createLatestValues } from '../../src/sanitize/latest-values.ts';

test('values that come again are remembered, and the memory begins anew when it is full', () => {
  const latest = createLatestValues<number>(100);
  for (let index = 0; index < 1000; index += 1) {
    const value = String(index % 80);
    const found = latest.get(value);
    expect(found === undefined || found === index % 80).toBe(true);
    if (found === undefined) latest.set(value, index % 80);
  }
  expect(latest.get('79')).toBe(79);
});

test('nothing is remembered any more where hardly a value comes again', () => {
  const latest = createLatestValues<true>(100);
  for (let index = 0; index < 200; index += 1) latest.set(String(index), true);
  expect(latest.get('199')).toBeUndefined();
  latest.set('199', true);
  expect(latest.get('199')).toBeUndefined();
});
