import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atTime } from '../src/at-time.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('it happens at its time and once, also beyond the 24.8 days of one timer', () => {
  const action = vi.fn();
  const days = 30 * 24 * 3_600_000;
  atTime(new Date(Date.now() + days), action);
  vi.advanceTimersByTime(days - 1);
  expect(action).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(action).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('after a sleep of the machine it happens within a minute', () => {
  const action = vi.fn();
  atTime(new Date(Date.now() + 3_600_000), action);
  vi.advanceTimersByTime(1_000);
  vi.setSystemTime(Date.now() + 7_200_000);
  vi.advanceTimersByTime(60_000);
  expect(action).toHaveBeenCalledOnce();
});

test('it can be called off', () => {
  const action = vi.fn();
  const cancel = atTime(new Date(Date.now() + 1_000), action);
  vi.advanceTimersByTime(500);
  cancel();
  expect(vi.getTimerCount()).toBe(0);
});
