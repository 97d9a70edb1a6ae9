import { expect, test } from 'vitest';
import { durationSchema } from '../../src/config/duration.ts';
import { diskSchema, memorySchema } from '../../src/config/memory.ts';

test.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['4h', 14_400_000],
  ['2d', 172_800_000],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(durationSchema.parse(text)).toBe(milliseconds);
});

test.each([
  '',
  '4',
  4,
  'h',
  '0h',
  '-1h',
  '1.5h',
  '4 h',
  '4H',
  '1h30m',
  '4h\n',
  '9999999999d',
  null,
])('%j is no duration', (text) => {
  expect(durationSchema.safeParse(text).success).toBe(false);
});

test.each([
  ['64Ki', 65_536],
  ['512Mi', 536_870_912],
  ['4Gi', 4_294_967_296],
  ['1Ti', 1_099_511_627_776],
])('%s is %d bytes', (text, bytes) => {
  expect(memorySchema.parse(text)).toBe(bytes);
  expect(diskSchema.parse(text)).toBe(bytes);
});

test.each(['', '4', 4, '4G', '4gi', '0Gi', '-1Gi', '1.5Gi', '4 Gi', '99999Ti', null])(
  '%j is no amount of memory',
  (text) => {
    expect(memorySchema.safeParse(text).success).toBe(false);
    expect(diskSchema.safeParse(text).success).toBe(false);
  },
);
