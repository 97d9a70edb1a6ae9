import { type Day, dayNumber, dayOf } from './calendar.ts';

/** PostgreSQL's and ISO 8601's text form of a day, with what is behind it: time of day, zone, era. */
const dayAndTime =
  /^([+-]?\d{4,7})-(\d\d)-(\d\d)((?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,12})?)?)?)?(?: ?(?:Z|z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?))?)( BC)?$/;

/** A date or time as text, with its day changed: the time of day, all its digits and the zone stay. */
export interface DateText {
  day: number;
  year: number;
  /** The same text on another day. */
  on(day: number): string;
}

/** Reads `2020-02-29`, `2020-02-29 12:00:00.5+00`, `0044-03-15 BC`, `2020-02-29T12:00:00Z`; anything else is `undefined`. */
export function parseDate(text: string): DateText | undefined {
  const [, writtenYear = '', month = '', day = '', time = '', era = ''] =
    dayAndTime.exec(text) ?? [];
  if (writtenYear === '') return undefined;
  const year = era ? 1 - Number(writtenYear) : Number(writtenYear);
  const parsed: Day = { year, month: Number(month), day: Number(day) };
  const number = dayNumber(parsed);
  const same = dayOf(number);
  const exists = same.year === year && same.month === parsed.month && same.day === parsed.day;
  return exists
    ? { day: number, year, on: (other) => formatDay(dayOf(other), writtenYear, time) }
    : undefined;
}

function formatDay({ year, month, day }: Day, written: string, time: string): string {
  const sign = /^[+-]/.exec(written)?.[0];
  const isIsoYear = sign !== undefined;
  const shown = String(isIsoYear || year > 0 ? Math.abs(year) : 1 - year);
  const width = isIsoYear ? written.length - 1 : 4;
  const prefix = isIsoYear ? (year < 0 ? '-' : '+') : '';
  const era = !isIsoYear && year <= 0 ? ' BC' : '';
  return `${prefix}${shown.padStart(width, '0')}-${pad(month)}-${pad(day)}${time}${era}`;
}

const pad = (number: number) => String(number).padStart(2, '0');
