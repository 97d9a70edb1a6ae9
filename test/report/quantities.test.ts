import { expect, it } from 'vitest';
import {
  counted,
  formatBytes,
  formatDuration,
  formatElapsed,
  formatInstant,
  formatShare,
} from '../../src/report/quantities.ts';

it.each([
  [0, '0 ms'],
  [38.4, '38 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [2410, '2.41 s'],
  [59_994, '59.99 s'],
  [59_996, '1 min 0 s'],
  [65_000, '1 min 5 s'],
  [3_599_600, '1 h 0 min'],
  [7_380_000, '2 h 3 min'],
])('%d ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it.each([
  [-5, '0 s'],
  [999, '0 s'],
  [12_999, '12 s'],
  [59_999, '59 s'],
  [65_000, '1 min 5 s'],
])('%d ms so far are %s', (ms, text) => {
  expect(formatElapsed(ms)).toBe(text);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_960, '10 kB'],
  [394_000_000, '394 MB'],
  [999_600_000, '1.0 GB'],
  [1_700_000_000, '1.7 GB'],
  [5e15, '5,000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('counts with separators and a plural', () => {
  expect([0, 1, 12_345].map((count) => counted(count, 'value'))).toEqual([
    '0 values',
    '1 value',
    '12,345 values',
  ]);
});

it('shows a share in per cent', () => {
  expect(formatShare(0.5655)).toBe('57 %');
});

it('shows instants in UTC, and no text that is none', () => {
  expect(formatInstant('2026-03-14T09:26:53.123Z')).toBe('2026-03-14 09:26 UTC');
  expect(formatInstant('2026-03-14T09:26:53+02:00')).toBe('2026-03-14 07:26 UTC');
  expect(formatInstant('\x1b[2J')).toBe('an unknown time');
});
