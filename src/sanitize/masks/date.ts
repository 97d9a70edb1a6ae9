import { parseDate } from './date-text.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { unreadable } from './mask-failed.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Another day, up to `days` before or after. All dates of one person move alike if `by` tells whose they are, and
 * otherwise all dates: order and durations stay, as do the time of day, every digit of it and the zone. Works for dates,
 * timestamps, their ranges and multiranges, and seconds or milliseconds since 1970. `infinity` and 9999-12-31, which say
 * "never", stay. At the ends of the calendar, where a date would get a longer year, it moves the other way.
 * Throws `mask-failed` for anything else.
 */
export function createDateMask({ days }: { days: number }): ApplyMask {
  return (raw, context, by) => {
    const shiftBy = (attempt: number) => offset(context, days, by ?? '', attempt);
    const shift = readDates(raw.trim());
    if (!shift) throw unreadable('no date or timestamp in ISO form', 'date');
    return shift(1) === raw
      ? raw
      : chooseUnlikeRaw(raw, context, (attempt) => shift(shiftBy(attempt)));
  };
}

/** From -days to days, never 0. */
function offset({ hash }: MaskContext, days: number, person: string, attempt: number): number {
  const draw = hash('date', `${attempt}\0${person}`).readUInt32BE(0) % (2 * days);
  return draw < days ? draw - days : draw - days + 1;
}

type Shift = (days: number) => string;

function readDates(text: string): Shift | undefined {
  if (/^[[({]|^empty$/.test(text)) return readRanges(text);
  return readDate(text) ?? readEpoch(text);
}

function readDate(text: string): Shift | undefined {
  if (/^[+-]?infinity$/i.test(text)) return () => text;
  const date = parseDate(text);
  if (!date) return undefined;
  if (date.on(date.day).startsWith('9999-12-31')) return () => text;
  return (days) => {
    const moved = date.on(date.day + days);
    return moved.length === text.length ? moved : date.on(date.day - days);
  };
}

/** Bounds of ranges: whatever is neither bracket, comma nor quote. */
function readRanges(text: string): Shift | undefined {
  if (text === 'empty') return () => text;
  const pieces = text.split(/([[\](){},"]+)/);
  const shifts = pieces.map((piece, index) =>
    index % 2 === 1 || piece === '' ? () => piece : readDate(piece),
  );
  return shifts.every((shift) => shift !== undefined)
    ? (days) => shifts.map((shift) => shift(days)).join('')
    : undefined;
}

/** Units of a time since 1970 by the digits that it has from 1973 to 5138: seconds, and their thousandths on. */
const unitsPerDay = [
  { digits: [9, 11], perDay: 86_400n },
  { digits: [12, 14], perDay: 86_400_000n },
  { digits: [15, 17], perDay: 86_400_000_000n },
  { digits: [18, 20], perDay: 86_400_000_000_000n },
] as const;

function readEpoch(text: string): Shift | undefined {
  const [, whole = '', fraction = ''] = /^(\d{9,20})(\.\d+)?$/.exec(text) ?? [];
  const unit = unitsPerDay.find(({ digits }) => {
    const [fewest, most] = digits;
    return whole.length >= fewest && whole.length <= most;
  });
  return unit && ((days) => `${BigInt(whole) + BigInt(days) * unit.perDay}${fraction}`);
}
