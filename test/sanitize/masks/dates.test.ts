import { describe, expect, test } from 'vitest';
import { createBirthdateMask } from '../../../src/sanitize/masks/birthdate.ts';
import { dayNumber, dayOf } from '../../../src/sanitize/masks/calendar.ts';
import { createDateMask } from '../../../src/sanitize/masks/date.ts';
import { createContext } from './context.ts';

const context = createContext();

test('days are counted as PostgreSQL counts them', () => {
  expect(dayNumber({ year: 1970, month: 1, day: 1 })).toBe(0);
  // SELECT '4713-01-01 BC'::date - '1970-01-01'::date; the other is the last day that JavaScript knows
  expect(dayNumber({ year: -4712, month: 1, day: 1 })).toBe(-2_440_550);
  expect(dayNumber({ year: 275760, month: 9, day: 13 })).toBe(100_000_000);
  for (let number = -800_000; number < 800_000; number += 61) {
    expect(dayNumber(dayOf(number))).toBe(number);
  }
});

describe('date', () => {
  const mask = (raw: string, by?: string | null, days = 30) =>
    createDateMask({ days })(raw, context, by) ?? '';
  const daysBetween = (one: string, other: string) =>
    (Date.parse(`${other.slice(0, 10)}T00:00Z`) - Date.parse(`${one.slice(0, 10)}T00:00Z`)) /
    86_400_000;

  test('all dates of a person move by the same number of days, never 0 and within the limit', () => {
    for (let person = 0; person < 200; person += 1) {
      const moved = daysBetween('2020-02-28', mask('2020-02-28', `person ${person}`, 3));
      expect([-3, -2, -1, 1, 2, 3]).toContain(moved);
      expect(daysBetween('1999-12-31', mask('1999-12-31', `person ${person}`, 3))).toBe(moved);
    }
  });

  test('without a person, all dates move alike', () => {
    expect(daysBetween(mask('2020-01-01'), mask('2021-01-01'))).toBe(366);
    expect(mask('2020-01-01', null)).toBe(mask('2020-01-01'));
  });

  test.each([
    '2020-01-31 10:11:12.345678+05:30',
    '2020-01-31 10:11:12',
    '2020-01-31T10:11:12.5Z',
    '0044-03-15 00:00:00 BC',
    '12020-01-31',
  ])('of %s only the day changes', (raw) => {
    const masked = mask(raw);
    const withoutDay = (text: string) => text.replace(/^\d+-\d\d-\d\d/, '');
    expect(withoutDay(masked)).toBe(withoutDay(raw));
    expect(masked).toHaveLength(raw.length);
    expect(masked).not.toBe(raw);
  });

  test('ranges and multiranges move as a whole, in their quotes', () => {
    const [from, to] = [mask('2020-01-01'), mask('2020-02-01')];
    expect(mask('[2020-01-01,2020-02-01)')).toBe(`[${from},${to})`);
    expect(mask('["2020-01-01 00:00:00+00","2020-02-01 12:00:00+00")')).toBe(
      `["${from} 00:00:00+00","${to} 12:00:00+00")`,
    );
    expect(mask('{[2020-01-01,2020-02-01),[2020-02-01,)}')).toBe(`{[${from},${to}),[${to},)}`);
  });

  test('a time since 1970 stays one, to every digit of its fraction', () => {
    const moved = daysBetween('2020-01-01', mask('2020-01-01'));
    expect(mask('1580000000')).toBe(String(1_580_000_000 + moved * 86_400));
    expect(mask('1580000000123.50')).toBe(`${1_580_000_000_123 + moved * 86_400_000}.50`);
  });

  test.each(['infinity', '-infinity', '9999-12-31', '9999-12-31 23:59:59', 'empty', '(,)'])(
    '%s, which is nobody’s, stays',
    (raw) => {
      expect(mask(raw)).toBe(raw);
    },
  );

  test.each(['9999-12-30', '0001-01-01', '0001-12-31 BC', '9999-12-02'])(
    'at the end of the calendar, %s gets no longer year',
    (raw) => {
      expect(mask(raw)).not.toBe(raw);
      expect(mask(raw)).toHaveLength(raw.length);
    },
  );

  test.each([
    'Ada',
    '31.01.2020',
    '2020-02-30',
    '2020-13-01',
    '2020',
    '[2020-01-01,x)',
    '2020-01-01 x',
  ])('%s is refused without telling it', (raw) => {
    expect(() => mask(raw)).toThrow(
      expect.objectContaining({
        code: 'mask-failed',
        message: 'a value is no date or timestamp in ISO form',
      }),
    );
  });
});

describe('birthdate', () => {
  const mask = (raw: string, years = 5) => createBirthdateMask({ years })(raw, context) ?? '';

  test.each([1, 5, 10])('the band of %i years stays, the day does not', (years) => {
    for (let year = 1900; year < 2030; year += 1) {
      const raw = `${year}-02-28 00:00:00+00`;
      const masked = mask(raw, years);
      expect(Math.floor(Number(masked.slice(0, 4)) / years)).toBe(Math.floor(year / years));
      expect(masked).not.toBe(raw);
      expect(masked.slice(10)).toBe(' 00:00:00+00');
    }
  });

  test('a year alone stays in its band', () => {
    expect(mask('1984')).toMatch(/^198[0-3]$/);
    expect(mask('1984', 1)).toBe('1985');
  });

  test.each(['Ada', '31.01.1984', '1984-02-30', '12'])('%s is refused', (raw) => {
    expect(() => mask(raw)).toThrow(expect.objectContaining({ code: 'mask-failed' }));
  });
});
