import { dayNumber } from './calendar.ts';
import { parseDate } from './date-text.ts';
import { keyedDraws } from './keyed-draws.ts';
import type { ApplyMask, MaskContext } from './mask.ts';
import { unreadable } from './mask-failed.ts';
import { chooseUnlikeRaw } from './unlike-raw.ts';

/**
 * Another day of the same band of years (1980 to 1984 for 5); a time of day stays. Of a year alone, another one of the
 * band. The bands don't depend on the day of the run: in one that has not ended, the day can lie ahead.
 * Throws `mask-failed` for what is no date.
 */
export function createBirthdateMask({ years }: { years: number }): ApplyMask {
  return (raw, context) => {
    const text = raw.trim();
    if (/^\d{4}$/.test(text)) return otherYear(raw, Math.max(2, years), context);
    if (/^[+-]?infinity$/i.test(text)) return raw;
    const date = parseDate(text);
    if (!date) throw unreadable('no date in ISO form', 'birthdate');
    const firstYear = Math.floor(date.year / years) * years;
    const first = dayNumber({ year: firstYear, month: 1, day: 1 });
    const count = dayNumber({ year: firstYear + years, month: 1, day: 1 }) - first;
    return chooseUnlikeRaw(raw, context, (attempt) => {
      const draw = keyedDraws(context.hash, 'birthdate', `${attempt}\0${years}\0${date.day}`);
      return date.on(other(first, date.day, draw(count - 1)));
    });
  };
}

function otherYear(raw: string, years: number, context: MaskContext): string {
  const year = Number(raw.trim());
  const first = Math.floor(year / years) * years;
  return chooseUnlikeRaw(raw, context, (attempt) => {
    const draw = keyedDraws(context.hash, 'birthdate', `${attempt}\0${years}\0${year}`);
    return String(other(first, year, draw(years - 1))).padStart(4, '0');
  });
}

/** The drawn one of the numbers from `first` on without `own`. */
const other = (first: number, own: number, draw: number) =>
  first + draw >= own ? first + draw + 1 : first + draw;
